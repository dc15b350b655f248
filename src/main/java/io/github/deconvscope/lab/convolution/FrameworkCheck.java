package io.github.deconvscope.lab.convolution;

import io.github.deconvscope.lab.Framework;
import io.github.deconvscope.math.SparseMatrix;
import java.util.concurrent.CompletionStage;

/**
 * The comparison of what the page shows, computed in double, with what the framework computes in fp32. Outputs that fp32 cannot reach are
 * not compared but counted: those whose sum of absolute products is above fp32's largest number, where partial sums may be infinite.
 *
 * @param framework name of the framework
 * @param operator {@code Conv2d} or {@code ConvTranspose2d}
 * @param outputs how many there are
 * @param beyond how many of them lie beyond fp32's largest number
 * @param largestDifference largest absolute difference over the others; 0 if there are none
 * @param rounding what rounding to 24 bits may leave of the others: 1e-6 of the largest sum of absolute products
 * @param floor the error that underflow may leave: half of fp32's smallest number for each input and each weight, times the factor it is
 *     multiplied with, and one smallest number for each product
 */
public record FrameworkCheck(
        String framework,
        String operator,
        int outputs,
        int beyond,
        double largestDifference,
        double rounding,
        double floor) {
    /** Relative tolerance in fp32. */
    public static final double RELATIVE_TOLERANCE = 1e-6;

    private static final double HALF_SMALLEST = Float.MIN_VALUE / 2.0;

    /** Asks the framework to compute what the page shows, and compares. Returns at once. */
    public static CompletionStage<FrameworkCheck> ask(Framework framework, ConvolutionResult result) {
        ConvolutionState state = result.state();
        return framework
                .convolve(state.geometry(), state.input(), state.weights(), state.bias())
                .thenApply(answer -> of(framework.name(), result, answer));
    }

    /**
     * Compares.
     *
     * @param framework name of the framework
     * @param result what the page shows; its sliding-window output is what is checked
     * @param answer the framework's output
     */
    public static FrameworkCheck of(String framework, ConvolutionResult result, double[] answer) {
        result.state().geometry().requireOutput(answer);
        SparseMatrix matrix = result.matrix().sparse();
        double[] input = result.state().input();
        int beyond = 0;
        double largest = 0;
        double scale = 0;
        double floor = 0;
        for (int r = 0; r < answer.length; r++) {
            double sum = Math.abs(
                    result.state().bias()[r / result.state().geometry().output().cells()]);
            double left = 0;
            for (int e = matrix.rowStart(r); e < matrix.rowStart(r + 1); e++) {
                double w = Math.abs(matrix.value(e));
                double x = Math.abs(input[matrix.column(e)]);
                sum += w * x;
                left += Float.MIN_VALUE + HALF_SMALLEST * (w + x);
            }
            if (sum > Float.MAX_VALUE) {
                beyond++;
                continue;
            }
            scale = Math.max(scale, sum);
            floor = Math.max(floor, left);
            // A NaN of the framework has to show: Math.max hands it on.
            largest = Math.max(largest, Math.abs(answer[r] - result.windowOutput()[r]));
        }
        String operator = result.state().geometry().transposed() ? "ConvTranspose2d" : "Conv2d";
        return new FrameworkCheck(
                framework, operator, answer.length, beyond, largest, RELATIVE_TOLERANCE * scale, floor);
    }

    /** The largest difference that fp32 arithmetic may leave. */
    public double tolerance() {
        return rounding + floor;
    }

    /** Whether both agree, as far as fp32 reaches. */
    public boolean agrees() {
        return largestDifference <= tolerance();
    }

    /** Whether the outputs are so small that their precision is limited by fp32's smallest number instead of its 24 bits. */
    public boolean belowRange() {
        return rounding > 0 && floor > rounding;
    }
}
