package io.github.deconvscope.run.config;

import io.github.deconvscope.base.Choice;

/** How the learning rate changes during a run. */
public enum ScheduleName implements Choice {
    COSINE(
            "cosine",
            "Cosine to zero",
            "Falls along half a cosine from the learning rate to 0, step by step: the recipe of the paper."),
    CONSTANT("constant", "Constant", "The same learning rate for the whole run."),
    MULTISTEP(
            "multistep",
            "Multi-step",
            "Divided by 10 after each milestone; without any, after one half and after three quarters of the steps.");

    private final Words words;

    ScheduleName(String id, String label, String explanation) {
        words = new Words(id, label, explanation);
    }

    @Override
    public Words words() {
        return words;
    }
}
