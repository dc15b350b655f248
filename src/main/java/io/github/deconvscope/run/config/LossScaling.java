package io.github.deconvscope.run.config;

import io.github.deconvscope.base.Choice;

/** How the loss is scaled so that small fp16 gradients do not become zero. */
public enum LossScaling implements Choice {
    DYNAMIC(
            "dynamic",
            "Dynamic",
            "Starts at the initial scale, doubles after 2,000 finite steps, halves and skips a step on overflow: the usual choice."),
    FIXED("fixed", "Fixed", "The initial scale throughout; a step whose gradients overflow is still skipped."),
    NONE("none", "None", "No scaling: gradients below 6e-8 become zero. Shows why scaling is needed.");

    private final Words words;

    LossScaling(String id, String label, String explanation) {
        words = new Words(id, label, explanation);
    }

    @Override
    public Words words() {
        return words;
    }
}
