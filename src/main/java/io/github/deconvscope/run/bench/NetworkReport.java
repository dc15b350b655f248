package io.github.deconvscope.run.bench;

import java.util.Arrays;

/**
 * How long the page network takes to answer, in milliseconds.
 *
 * @param engine such as "PyTorch 2.7.1"
 * @param device such as "CPU, 2 threads"
 * @param convolutions who computes them
 * @param net in words
 * @param overview of a picture, while the run trains: from the question until the figure is painted
 * @param back one channel of the last layer to the pixels by one rule, while the run trains
 * @param step a step of training while nobody looks
 * @param followed a step while an overview follows the run
 * @param testPictures how many
 * @param testPass over them, while the run rests
 * @param search of the top pictures of the last layer among them, while the run rests
 */
public record NetworkReport(
        String engine,
        String device,
        String convolutions,
        String net,
        Latency overview,
        Latency back,
        Timing step,
        Timing followed,
        int testPictures,
        Timing testPass,
        Timing search) {
    /**
     * How long somebody waits.
     *
     * @param median of all waits
     * @param percentile95 95 of 100 waits are no longer
     * @param slowest of all
     * @param count how many
     */
    public record Latency(double median, double percentile95, double slowest, int count) {
        /** @param millis at least one wait, in any order */
        public static Latency of(double... millis) {
            double[] sorted = millis.clone();
            Arrays.sort(sorted);
            int n = sorted.length;
            return new Latency(Timing.of(millis).median(), sorted[(int) Math.ceil(0.95 * n) - 1], sorted[n - 1], n);
        }
    }

    /** How many times as long as a test pass the search takes. */
    public double searchTimes() {
        return search.median() / testPass.median();
    }

    /** How many times as long as unwatched a step takes that is followed. */
    public double followedTimes() {
        return followed.median() / step.median();
    }
}
