package io.github.deconvscope.math;

import io.github.deconvscope.base.Choice;

/**
 * What a ReLU lets pass when a signal goes back through a net, towards the pixels. The three rules differ in nothing else: weights and pooling
 * switches are those of the forward pass in each.
 */
public enum BackRule implements Choice {
    /** The derivative: what met a positive input on the way forward. Equals what autograd computes (Simonyan et al., 2014). */
    GRADIENT(
            "gradient",
            "Gradient",
            "A ReLU lets pass where it let pass on the way forward: the derivative of the activation by each pixel."),
    /** Zeiler and Fergus, 2014: the signal goes through a ReLU of its own, and that of the forward pass is not asked. */
    DECONVNET(
            "deconvnet",
            "Deconvnet",
            "The signal itself goes through a ReLU; where the picture was positive is not asked (Zeiler and Fergus, 2014)."),
    /** Springenberg et al., 2015: both conditions. */
    GUIDED(
            "guided",
            "Guided",
            "A ReLU lets pass what is positive and was positive on the way forward (Springenberg et al., 2015).");

    private final Words words;

    BackRule(String id, String label, String explanation) {
        words = new Words(id, label, explanation);
    }

    @Override
    public Words words() {
        return words;
    }

    /** Whether the activation of the forward pass has to be above 0. */
    public boolean asksForward() {
        return this != DECONVNET;
    }

    /** Whether the signal has to be above 0. */
    public boolean asksSignal() {
        return this != GRADIENT;
    }
}
