package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;

/** Refuses inputs with infinities or NaN: through mean and covariance a single one would spoil every output, and the running values. */
final class FiniteInput {
    private FiniteInput() {}

    /**
     * Looks at every value; one pass over memory and one number read back.
     *
     * @param input of at least single precision, since a sum in fp16 overflows at 65,504
     * @throws NonFiniteException that names the layer, the first such value and its place
     */
    static void require(String layer, NDArray input) {
        // A sum is finite only if all its terms are.
        if (Double.isFinite(doubles(input.stopGradient().sum())[0])) {
            return;
        }
        double[] values = doubles(input.stopGradient());
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new NonFiniteException(
                        "Layer " + layer + ": the input of shape " + input.getShape() + " holds "
                                + values[i] + " at "
                                + Arrays.toString(place(i, input.getShape().getShape()))
                                + "; it has to be finite. If it happened in training, the run diverged: use a lower learning rate.");
            }
        }
    }

    private static double[] doubles(NDArray array) {
        return array.toType(DataType.FLOAT64, false).toDoubleArray();
    }

    /** The index in each dimension of an element of a row-major array. */
    private static long[] place(long index, long[] shape) {
        long[] place = new long[shape.length];
        for (int d = shape.length - 1; d >= 0; d--) {
            place[d] = index % shape[d];
            index /= shape[d];
        }
        return place;
    }
}
