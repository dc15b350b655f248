package io.github.deconvscope.figure.chart;

import java.util.function.IntToDoubleFunction;

/**
 * The points of a curve, in the order they are joined. A point with NaN is a gap. Has to stay the same for as long as a figure shows it:
 * a growing curve hands out a view of its first {@code size()} points.
 */
public interface Points {
    int size();

    double x(int index);

    double y(int index);

    /** Points with an x each. The arrays are copied. */
    static Points of(double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(x.length + " x for " + y.length + " y: a point needs both");
        }
        double[] xs = x.clone();
        double[] ys = y.clone();
        return of(xs.length, i -> xs[i], i -> ys[i]);
    }

    /** Points whose places are computed whenever they are asked for. */
    static Points of(int size, IntToDoubleFunction x, IntToDoubleFunction y) {
        return new Points() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public double x(int index) {
                return x.applyAsDouble(index);
            }

            @Override
            public double y(int index) {
                return y.applyAsDouble(index);
            }
        };
    }

    /** Points at x = first, first + 1, ... The array is copied. */
    static Points counted(double first, double[] y) {
        double[] ys = y.clone();
        return of(ys.length, i -> first + i, i -> ys[i]);
    }

    /**
     * Exponential moving average, with the bias of its start removed; gaps stay gaps and do not move the average.
     *
     * @param weight of the past, from 0 (no smoothing) to below 1
     */
    default Points smoothed(double weight) {
        if (!(weight >= 0 && weight < 1)) {
            throw new IllegalArgumentException("the smoothing weight has to be from 0 to below 1, not " + weight);
        }
        int n = size();
        double[] xs = new double[n];
        double[] ys = new double[n];
        double sum = 0;
        double norm = 0;
        for (int i = 0; i < n; i++) {
            xs[i] = x(i);
            double y = y(i);
            if (Double.isNaN(y) || Double.isInfinite(y)) {
                ys[i] = Double.NaN;
                continue;
            }
            sum = weight * sum + (1 - weight) * y;
            norm = weight * norm + (1 - weight);
            ys[i] = sum / norm;
        }
        return of(xs, ys);
    }
}
