package io.github.deconvscope.engine.precision;

import ai.djl.ndarray.NDArray;

/**
 * Products with a number that gradients flow through.
 *
 * <p>{@code a.mul(2)} and {@code a.div(2)} of DJL must not be used under a gradient collector: on PyTorch the number becomes a tensor on
 * the memory of a Java buffer, the graph keeps that tensor for the backward pass, and the garbage collector frees the buffer. Once in
 * about a thousand steps the gradient is then wrong, silently. Here the number has memory of its own.
 */
public final class Scalars {
    private Scalars() {}

    /** a times a number, in the type of a. */
    public static NDArray times(NDArray a, double number) {
        try (NDArray borrowed = a.getManager().create(number);
                NDArray owned = borrowed.duplicate()) {
            return a.mul(owned);
        }
    }
}
