package io.github.deconvscope.figure.chart;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.Ink;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The outliers of a line chart: values so far from all others that a linear axis including them would flatten the rest. They lie beyond the
 * axis, are marked at its end, and are counted in its heading. The start of a curve is always on the axis.
 *
 * @param low values below this are outliers
 * @param high values above this are outliers
 * @param below those beyond the lower end
 * @param above those beyond the upper end
 */
record Outliers(double low, double high, Beyond below, Beyond above) {
    /** How many there are, and the farthest; NaN if there are none. */
    record Beyond(int count, double farthest) {}

    /** The axis of a chart without outliers. */
    static final Outliers NONE = new Outliers(
            Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, new Beyond(0, Double.NaN), new Beyond(0, Double.NaN));

    /** Longest axis, in multiples of the range of 90 % of the values. */
    private static final double REACH = 10;

    private static final double TAIL = 0.05;
    private static final int FEWEST = 10;
    private static final int SAMPLE = 8192;
    private static final double MARK = 8;

    static Outliers of(List<Series> series) {
        List<Points> curves = measured(series);
        double[] values = sample(curves);
        if (values.length < FEWEST) {
            return NONE;
        }
        Arrays.sort(values);
        double few = values[(int) Math.ceil(TAIL * (values.length - 1))];
        double most = values[(int) Math.floor((1 - TAIL) * (values.length - 1))];
        double reach = REACH * (most - few);
        if (!(reach > 0)) {
            return NONE;
        }
        double low = most - reach;
        double high = few + reach;
        for (Points curve : curves) {
            for (int i = 0; i < curve.size(); i++) {
                if (Double.isFinite(curve.y(i))) {
                    low = Math.min(low, curve.y(i));
                    high = Math.max(high, curve.y(i));
                    break;
                }
            }
        }
        return counted(curves, low, high);
    }

    /** What was measured, where what is drawn over it is only its average. */
    private static List<Points> measured(List<Series> series) {
        boolean averaged = series.stream().anyMatch(Series::faint);
        return series.stream()
                .filter(s -> !averaged || s.faint() || s.drawing() == Series.Drawing.POINTS)
                .map(Series::points)
                .toList();
    }

    private static double[] sample(List<Points> curves) {
        int all = curves.stream().mapToInt(Points::size).sum();
        int stride = all / SAMPLE + 1;
        double[] values = new double[all / stride + curves.size()];
        int n = 0;
        for (Points curve : curves) {
            for (int i = 0; i < curve.size(); i += stride) {
                if (Double.isFinite(curve.y(i))) {
                    values[n++] = curve.y(i);
                }
            }
        }
        return Arrays.copyOf(values, n);
    }

    private static Outliers counted(List<Points> curves, double low, double high) {
        int below = 0;
        int above = 0;
        double least = Double.NaN;
        double most = Double.NaN;
        for (Points curve : curves) {
            for (int i = 0; i < curve.size(); i++) {
                double y = curve.y(i);
                if (y > high && y < Double.POSITIVE_INFINITY) {
                    above++;
                    most = y <= most ? most : y;
                } else if (y < low && y > Double.NEGATIVE_INFINITY) {
                    below++;
                    least = y >= least ? least : y;
                }
            }
        }
        return above + below == 0 ? NONE : new Outliers(low, high, new Beyond(below, least), new Beyond(above, most));
    }

    boolean has(double value) {
        return value < low || value > high;
    }

    /** The points with gaps where outliers are. */
    Points without(Points points) {
        return Points.of(points.size(), points::x, i -> has(points.y(i)) ? Double.NaN : points.y(i));
    }

    /** Such as {@code 2 values above, up to 1e6}; empty without outliers. */
    String inWords() {
        List<String> parts = new ArrayList<>();
        if (above.count() > 0) {
            parts.add(values(above.count()) + " above, up to " + Numbers.shown(above.farthest()));
        }
        if (below.count() > 0) {
            parts.add(values(below.count()) + " below, down to " + Numbers.shown(below.farthest()));
        }
        return String.join("; ", parts);
    }

    private static String values(int count) {
        return PlainWords.count(count, "value");
    }

    /** The axis with what lies beyond it in its heading. */
    Axis labelled(Axis axis) {
        String words = inWords();
        return words.isEmpty()
                ? axis
                : new Axis(
                        axis.heading() + " \u00b7 " + words,
                        "",
                        axis.logarithmic(),
                        axis.counted(),
                        axis.base(),
                        axis.min(),
                        axis.max(),
                        axis.ticks());
    }

    /** Arrow heads at the end of the axis, at most one a few pixels. */
    void paint(Ink ink, PlotArea area, List<Series> series, FigureStyle style) {
        if (this == NONE) {
            return;
        }
        double top = area.bounds().getY();
        double bottom = area.bounds().getMaxY();
        for (Series s : series) {
            double last = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < s.points().size(); i++) {
                double y = s.points().y(i);
                double x = area.x(s.points().x(i));
                if (Double.isFinite(y) && has(y) && x - last >= MARK) {
                    last = x;
                    ink.fill(
                            y > high ? arrow(x, top, 1) : arrow(x, bottom, -1),
                            s.key().color(style));
                }
            }
        }
    }

    /** @param down 1 if the arrow hangs from {@code tip}, pointing up; -1 if it stands on it */
    private static Path2D arrow(double x, double tip, int down) {
        Path2D arrow = new Path2D.Double();
        arrow.moveTo(x, tip);
        arrow.lineTo(x - MARK / 2, tip + down * MARK);
        arrow.lineTo(x + MARK / 2, tip + down * MARK);
        arrow.closePath();
        return arrow;
    }
}
