package io.github.deconvscope.lab.convolution;

import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.ConvolutionMatrix;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.Size;
import java.util.Arrays;

/**
 * How many products contribute to each output of a transposed convolution; uneven counts cause checkerboard artifacts.
 *
 * @param inputs number of inputs along one axis
 * @param kernel kernel size along one axis
 * @param stride stride along one axis
 */
public record Overlap(int inputs, int kernel, int stride) {
    /** As many as are drawn beside a photograph. */
    public static final int USUAL_INPUTS = 6;

    private ConvolutionGeometry geometry(int rows, int kernelRows) {
        return new ConvolutionGeometry(
                ConvolutionSettings.transposed(new Size(rows, inputs), new Size(kernelRows, kernel))
                        .withStride(new Size(rows == 1 ? 1 : stride, stride)));
    }

    private static int[] hits(ConvolutionGeometry g) {
        return ConvolutionMatrix.of(g, new double[g.weightElements()]).hits();
    }

    /** Number of outputs along one axis. */
    public int outputs() {
        return (inputs - 1) * stride + kernel;
    }

    /** Hits in one dimension, one count an output. */
    public int[] counts() {
        return hits(geometry(1, 1));
    }

    /** Hits in two dimensions, outputs x outputs, row by row. */
    public int[] counts2d() {
        return hits(geometry(inputs, kernel));
    }

    /** The largest count in one dimension. */
    public int most() {
        return Arrays.stream(counts()).max().orElse(0);
    }

    /** Whether all outputs away from the border are hit equally often. */
    public boolean even() {
        return kernel % stride == 0;
    }

    /** What is seen, with its numbers. */
    public String sentence() {
        if (even()) {
            int each = kernel / stride;
            return "Stride " + stride + " divides kernel " + kernel + ": away from the border every output is hit "
                    + PlainWords.count(each, "time") + " along an axis. No checkerboard.";
        }
        int least = kernel / stride;
        return "Stride " + stride + " does not divide kernel " + kernel + ": outputs are hit " + least + " or "
                + (least + 1)
                + " times along an axis, so " + least * least + " to " + (least + 1) * (least + 1)
                + " times in two dimensions. That is the checkerboard.";
    }
}
