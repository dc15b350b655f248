package io.github.deconvscope.figure.chart;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.Ink;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/**
 * The look of a curve by its meaning, the same in every chart, lesson and export: colour, line style and marker, each of which
 * distinguishes curves on its own. The first four are reserved.
 */
public enum SeriesKey {
    FP32(0x14539A, 0x79ADE9, 0x1D4E89, Marker.CIRCLE),
    FP16(0xD9730D, 0xF08A24, 0xD35F00, Marker.TRIANGLE, 7, 4),
    BATCH_NORM(0x1F9D6B, 0x5CE0A4, 0x18A070, Marker.SQUARE, 9, 3, 2, 3),
    DECONVOLUTION(0x8432D9, 0xB05AF0, 0x8A1FD0, Marker.DIAMOND, 16, 4),
    /** Anything that is not one of the four: the ink of the page. */
    NEUTRAL(0x3D444D, 0xC9D1D9, 0x000000, Marker.CIRCLE),
    /** What a curve is compared with: a bound, a chance level, the paper's number. */
    REFERENCE(0x6E7781, 0x9BA4AF, 0x5A5A5A, Marker.CROSS, 2, 3),
    /** Further curves, for comparing runs and layers. */
    EXTRA_1(0xB4235A, 0xFF7AA8, 0x8E1244, Marker.SQUARE, 12, 3, 2, 3, 2, 3),
    EXTRA_2(0x0A7E8C, 0x4CC9D8, 0x076570, Marker.TRIANGLE, 4, 2),
    EXTRA_3(0x8A6D00, 0xE0C04A, 0x6E5600, Marker.DIAMOND, 10, 5),
    EXTRA_4(0x8B4A2B, 0xE0A184, 0x6B3217, Marker.CIRCLE, 3, 2, 8, 2);

    private final Color light;
    private final Color dark;
    private final Color print;
    private final Marker marker;
    private final float[] dash;

    SeriesKey(int light, int dark, int print, Marker marker, float... dash) {
        this.light = new Color(light);
        this.dark = new Color(dark);
        this.print = new Color(print);
        this.marker = marker;
        this.dash = dash;
    }

    public Color color(FigureTheme theme) {
        return switch (theme) {
            case LIGHT -> light;
            case DARK -> dark;
            case PRINT -> print;
        };
    }

    /** The colour in a style: that of its palette, if it names this key. */
    public Color color(FigureStyle style) {
        return style.look().palette().getOrDefault(Choice.word(this), color(style.theme()));
    }

    /** Dash lengths in units of a line 1 wide; empty for a solid line. */
    public float[] dash() {
        return dash.clone();
    }

    /** The line of this key, {@code width} logical pixels wide. */
    public Stroke stroke(double width) {
        return stroke(width, dash);
    }

    /** A line with these dashes, {@code width} logical pixels wide. */
    static Stroke stroke(double width, float[] dash) {
        if (dash.length == 0) {
            return new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
        }
        float[] lengths = dash.clone();
        double unit = Math.max(width / Ink.CURVE, 0.4);
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] *= (float) unit;
        }
        return new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, lengths, 0);
    }

    /** The marker around (x, y), about {@code size} across. */
    public Shape marker(double x, double y, double size) {
        return marker.around(x, y, size / 2);
    }

    Marker marker() {
        return marker;
    }

    /** The key of the i-th of several runs or layers that are none of the reserved four. */
    public static SeriesKey extra(int i) {
        SeriesKey[] keys = {NEUTRAL, EXTRA_1, EXTRA_2, EXTRA_3, EXTRA_4};
        return keys[Math.floorMod(i, keys.length)];
    }

    /** Shapes that are told apart in grey. */
    enum Marker {
        CIRCLE((x, y, r) -> new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r)),
        SQUARE((x, y, r) -> new Rectangle2D.Double(x - 0.88 * r, y - 0.88 * r, 1.76 * r, 1.76 * r)),
        TRIANGLE((x, y, r) -> polygon(x, y - 1.15 * r, x + 1.1 * r, y + 0.8 * r, x - 1.1 * r, y + 0.8 * r)),
        DIAMOND((x, y, r) -> polygon(x, y - 1.25 * r, x + 1.25 * r, y, x, y + 1.25 * r, x - 1.25 * r, y)),
        DOWNWARD((x, y, r) -> polygon(x, y + 1.15 * r, x + 1.1 * r, y - 0.8 * r, x - 1.1 * r, y - 0.8 * r)),
        BAR((x, y, r) -> new Rectangle2D.Double(x - 0.35 * r, y - 1.3 * r, 0.7 * r, 2.6 * r)),
        HOURGLASS((x, y, r) -> polygon(x - r, y - 1.1 * r, x + r, y - 1.1 * r, x - r, y + 1.1 * r, x + r, y + 1.1 * r)),
        CROSS((x, y, r) -> {
            double t = 0.32 * r;
            return polygon(
                    x - r, y - t, x - t, y - t, x - t, y - r, x + t, y - r, x + t, y - t, x + r, y - t, x + r, y + t,
                    x + t, y + t, x + t, y + r, x - t, y + r, x - t, y + t, x - r, y + t);
        });

        private final Outline outline;

        Marker(Outline outline) {
            this.outline = outline;
        }

        /** @param r half its size */
        Shape around(double x, double y, double r) {
            return outline.around(x, y, r);
        }

        private interface Outline {
            Shape around(double x, double y, double r);
        }

        private static Shape polygon(double... xy) {
            Path2D path = new Path2D.Double();
            path.moveTo(xy[0], xy[1]);
            for (int i = 2; i < xy.length; i += 2) {
                path.lineTo(xy[i], xy[i + 1]);
            }
            path.closePath();
            return path;
        }
    }
}
