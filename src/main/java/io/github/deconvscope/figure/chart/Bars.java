package io.github.deconvscope.figure.chart;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The lengths of the bars of a chart, and where each bar lies.
 *
 * @param categories how many there are, a row each
 * @param values of each group, one a category: 0 or above, or NaN for a bar that is missing
 * @param stacked whether the bars of a category lie end to end instead of side by side
 * @param logarithmic whether the axis is
 */
record Bars(int categories, List<double[]> values, boolean stacked, boolean logarithmic) {
    /** Share of a row that its bars take; the rest is the gap to the next. */
    static final double FILLED = 0.78;

    private static final double THICKEST = 26;

    /**
     * One bar, in logical pixels.
     *
     * @param room height that belongs to it: up to the next bar, or to the next category
     */
    record Bar(int group, int category, Rectangle2D bounds, double room) {}

    /** Where the longest bar ends; 0 if there is none. */
    double longest() {
        return IntStream.range(0, categories)
                .mapToDouble(c -> {
                    DoubleStream lengths =
                            values.stream().mapToDouble(group -> group[c]).filter(this::present);
                    return stacked ? lengths.sum() : lengths.max().orElse(0);
                })
                .max()
                .orElse(0);
    }

    boolean any() {
        return values.stream().flatMapToDouble(Arrays::stream).anyMatch(this::present);
    }

    List<Bar> in(BarFrame frame, Scale scale) {
        List<Bar> bars = new ArrayList<>();
        Rectangle2D plot = frame.plot();
        double row = frame.rowHeight(categories);
        double thick = Math.min(THICKEST, row * FILLED / lanes());
        for (int c = 0; c < categories; c++) {
            double before = 0;
            int lane = 0;
            int lanes = stacked ? 1 : present(c);
            for (int i = 0; i < values.size(); i++) {
                double value = values.get(i)[c];
                if (!present(value)) {
                    continue;
                }
                double from = stacked && before > 0 ? Math.max(0, scale.fraction(before)) : 0;
                double to = Math.min(1, Math.max(from, scale.fraction(before + value)));
                double y = plot.getY() + (c + 0.5) * row + (lane - lanes / 2.0) * thick;
                Rectangle2D bounds = new Rectangle2D.Double(
                        plot.getX() + from * plot.getWidth(),
                        y,
                        (to - from) * plot.getWidth(),
                        Math.max(thick - 1, thick / 2));
                bars.add(new Bar(i, c, bounds, lanes == 1 ? row : thick));
                before += stacked ? value : 0;
                lane += stacked ? 0 : 1;
            }
        }
        return bars;
    }

    /** Bars side by side in the category that has most. */
    int lanes() {
        return stacked
                ? 1
                : Math.max(
                        1,
                        IntStream.range(0, categories).map(this::present).max().orElse(1));
    }

    /** Bars of a category side by side: those without a value leave no gap, so that the others stand beside the name. */
    private int present(int category) {
        return (int) values.stream().filter(group -> present(group[category])).count();
    }

    /** Whether a bar is drawn and labelled: one of length 0 is, unlike a missing one, but not stacked on another nor on a log axis. */
    private boolean present(double value) {
        boolean zeroShown = !stacked && !logarithmic;
        return !Double.isInfinite(value) && (value > 0 || zeroShown && value == 0);
    }

    /** Whether no other bar of its category follows, so that the number stands after it. */
    boolean endsRow(Bar bar) {
        return !stacked || values.stream().skip(bar.group() + 1L).noneMatch(group -> group[bar.category()] > 0);
    }

    /** The number that stands after a bar: its value; stacked, the sum of its category. */
    double number(Bar bar) {
        return stacked
                ? values.stream()
                        .mapToDouble(group -> group[bar.category()])
                        .filter(value -> value > 0)
                        .sum()
                : values.get(bar.group())[bar.category()];
    }
}
