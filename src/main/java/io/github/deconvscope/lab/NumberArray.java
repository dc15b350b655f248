package io.github.deconvscope.lab;

import io.github.deconvscope.base.InvalidInputException;
import java.util.Arrays;

/**
 * A multidimensional array of finite numbers.
 *
 * @param shape extent of every dimension, outermost first
 * @param values in row-major order
 */
public record NumberArray(int[] shape, double[] values) {
    public NumberArray {
        long cells = 1;
        for (int extent : shape) {
            cells *= extent;
        }
        if (cells != values.length) {
            throw new InvalidInputException(
                    values.length + " numbers do not fill the shape " + Arrays.toString(shape) + ".");
        }
    }

    public int dimensions() {
        return shape.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NumberArray that
                && Arrays.equals(shape, that.shape)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "NumberArray" + Arrays.toString(shape);
    }
}
