package io.github.deconvscope.figure.chart;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.Ink;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * What the bars of the only group are means of.
 *
 * @param name of one value, such as {@code seed}
 * @param values by category, drawn as dots
 * @param low lower end of each bar's interval, drawn as a whisker; NaN draws none
 * @param high upper end
 */
record BarSpread(String name, List<double[]> values, double[] low, double[] high) {
    private static final String INTERVAL = "95 % interval";

    /** Values of the category that has most of them. */
    int most() {
        return values.stream().mapToInt(each -> each.length).max().orElse(0);
    }

    /** The greatest value or end of an interval; 0 if there is none. */
    double greatest() {
        return DoubleStream.concat(values.stream().flatMapToDouble(Arrays::stream), Arrays.stream(high))
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    /** What stands over the bars, for the legend: the values, and the intervals if there are any. */
    List<String> legend() {
        return Arrays.stream(low).anyMatch(Double::isFinite) ? List.of(name, INTERVAL) : List.of(name);
    }

    /**
     * Paints the interval and the values of a category over its bar.
     *
     * @param along where a value lies across
     */
    void paint(Ink ink, int category, Rectangle2D bar, DoubleUnaryOperator along) {
        if (Double.isFinite(low[category]) && Double.isFinite(high[category])) {
            double from = along.applyAsDouble(low[category]);
            paintInterval(ink, from, along.applyAsDouble(high[category]), bar.getCenterY());
        }
        double[] each = values.get(category);
        double room = bar.getHeight() / (each.length + 1);
        for (int i = 0; i < each.length; i++) {
            paintValue(ink, along.applyAsDouble(each[i]), bar.getY() + (i + 1) * room);
        }
    }

    /** A dot of one value. */
    static void paintValue(Ink ink, double x, double y) {
        ink.fill(SeriesKey.NEUTRAL.marker(x, y, 6.5), ink.palette().text());
        ink.fill(SeriesKey.NEUTRAL.marker(x, y, 4), ink.palette().surface());
    }

    /** The whisker of an interval. */
    static void paintInterval(Ink ink, double from, double to, double y) {
        ink.line(from, y, to, y, ink.palette().text(), 1.25);
        for (double end : new double[] {from, to}) {
            ink.line(end, y - 4, end, y + 4, ink.palette().text(), 1.25);
        }
    }

    /** The values behind the bar of a category, and its interval if there is one, to follow its mean. */
    String inWords(int category) {
        String all =
                Arrays.stream(values().get(category)).mapToObj(Numbers::full).collect(Collectors.joining(", "));
        double from = low()[category];
        return "; " + name() + ": " + all
                + (Double.isNaN(from)
                        ? ""
                        : "; 95 % from " + Numbers.full(from) + " to " + Numbers.full(high()[category]));
    }

    /** The interval and the values of a category, as cells of a table that has room for {@link #most} values. */
    List<Object> cells(int category) {
        List<Object> cells = new ArrayList<>(List.of(low()[category], high()[category]));
        double[] each = values().get(category);
        for (int i = 0; i < most(); i++) {
            cells.add(i < each.length ? each[i] : Double.NaN);
        }
        return cells;
    }
}
