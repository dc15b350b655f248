package io.github.deconvscope.run.bench;

import io.github.deconvscope.run.config.Normalization;

/**
 * One layer of one kind, alone: convolution, normalization and ReLU.
 *
 * @param layer which, such as {@code conv3}
 * @param in input channels
 * @param out output channels
 * @param size height and width of its input
 * @param normalization what the layer does to its input or output
 * @param forward one forward pass that keeps what the gradient needs
 * @param backward the gradients of weights and input
 */
public record LayerTiming(
        String layer, int in, int out, int size, Normalization normalization, Timing forward, Timing backward) {
    /** Forward and backward, in milliseconds. */
    public double total() {
        return forward.median() + backward.median();
    }
}
