package io.github.deconvscope.run.feed;

/**
 * A copy of one quantity of one layer at one step. The array is shared by all readers: read it, never write.
 *
 * @param key what it is
 * @param step the step it was taken in
 * @param shape sizes of the dimensions, row-major
 * @param values as many as the product of the shape
 */
public record Frame(ProbeKey key, long step, int[] shape, float[] values) {
    public Frame {
        long product = 1;
        for (int size : shape) {
            product *= size;
        }
        if (product != values.length) {
            throw new IllegalArgumentException(key + ": shape holds " + product + " values, not " + values.length);
        }
    }
}
