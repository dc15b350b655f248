package io.github.deconvscope.run.config;

import io.github.deconvscope.base.Choice;

/** Which checkpoints of a run stay. The last two always do: one of them is whole, whenever the run is killed. */
public enum Keep implements Choice {
    LAST("last", "The last two", "The last two only."),
    BEST("best", "The best too", "Also that of the epoch with the highest test accuracy so far."),
    EVERY("every", "Every one", "All of them: each takes about three times what the net's weights take.");

    private final Words words;

    Keep(String id, String label, String explanation) {
        words = new Words(id, label, explanation);
    }

    @Override
    public Words words() {
        return words;
    }
}
