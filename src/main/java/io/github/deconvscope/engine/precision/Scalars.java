package io.github.deconvscope.engine.precision;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

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
        // ones() is PyTorch's own memory, in the type of a: a number of another type would promote an array without
        // dimensions.
        try (NDArray owned = a.getManager().ones(new Shape(), a.getDataType())) {
            return a.mul(owned.muli(number));
        }
    }
}
