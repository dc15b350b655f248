package io.github.deconvscope.math;

import io.github.deconvscope.base.InvalidInputException;
import java.util.Arrays;

/** Spearman's rank correlation: how far two lists agree in which of their values are large, whatever the scale of the values. */
public final class RankCorrelation {
    private RankCorrelation() {}

    /**
     * The correlation of the ranks; equal values share the mean of their ranks.
     *
     * @param a finite values
     * @param b as many
     * @return -1 to 1; NaN if all values of a list are equal, since then they have no order
     */
    public static double of(double[] a, double[] b) {
        if (a.length != b.length) {
            throw new InvalidInputException(a.length + " values cannot be ranked beside " + b.length + ".");
        }
        double[] first = ranks(a);
        double[] second = ranks(b);
        double mean = (a.length + 1) / 2.0;
        double product = 0;
        double firstSquares = 0;
        double secondSquares = 0;
        for (int i = 0; i < first.length; i++) {
            double x = first[i] - mean;
            double y = second[i] - mean;
            product += x * y;
            firstSquares += x * x;
            secondSquares += y * y;
        }
        return firstSquares == 0 || secondSquares == 0 ? Double.NaN : product / Math.sqrt(firstSquares * secondSquares);
    }

    /** From 1 for the smallest; 0 and -0 are equal. */
    static double[] ranks(double[] values) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (i, j) -> Double.compare(values[i] + 0.0, values[j] + 0.0));
        double[] ranks = new double[values.length];
        for (int from = 0; from < order.length; ) {
            int to = from + 1;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + 1 + to) / 2.0;
            }
            from = to;
        }
        return ranks;
    }
}
