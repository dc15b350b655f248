package io.github.deconvscope.lab.convolution;

import io.github.deconvscope.math.ConvolutionMatrix;
import io.github.deconvscope.math.EquivalentConvolution;
import io.github.deconvscope.math.StretchedInput;
import java.util.Arrays;

/**
 * Everything computed from a {@link ConvolutionState}, in double precision. All arrays are flat (channel, row, column) and not to be
 * written.
 *
 * @param state what it was computed from
 * @param matrix C, or C' if transposed: outputs x inputs
 * @param output the matrix times the input, and the bias
 * @param stretched the input as the sliding window meets it
 * @param stretchedValues its numbers
 * @param windowOutput what the sliding window computes over the stretched input, and the bias: the output, unless the rotation is forgotten
 * @param gradient the typed output, or the output: what the backward pass starts from
 * @param inputGradient the matrix' transpose times the gradient: the gradient of the operation with respect to its input
 * @param kernelGradient the gradient with respect to the kernel: the input correlated with the gradient, in the layout of the weights
 */
public record ConvolutionResult(
        ConvolutionState state,
        ConvolutionMatrix matrix,
        double[] output,
        StretchedInput stretched,
        double[] stretchedValues,
        double[] windowOutput,
        double[] gradient,
        double[] inputGradient,
        double[] kernelGradient) {
    /** Computes everything; about a millisecond for a matrix of 256 x 1,024. */
    public static ConvolutionResult of(ConvolutionState state) {
        return of(state, ConvolutionMatrix.of(state.geometry(), state.weights()));
    }

    /** What follows from another state. Its matrix is the very same object where geometry and weights are the same. */
    public ConvolutionResult next(ConvolutionState other) {
        boolean sameMatrix =
                other.geometry().equals(state.geometry()) && Arrays.equals(other.weights(), state.weights());
        return sameMatrix ? of(other, matrix) : of(other);
    }

    private static ConvolutionResult of(ConvolutionState state, ConvolutionMatrix matrix) {
        double[] output = state.biased(matrix.sparse().times(state.input()));
        StretchedInput stretched = StretchedInput.of(state.geometry());
        double[] window = state.biased(
                EquivalentConvolution.apply(state.geometry(), state.input(), state.weights(), state.turned()));
        double[] gradient = state.editedOutput().orElse(output);
        return new ConvolutionResult(
                state,
                matrix,
                output,
                stretched,
                stretched.values(state.input()),
                window,
                gradient,
                matrix.sparse().transposeTimes(gradient),
                matrix.weightGradient(state.input(), gradient));
    }

    /** The gradient with respect to the bias, one number an output channel: the sum of the gradient over its outputs. */
    public double[] biasGradient() {
        double[] sums = new double[state.geometry().outputChannels()];
        for (int i = 0; i < gradient.length; i++) {
            sums[i / state.geometry().output().cells()] += gradient[i];
        }
        return sums;
    }

    /** The kernels turned by 180 degrees. */
    public double[] turnedWeights() {
        return EquivalentConvolution.turn(state.weights(), state.geometry().kernel());
    }

    /**
     * The size of the largest sum that rounding errors scale with: the largest of |M| |x| and the bias over all outputs. A difference of a few 1e-7 of it is
     * what fp32 arithmetic leaves.
     */
    public double scale() {
        double largest = 0;
        for (int r = 0; r < matrix.sparse().rows(); r++) {
            double sum = Math.abs(state.bias()[r / state.geometry().output().cells()]);
            for (int e = matrix.sparse().rowStart(r); e < matrix.sparse().rowStart(r + 1); e++) {
                sum += Math.abs(
                        matrix.sparse().value(e) * state.input()[matrix.sparse().column(e)]);
            }
            largest = Math.max(largest, sum);
        }
        return largest;
    }
}
