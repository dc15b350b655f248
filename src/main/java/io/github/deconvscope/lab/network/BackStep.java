package io.github.deconvscope.lab.network;

import io.github.deconvscope.math.Size;

/**
 * The signal after one step of the backward pass to the pixels. Immutable as long as nobody writes into its array.
 *
 * @param kind what the step did
 * @param layer whose step it was, from 1; the signal goes from its output to its input
 * @param channels of the signal
 * @param size of the signal
 * @param signal flat (channel, row, column)
 */
public record BackStep(Kind kind, int layer, int channels, Size size, float[] signal) {
    /** The kinds of steps of the backward pass. */
    public enum Kind {
        /** The largest activation of the channel at its place, 0 everywhere else. */
        START("start"),
        /** From a score: the derivative of the dense layer and of the mean, the same for all pixels of a channel. */
        DENSE("dense layer"),
        /** Each value goes to where the maximum of its window was; 0 everywhere else. */
        UNPOOL("unpool"),
        /** What the rule lets pass. */
        RELU("ReLU"),
        /** The derivative of group or layer normalization; other ones are folded into the convolution. */
        NORMALIZATION("normalization"),
        /** The transposed convolution with the weights of the layer, without a bias. */
        TRANSPOSED("transposed convolution");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** For people. */
        public String label() {
            return label;
        }
    }

    /** Such as {@code ReLU of layer 3}. */
    public String inWords() {
        return kind == Kind.DENSE ? kind.label : kind.label + " of layer " + layer;
    }
}
