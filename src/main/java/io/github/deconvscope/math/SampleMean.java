package io.github.deconvscope.math;

import io.github.deconvscope.base.InvalidInputException;
import java.util.Arrays;
import java.util.Random;

/**
 * The mean of a few values and how sure it is.
 *
 * @param count how many values there are; 0 makes all other numbers NaN, 1 all but the mean
 * @param mean arithmetic mean
 * @param deviation standard deviation of the values, with count - 1 in the denominator
 * @param t 95 % confidence interval of the mean by Student's t distribution, which takes the values for normally distributed
 * @param bootstrap 95 % percentile bootstrap interval of the mean (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993,
 *     chapter 13), which takes them for nothing but equally likely. Of fewer than 8 values or so it is too narrow
 */
public record SampleMean(int count, double mean, double deviation, Interval t, Interval bootstrap) {
    private static final int RESAMPLES = 10_000;
    private static final long SEED = 1;
    /** How often a difference is to be found that is there; the usual choice (Cohen 1988). */
    private static final double POWER = 0.8;

    private static final int MOST_NEEDED = 10_000;
    private static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN);

    /** From low to high; NaN where there are too few values. */
    public record Interval(double low, double high) {
        /** Whether 0 lies outside; false if the interval is not known. */
        public boolean excludesZero() {
            return low > 0 || high < 0;
        }
    }

    /** Of finite values; the same values in the same order give the same bits. */
    public static SampleMean of(double... values) {
        return of(values, bootstrap(values));
    }

    /** As {@link #of}, but with an unknown bootstrap interval, which takes longer than all the rest: for the points of a curve. */
    public static SampleMean byT(double... values) {
        return of(values, UNKNOWN);
    }

    private static SampleMean of(double[] values, Interval bootstrap) {
        int n = values.length;
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double deviation = n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1));
        double half = n < 2 ? Double.NaN : StudentT.within95(n - 1) * deviation / Math.sqrt(n);
        return new SampleMean(n, mean, deviation, new Interval(mean - half, mean + half), bootstrap);
    }

    private static double mean(double[] values) {
        return values.length == 0 ? Double.NaN : Arrays.stream(values).sum() / values.length;
    }

    private static Interval bootstrap(double[] values) {
        int n = values.length;
        if (n < 2) {
            return UNKNOWN;
        }
        // Its sequence is part of the Java platform's specification, so that the interval is the same on every machine.
        Random random = new Random(SEED);
        double[] means = new double[RESAMPLES];
        double[] drawn = new double[n];
        for (int i = 0; i < RESAMPLES; i++) {
            for (int j = 0; j < n; j++) {
                drawn[j] = values[random.nextInt(n)];
            }
            means[i] = mean(drawn);
        }
        Arrays.sort(means);
        return new Interval(quantile(means, 0.025), quantile(means, 0.975));
    }

    /** Between the two nearest of sorted values, in proportion. */
    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /**
     * The smallest true mean that this number of values with this standard deviation would distinguish from 0 in four of five repetitions,
     * by the t interval: (t(0.975) + t(0.8)) deviation / sqrt(count), the usual approximation. NaN for fewer than two values.
     */
    public double smallestDetectable() {
        return count < 2 ? Double.NaN : smallestDetectable(deviation, count);
    }

    private static double smallestDetectable(double deviation, int count) {
        return (StudentT.within95(count - 1) + StudentT.quantile(POWER, count - 1)) * deviation / Math.sqrt(count);
    }

    /**
     * How many values it takes, with the standard deviation measured here, until {@link #smallestDetectable} is at most a certain mean; 10,000 if
     * that is not enough either.
     *
     * @param wanted above 0
     */
    public int countToDetect(double wanted) {
        if (!(wanted > 0)) {
            throw new InvalidInputException("A difference of " + wanted + " cannot be shown; give one above 0.");
        }
        int needed = 2;
        while (needed < MOST_NEEDED && smallestDetectable(deviation, needed) > wanted) {
            needed++;
        }
        return needed;
    }
}
