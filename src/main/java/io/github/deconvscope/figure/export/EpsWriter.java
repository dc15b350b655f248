package io.github.deconvscope.figure.export;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.Palette;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes Encapsulated PostScript of level 3: letters are areas, so that no font is needed. PostScript has no transparency: pale colours are
 * mixed with the ground.
 */
final class EpsWriter implements PageMarks, OutlinePen {
    private static final int HEX_IN_A_LINE = 120;

    private final StringBuilder body = new StringBuilder();
    private final Color ground;

    private EpsWriter(Color ground) {
        this.ground = ground;
    }

    static void write(Figure figure, ExportSettings settings, String state, OutputStream to) throws IOException {
        EpsWriter writer = new EpsWriter(Palette.of(settings.theme()).surface());
        double width = settings.width() * Length.POINTS_PER_PIXEL;
        double height = settings.height() * Length.POINTS_PER_PIXEL;
        MarksGraphics.paint(figure, settings, true, writer);
        String head = "%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 " + (int) Math.ceil(width) + " "
                + (int) Math.ceil(height) + "\n%%HiResBoundingBox: 0 0 " + Length.decimal(width) + " "
                + Length.decimal(height)
                + "\n%%LanguageLevel: 3\n%%EndComments\n" + (settings.anonymous() ? "" : StateLines.of(state))
                + "save\n/m /moveto load def /l /lineto load def /c /curveto load def /h /closepath load def\n"
                + "0 " + Length.decimal(height) + " translate " + Length.POINTS_PER_PIXEL + " -"
                + Length.POINTS_PER_PIXEL
                + " scale gsave\n";
        to.write((head + writer.body + "grestore restore\n%%EOF\n").getBytes(StandardCharsets.US_ASCII));
    }

    private void numbers(String operator, double... values) {
        for (double value : values) {
            body.append(Length.decimal(value)).append(' ');
        }
        body.append(operator).append('\n');
    }

    private void path(Shape shape) {
        body.append("newpath\n");
        outline(shape);
    }

    @Override
    public void move(double x, double y) {
        numbers("m", x, y);
    }

    @Override
    public void line(double x, double y) {
        numbers("l", x, y);
    }

    @Override
    public void curve(double x1, double y1, double x2, double y2, double x, double y) {
        numbers("c", x1, y1, x2, y2, x, y);
    }

    @Override
    public void close() {
        body.append("h\n");
    }

    /** The levels of red, green and blue of a colour, mixed with the ground if it is pale. */
    private double[] mixed(Color color) {
        double share = color.getAlpha() / 255.0;
        return new double[] {
            color.getRed() * share + ground.getRed() * (1 - share),
            color.getGreen() * share + ground.getGreen() * (1 - share),
            color.getBlue() * share + ground.getBlue() * (1 - share)
        };
    }

    private void color(Color color) {
        double[] levels = mixed(color);
        numbers("setrgbcolor", levels[0] / 255, levels[1] / 255, levels[2] / 255);
    }

    @Override
    public void clip(@Nullable Shape shape) {
        body.append("grestore gsave\n");
        if (shape != null) {
            path(shape);
            body.append("clip\n");
        }
    }

    @Override
    public void fill(Shape shape, Color color) {
        color(color);
        path(shape);
        boolean evenOdd = shape.getPathIterator(null).getWindingRule() == PathIterator.WIND_EVEN_ODD;
        body.append(evenOdd ? "eofill\n" : "fill\n");
    }

    @Override
    public void stroke(Shape shape, BasicStroke stroke, Color color) {
        color(color);
        numbers("setlinewidth", stroke.getLineWidth());
        numbers("setlinecap", stroke.getEndCap());
        numbers("setlinejoin", stroke.getLineJoin());
        body.append('[');
        for (float length : stroke.getDashArray() == null ? new float[0] : stroke.getDashArray()) {
            body.append(Length.decimal(length)).append(' ');
        }
        body.append("] ");
        numbers("setdash", stroke.getDashPhase());
        path(shape);
        body.append("stroke\n");
    }

    @Override
    public void text(String text, Font font, AffineTransform place, double align, double width, Color color) {
        throw new IllegalStateException("letters are drawn as areas here");
    }

    @Override
    public void image(BufferedImage image, AffineTransform place) {
        int across = image.getWidth();
        int down = image.getHeight();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            for (int i = 0; i < across * down; i++) {
                for (double level : mixed(new Color(image.getRGB(i % across, i / across), true))) {
                    out.write((int) Math.round(level));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        double[] m = new double[6];
        place.getMatrix(m);
        body.append("gsave [");
        for (double value : m) {
            body.append(Length.decimal(value)).append(' ');
        }
        body.append("] concat\n/DeviceRGB setcolorspace\n<< /ImageType 1 /Width ")
                .append(across)
                .append(" /Height ")
                .append(down)
                .append(" /BitsPerComponent 8 /Decode [0 1 0 1 0 1] /ImageMatrix [1 0 0 1 0 0]\n")
                .append("/DataSource currentfile /ASCIIHexDecode filter /FlateDecode filter >> image\n");
        String hex = HexFormat.of().formatHex(packed.toByteArray());
        for (int from = 0; from < hex.length(); from += HEX_IN_A_LINE) {
            body.append(hex, from, Math.min(hex.length(), from + HEX_IN_A_LINE)).append('\n');
        }
        body.append(">\ngrestore\n");
    }
}
