package io.github.deconvscope.figure.export;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureFonts;
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
final class PgfWriter implements PageMarks {
    private static final double POINTS_PER_PIXEL = 72.0 / 96;
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

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.3f", value).replaceAll("\\.?0+$", "");
        return text.equals("-0") ? "0" : text;
    }

    private void point(double x, double y) {
        tex.append(number(x * POINTS_PER_PIXEL))
                .append(' ')
                .append(number((height - y) * POINTS_PER_PIXEL))
                .append(' ');
    }

    private void rectangle(Rectangle2D at) {
        tex.append("\\dsr");
        point(at.getX(), at.getMaxY());
        tex.append(number(at.getWidth() * POINTS_PER_PIXEL))
                .append(' ')
                .append(number(at.getHeight() * POINTS_PER_PIXEL))
                .append(' ');
    }

    private void path(Shape shape) {
        double[] c = new double[6];
        Point2D last = new Point2D.Double();
        for (PathIterator at = shape.getPathIterator(null); !at.isDone(); at.next()) {
            switch (at.currentSegment(c)) {
                case PathIterator.SEG_MOVETO -> to("\\dsm", last, c[0], c[1]);
                case PathIterator.SEG_LINETO -> to("\\dsl", last, c[0], c[1]);
                case PathIterator.SEG_QUADTO -> {
                    tex.append("\\dsc");
                    point(last.getX() + (c[0] - last.getX()) * 2 / 3, last.getY() + (c[1] - last.getY()) * 2 / 3);
                    point(c[2] + (c[0] - c[2]) * 2 / 3, c[3] + (c[1] - c[3]) * 2 / 3);
                    to("", last, c[2], c[3]);
                }
                case PathIterator.SEG_CUBICTO -> {
                    tex.append("\\dsc");
                    point(c[0], c[1]);
                    point(c[2], c[3]);
                    to("", last, c[4], c[5]);
                }
                default -> tex.append("\\pgfpathclose");
            }
        }
    }

    private void to(String command, Point2D last, double x, double y) {
        tex.append(command);
        point(x, y);
        last.setLocation(x, y);
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
            path(shape);
            tex.append("\\pgfusepath{clip}%\n");
            inScope = true;
        }
    }

    private static String hex(Color color) {
        return String.format(Locale.ROOT, "%06X", color.getRGB() & 0xFFFFFF);
    }

    private void fillColor(Color color) {
        String wanted = "\\dsf{" + hex(color) + "}\\pgfsetfillopacity{" + number(color.getAlpha() / 255.0) + "}%\n";
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
            path(shape);
        }
        tex.append("\\pgfusepath{fill}%\n");
    }

    @Override
    public void stroke(Shape shape, BasicStroke stroke, Color color) {
        StringBuilder dash = new StringBuilder();
        for (float length : stroke.getDashArray() == null ? new float[0] : stroke.getDashArray()) {
            dash.append('{').append(number(length * POINTS_PER_PIXEL)).append("bp}");
        }
        String wanted = "\\dss{" + hex(color) + "}\\pgfsetstrokeopacity{" + number(color.getAlpha() / 255.0)
                + "}\\pgfsetlinewidth{" + number(stroke.getLineWidth() * POINTS_PER_PIXEL) + "bp}\\pgfsetdash{" + dash
                + "}{" + number(stroke.getDashPhase() * POINTS_PER_PIXEL) + "bp}"
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
        path(shape);
        tex.append("\\pgfusepath{stroke}%\n");
    }

    @Override
    public void text(String text, Font font, AffineTransform place, double align, double width, Color color) {
        fillColor(color);
        Point2D at = place.transform(new Point2D.Double(align * width, 0), null);
        double turned = -Math.toDegrees(Math.atan2(place.getShearY(), place.getScaleX()));
        FigureFonts face = FigureFonts.of(font);
        double size = font.getSize2D() * POINTS_PER_PIXEL * TEX_POINTS;
        tex.append("\\pgftext[base,")
                .append(align < 0.25 ? "left," : align > 0.75 ? "right," : "")
                .append("x=")
                .append(number(at.getX() * POINTS_PER_PIXEL))
                .append("bp,y=")
                .append(number((height - at.getY()) * POINTS_PER_PIXEL))
                .append("bp")
                .append(Math.abs(turned) < 0.01 ? "" : ",rotate=" + number(turned))
                .append("]{\\color{dsfill}\\fontsize{")
                .append(number(size))
                .append("}{")
                .append(number(1.2 * size))
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
                    .append(number(corner.getX() * POINTS_PER_PIXEL))
                    .append("bp,y=")
                    .append(number((height - corner.getY()) * POINTS_PER_PIXEL))
                    .append("bp]{\\includegraphics[width=")
                    .append(number(image.getWidth() * place.getScaleX() * POINTS_PER_PIXEL))
                    .append("bp,height=")
                    .append(number(image.getHeight() * place.getScaleY() * POINTS_PER_PIXEL))
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
