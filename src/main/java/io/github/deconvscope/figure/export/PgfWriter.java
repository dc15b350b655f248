package io.github.deconvscope.figure.export;

import io.github.deconvscope.figure.Figure;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes a figure as commands of PGF (the package {@code pgf}, with or without TikZ), for {@code \input} in a document of LaTeX: the text is set
 * by the document in its own font. Images of few cells become rectangles, others files beside it.
 */
final class PgfWriter implements PageMarks, OutlinePen {
    /** TeX's points, of which a font has its size, in one of PDF. */
    private static final double TEX_POINTS = 72.27 / 72;

    private static final int MOST_RECTANGLES = 2500;
    /** Neighbours overlap by this many logical pixels, so that no ground shines through between them. */
    private static final double OVERLAP = 0.3;

    private static final String START = """
            \\begingroup%
            \\def\\dsm#1 #2 {\\pgfpathmoveto{\\pgfqpoint{#1bp}{#2bp}}}%
            \\def\\dsl#1 #2 {\\pgfpathlineto{\\pgfqpoint{#1bp}{#2bp}}}%
            \\def\\dsc#1 #2 #3 #4 #5 #6 {\\pgfpathcurveto{\\pgfqpoint{#1bp}{#2bp}}{\\pgfqpoint{#3bp}{#4bp}}{\\pgfqpoint{#5bp}{#6bp}}}%
            \\def\\dsr#1 #2 #3 #4 {\\pgfpathrectangle{\\pgfqpoint{#1bp}{#2bp}}{\\pgfqpoint{#3bp}{#4bp}}}%
            \\def\\dsf#1{\\definecolor{dsfill}{HTML}{#1}\\pgfsetfillcolor{dsfill}}%
            \\def\\dss#1{\\definecolor{dsline}{HTML}{#1}\\pgfsetstrokecolor{dsline}}%
            \\begin{pgfpicture}%
            """;

    /** Where images go that are too large for rectangles. */
    interface ImageFiles {
        /** Writes an image and gives the name under which LaTeX finds it. */
        String write(BufferedImage image) throws IOException;
    }

    private final StringBuilder tex = new StringBuilder();
    private final double height;
    private final Optional<ImageFiles> files;
    private boolean inScope;
    private String fill = "";
    private String line = "";

    private PgfWriter(double height, Optional<ImageFiles> files) {
        this.height = height;
        this.files = files;
    }

    /** @param files for large images; empty makes rectangles of all */
    static void write(Figure figure, ExportSettings settings, String state, Optional<ImageFiles> files, OutputStream to)
            throws IOException {
        PgfWriter writer = new PgfWriter(settings.height(), files);
        Rectangle2D page = new Rectangle2D.Double(0, 0, settings.width(), settings.height());
        writer.tex.append(START);
        writer.rectangle(page);
        writer.tex.append("\\pgfusepath{use as bounding box}%\n");
        try {
            MarksGraphics.paint(figure, settings, settings.outlined(), writer);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        writer.endScope();
        writer.tex.append("\\end{pgfpicture}%\n\\endgroup%\n");
        String head = settings.anonymous()
                ? ""
                : StateLines.of(state)
                        + "% In the preamble: \\usepackage{pgf}. In the text: \\input{this file}; \\graphicspath finds its"
                        + " images.\n";
        to.write((head + writer.tex).getBytes(StandardCharsets.UTF_8));
    }

    private void point(double x, double y) {
        tex.append(Length.decimal(x * Length.POINTS_PER_PIXEL))
                .append(' ')
                .append(Length.decimal((height - y) * Length.POINTS_PER_PIXEL))
                .append(' ');
    }

    private void rectangle(Rectangle2D at) {
        tex.append("\\dsr");
        point(at.getX(), at.getMaxY());
        tex.append(Length.decimal(at.getWidth() * Length.POINTS_PER_PIXEL))
                .append(' ')
                .append(Length.decimal(at.getHeight() * Length.POINTS_PER_PIXEL))
                .append(' ');
    }

    @Override
    public void move(double x, double y) {
        to("\\dsm", x, y);
    }

    @Override
    public void line(double x, double y) {
        to("\\dsl", x, y);
    }

    @Override
    public void curve(double x1, double y1, double x2, double y2, double x, double y) {
        tex.append("\\dsc");
        point(x1, y1);
        point(x2, y2);
        to("", x, y);
    }

    @Override
    public void close() {
        tex.append("\\pgfpathclose");
    }

    private void to(String command, double x, double y) {
        tex.append(command);
        point(x, y);
        // Lines of a file are kept short.
        tex.append("%\n");
    }

    private void endScope() {
        if (inScope) {
            tex.append("\\end{pgfscope}%\n");
        }
        inScope = false;
        fill = "";
        line = "";
    }

    @Override
    public void clip(@Nullable Shape shape) {
        endScope();
        if (shape != null) {
            tex.append("\\begin{pgfscope}%\n");
            outline(shape);
            tex.append("\\pgfusepath{clip}%\n");
            inScope = true;
        }
    }

    private static String hex(Color color) {
        return String.format(Locale.ROOT, "%06X", color.getRGB() & 0xFFFFFF);
    }

    private void fillColor(Color color) {
        String wanted =
                "\\dsf{" + hex(color) + "}\\pgfsetfillopacity{" + Length.decimal(color.getAlpha() / 255.0) + "}%\n";
        if (!wanted.equals(fill)) {
            tex.append(wanted);
            fill = wanted;
        }
    }

    @Override
    public void fill(Shape shape, Color color) {
        fillColor(color);
        if (shape.getPathIterator(null).getWindingRule() == PathIterator.WIND_EVEN_ODD) {
            tex.append("\\pgfseteorule");
        } else {
            tex.append("\\pgfsetnonzerorule");
        }
        if (shape instanceof Rectangle2D box) {
            rectangle(box);
        } else {
            outline(shape);
        }
        tex.append("\\pgfusepath{fill}%\n");
    }

    @Override
    public void stroke(Shape shape, BasicStroke stroke, Color color) {
        StringBuilder dash = new StringBuilder();
        for (float length : stroke.getDashArray() == null ? new float[0] : stroke.getDashArray()) {
            dash.append('{')
                    .append(Length.decimal(length * Length.POINTS_PER_PIXEL))
                    .append("bp}");
        }
        String wanted = "\\dss{" + hex(color) + "}\\pgfsetstrokeopacity{" + Length.decimal(color.getAlpha() / 255.0)
                + "}\\pgfsetlinewidth{" + Length.decimal(stroke.getLineWidth() * Length.POINTS_PER_PIXEL)
                + "bp}\\pgfsetdash{" + dash
                + "}{" + Length.decimal(stroke.getDashPhase() * Length.POINTS_PER_PIXEL) + "bp}"
                + (stroke.getEndCap() == BasicStroke.CAP_ROUND
                        ? "\\pgfsetroundcap"
                        : stroke.getEndCap() == BasicStroke.CAP_SQUARE ? "\\pgfsetrectcap" : "\\pgfsetbuttcap")
                + (stroke.getLineJoin() == BasicStroke.JOIN_ROUND
                        ? "\\pgfsetroundjoin"
                        : stroke.getLineJoin() == BasicStroke.JOIN_BEVEL ? "\\pgfsetbeveljoin" : "\\pgfsetmiterjoin")
                + "%\n";
        if (!wanted.equals(line)) {
            tex.append(wanted);
            line = wanted;
        }
        outline(shape);
        tex.append("\\pgfusepath{stroke}%\n");
    }

    @Override
    public void text(String text, Font font, AffineTransform place, double align, double width, Color color) {
        fillColor(color);
        Point2D at = place.transform(new Point2D.Double(align * width, 0), null);
        double turned = -Math.toDegrees(Math.atan2(place.getShearY(), place.getScaleX()));
        double size = font.getSize2D() * Length.POINTS_PER_PIXEL * TEX_POINTS;
        tex.append("\\pgftext[base,")
                .append(align < 0.25 ? "left," : align > 0.75 ? "right," : "")
                .append("x=")
                .append(Length.decimal(at.getX() * Length.POINTS_PER_PIXEL))
                .append("bp,y=")
                .append(Length.decimal((height - at.getY()) * Length.POINTS_PER_PIXEL))
                .append("bp")
                .append(Math.abs(turned) < 0.01 ? "" : ",rotate=" + Length.decimal(turned))
                .append("]{\\color{dsfill}\\fontsize{")
                .append(Length.decimal(size))
                .append("}{")
                .append(Length.decimal(1.2 * size))
                .append("}\\selectfont ")
                .append(font.isBold() ? "\\bfseries " : font.isItalic() ? "\\itshape " : "")
                .append(TexText.escaped(text))
                .append("}%\n");
    }

    @Override
    public void image(BufferedImage image, AffineTransform place) {
        CellRuns runs = CellRuns.of(image);
        if (files.isEmpty() || runs.count() <= MOST_RECTANGLES) {
            runs.forEach((cells, color) -> fill(
                    place.createTransformedShape(new Rectangle2D.Double(
                                    cells.getX(),
                                    cells.getY(),
                                    cells.getWidth() + overlap(cells.getMaxX(), image.getWidth(), place.getScaleX()),
                                    cells.getHeight() + overlap(cells.getMaxY(), image.getHeight(), place.getScaleY())))
                            .getBounds2D(),
                    color));
            return;
        }
        try {
            String name = files.get().write(image);
            Point2D corner = place.transform(new Point2D.Double(0, image.getHeight()), null);
            tex.append("\\pgftext[left,bottom,x=")
                    .append(Length.decimal(corner.getX() * Length.POINTS_PER_PIXEL))
                    .append("bp,y=")
                    .append(Length.decimal((height - corner.getY()) * Length.POINTS_PER_PIXEL))
                    .append("bp]{\\includegraphics[width=")
                    .append(Length.decimal(image.getWidth() * place.getScaleX() * Length.POINTS_PER_PIXEL))
                    .append("bp,height=")
                    .append(Length.decimal(image.getHeight() * place.getScaleY() * Length.POINTS_PER_PIXEL))
                    .append("bp]{")
                    .append(name)
                    .append("}}%\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double overlap(double end, int cells, double scale) {
        return end >= cells ? 0 : Math.min(0.5, OVERLAP / Math.abs(scale));
    }
}
