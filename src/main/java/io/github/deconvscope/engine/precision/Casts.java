package io.github.deconvscope.engine.precision;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/** Casts that gradients flow through. {@link NDArray#toType} runs without gradients on PyTorch and would cut them. */
public final class Casts {
    private Casts() {}

    /**
     * Casts by adding to zeros of the wanted type, an operation that autograd knows; the gradient is cast back on its way. The zeros are
     * negative, which keeps the sign of a zero.
     *
     * @param a any shape, floating point
     * @param type the wanted type
     * @return the same values in the wanted type, on the array's manager; the array itself if it has the type already
     */
    public static NDArray cast(NDArray a, DataType type) {
        if (a.getDataType() == type) {
            return a;
        }
        return a.getManager().full(a.getShape(), -0f, type).addi(a);
    }

    /**
     * Rounds to fp16 and returns to the array's own type: 70000 becomes infinite, 2049 becomes 2048. The gradient is rounded likewise
     * on its way back: below 3e-8 it becomes 0, above 65520 infinite.
     */
    public static NDArray roundToHalf(NDArray a) {
        return cast(cast(a, DataType.FLOAT16), a.getDataType());
    }
}
