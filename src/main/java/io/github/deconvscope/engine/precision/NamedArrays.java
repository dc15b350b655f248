package io.github.deconvscope.engine.precision;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.array.NpyArray;
import java.util.Arrays;

/** Between native arrays and arrays on disk. Values keep every bit: fp64 as float64, everything else as float32. */
public final class NamedArrays {
    private static final NDIndex ALL = new NDIndex("...");

    private NamedArrays() {}

    /** Copies a native array. */
    public static NpyArray toNpy(NDArray array) {
        int[] shape = sizes(array.getShape());
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            if (array.getDataType() == DataType.FLOAT64) {
                return NpyArray.of(array.toDoubleArray(), shape);
            }
            return NpyArray.of(array.toType(DataType.FLOAT32, false).toFloatArray(), shape);
        }
    }

    /**
     * Overwrites a native array.
     *
     * @param name of it, for the error
     * @throws InvalidInputException if the shapes differ
     */
    public static void copyInto(NDArray target, NpyArray source, String name) {
        if (!Arrays.equals(sizes(target.getShape()), source.shape())) {
            throw new InvalidInputException(
                    "Array \"" + name + "\" has shape " + Arrays.toString(source.shape()) + ", but the net has "
                            + Arrays.toString(sizes(target.getShape())) + " there: it was saved from another net.");
        }
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray values = source.type() == NpyArray.Type.F8
                    ? target.getManager().create(source.toDoubles(), target.getShape())
                    : target.getManager().create(source.toFloats(), target.getShape());
            target.stopGradient().set(ALL, values.toType(target.getDataType(), false));
        }
    }

    /** The sizes of a shape, all of them known. */
    public static int[] sizes(Shape shape) {
        return Arrays.stream(shape.getShape()).mapToInt(Math::toIntExact).toArray();
    }
}
