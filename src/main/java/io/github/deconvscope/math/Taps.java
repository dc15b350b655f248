package io.github.deconvscope.math;

import java.util.Arrays;

/**
 * Which inputs and kernel elements are multiplied for each output, along one axis of a convolution or of a transposed one. An output is the sum of
 * such products; the pairs of an output are listed by ascending input, and the zeros of the padding are left out. The two axes of an image are
 * independent, so the products of a two-dimensional convolution are all combinations of the pairs of both.
 */
final class Taps {
    private final int[][] inputs;
    private final int[][] kernels;
    private final int total;

    private Taps(int[][] inputs, int[][] kernels, int total) {
        this.inputs = inputs;
        this.kernels = kernels;
        this.total = total;
    }

    static Taps of(ConvolutionAxis axis) {
        int[][] inputs = new int[axis.output()][];
        int[][] kernels = new int[axis.output()][];
        int total = 0;
        int[] in = new int[axis.kernel()];
        int[] at = new int[axis.kernel()];
        for (int out = 0; out < inputs.length; out++) {
            int count = 0;
            for (int step = 0; step < axis.kernel(); step++) {
                // A later kernel element meets an earlier input in the transpose: walk backwards there to keep inputs
                // ascending.
                int k = axis.transposed() ? axis.kernel() - 1 - step : step;
                int input = inputMeeting(axis, out, k);
                if (input >= 0) {
                    in[count] = input;
                    at[count++] = k;
                }
            }
            inputs[out] = Arrays.copyOf(in, count);
            kernels[out] = Arrays.copyOf(at, count);
            total += count;
        }
        return new Taps(inputs, kernels, total);
    }

    /** The input that a kernel element brings to an output, or -1 for a zero of the padding or between two stamps. */
    private static int inputMeeting(ConvolutionAxis axis, int out, int k) {
        int input;
        if (axis.transposed()) {
            int reach = out + axis.paddingBegin() - k * axis.dilation();
            if (Math.floorMod(reach, axis.stride()) != 0) {
                return -1;
            }
            input = Math.floorDiv(reach, axis.stride());
        } else {
            input = out * axis.stride() - axis.paddingBegin() + k * axis.dilation();
        }
        return input >= 0 && input < axis.input() ? input : -1;
    }

    /** Number of pairs at an output. */
    int count(int output) {
        return inputs[output].length;
    }

    int input(int output, int pair) {
        return inputs[output][pair];
    }

    int kernel(int output, int pair) {
        return kernels[output][pair];
    }

    /** Number of pairs of all outputs. */
    int total() {
        return total;
    }
}
