package io.github.deconvscope.math;

import io.github.deconvscope.base.InvalidInputException;
import java.util.Arrays;

/**
 * A convolution on rows of patches: y = W x + b.
 *
 * @param weights {@code outputs x features}, row-major, features ordered channel, ky, kx
 * @param bias one value an output
 */
public record PlainConvolution(double[] weights, double[] bias) {
    public PlainConvolution {
        if (bias.length == 0 || weights.length % bias.length != 0) {
            throw new InvalidInputException(
                    weights.length + " weights do not make " + bias.length + " kernels of one size.");
        }
    }

    /** Number of output channels. */
    public int outputs() {
        return bias.length;
    }

    /** Features of a patch. */
    public int features() {
        return weights.length / bias.length;
    }

    /** The weights of one output, as an image filter. */
    public double[] kernel(int output) {
        return Arrays.copyOfRange(weights, output * features(), (output + 1) * features());
    }

    /**
     * The plain convolution that does what this one does behind whitening (LAYERS: W' = W D, b' = b - W' mean), so that a trained layer
     * costs nothing extra.
     *
     * @param whitening D, {@code features x features}
     * @param mean of the patches
     */
    public PlainConvolution fold(double[] whitening, double[] mean) {
        int n = features();
        if (whitening.length != n * n || mean.length != n) {
            throw new InvalidInputException("Whitening of " + whitening.length + " values and mean of " + mean.length
                    + " do not fit kernels of " + n + " features.");
        }
        double[] folded = SquareMatrix.product(weights, outputs(), whitening, n);
        double[] foldedBias = bias.clone();
        for (int o = 0; o < outputs(); o++) {
            for (int j = 0; j < n; j++) {
                foldedBias[o] -= folded[o * n + j] * mean[j];
            }
        }
        return new PlainConvolution(folded, foldedBias);
    }

    /** The outputs of one patch, computed in {@code float} as a layer would. */
    public float[] apply(float[] rows, int offset) {
        int n = features();
        float[] outputs = new float[bias.length];
        for (int o = 0; o < outputs.length; o++) {
            float sum = 0;
            for (int j = 0; j < n; j++) {
                sum += (float) weights[o * n + j] * rows[offset + j];
            }
            outputs[o] = sum + (float) bias[o];
        }
        return outputs;
    }
}
