package io.github.deconvscope.math;

import io.github.deconvscope.base.Choice;

/**
 * The three methods that show which pixels excite a channel of a net, by sending a signal from the channel back towards the picture: gradient,
 * deconvnet and guided backpropagation. They differ only in what they let pass where the net has a ReLU.
 */
public enum BackRule implements Choice {
    /** The derivative, as autograd computes it: passes the signal where the forward activation was positive (Simonyan et al., 2014). */
    GRADIENT(
            "gradient",
            "Gradient",
            "A ReLU lets pass where it let pass on the way forward: the derivative of the activation by each pixel."),
    /** Passes the signal where it is positive itself, whatever the forward activation was (Zeiler and Fergus, 2014). */
    DECONVNET(
            "deconvnet",
            "Deconvnet",
            "The signal itself goes through a ReLU; where the picture was positive is not asked (Zeiler and Fergus, 2014)."),
    /** Requires both conditions (Springenberg et al., 2015). */
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

    /** Whether the forward activation has to be above 0. */
    public boolean asksForward() {
        return this != DECONVNET;
    }

    /** Whether the signal has to be above 0. */
    public boolean asksSignal() {
        return this != GRADIENT;
    }
}
