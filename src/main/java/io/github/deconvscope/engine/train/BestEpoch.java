package io.github.deconvscope.engine.train;

import io.github.deconvscope.run.feed.EpochRecord;

/** The epoch with the highest test accuracy so far; of equal ones the first. */
final class BestEpoch {
    private int epoch;
    private long step;
    private double accuracy = Double.NEGATIVE_INFINITY;
    private int last;

    /** Takes note of an epoch that was tested; epochs come in their order. */
    void add(EpochRecord tested) {
        last = tested.epoch();
        if (tested.testAccuracy() > accuracy) {
            accuracy = tested.testAccuracy();
            epoch = tested.epoch();
            step = tested.step();
        }
    }

    /** From 1; 0 before the first. */
    int epoch() {
        return epoch;
    }

    /** The last step of that epoch. */
    long step() {
        return step;
    }

    /** How many epochs were tested since without one that is better. */
    int epochsSince() {
        return last - epoch;
    }
}
