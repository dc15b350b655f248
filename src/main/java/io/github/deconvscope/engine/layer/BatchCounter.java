package io.github.deconvscope.engine.layer;

import java.util.Map;

/** Counts the training batches of a layer, under the name that PyTorch gives the number. */
final class BatchCounter {
    private static final String NAME = "num_batches_tracked";

    private long batches;

    void add() {
        batches++;
    }

    boolean isZero() {
        return batches == 0;
    }

    /** Adds the number to the counters of the layer. */
    Map<String, Long> in(Map<String, Long> counters) {
        counters.put(NAME, batches);
        return counters;
    }

    void restore(Map<String, Long> counters) {
        batches = counters.get(NAME);
    }
}
