package io.github.deconvscope.run.feed;

import java.util.Arrays;

/** The step time of a run as one number. */
public final class StepTime {
    /** Steps that pay for starting up. */
    private static final int START = 10;

    private StepTime() {}

    /** What {@link #median} says, in words. */
    public static final String WORDS = "median over all steps but the first " + START
            + ", which pay for starting up; over all where there are no more than " + 2 * START;

    /**
     * Median wall time of the steps, in milliseconds, without the first {@value #START}; of all where there are no more than twice as many.
     *
     * @param millis wall time of each step; what is not finite is left out
     * @return NaN if there is none
     */
    public static double median(double[] millis) {
        int start = millis.length > 2 * START ? START : 0;
        double[] sorted = Arrays.stream(millis, start, millis.length)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        int n = sorted.length;
        return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }
}
