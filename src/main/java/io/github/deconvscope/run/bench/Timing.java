package io.github.deconvscope.run.bench;

import java.util.Arrays;

/**
 * How long something took, of several times it was done.
 *
 * @param median in milliseconds
 * @param fastest in milliseconds
 * @param slowest in milliseconds
 * @param count how often it was timed
 */
public record Timing(double median, double fastest, double slowest, int count) {
    /**
     * The statistics of some times.
     *
     * @param millis at least one time, in any order
     */
    public static Timing of(double... millis) {
        if (millis.length == 0) {
            throw new IllegalArgumentException("a timing needs at least one time");
        }
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double median = n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
        return new Timing(median, sorted[0], sorted[n - 1], n);
    }
}
