package io.github.deconvscope.lab.whitening;

import io.github.deconvscope.math.Patches;
import io.github.deconvscope.math.PlainConvolution;
import java.util.Random;

/**
 * A few kernels behind the whitening, the plain convolution they fold into, and how far the outputs of the two differ.
 *
 * @param kernels as a layer holds them, on whitened patches
 * @param folded the same layer as one plain convolution on raw patches: W D and b - W D mean
 * @param positions how many patches were compared
 * @param largestDifference largest absolute difference of the outputs, both computed in fp32
 * @param largestOutput largest absolute output, to compare it with
 */
public record FoldCheck(
        PlainConvolution kernels,
        PlainConvolution folded,
        int positions,
        double largestDifference,
        double largestOutput) {
    /** Kernels in the bank. */
    public static final int KERNELS = 8;

    private static final int MAX_POSITIONS = 512;
    /** Whitening a patch costs n^2 products; with many features fewer patches are compared. */
    private static final int MAX_PRODUCTS = 3_000_000;

    /** Folds the bank into the whitening of this result and compares the outputs on evenly spread patches. */
    public static FoldCheck of(WhiteningResult result) {
        Patches patches = result.estimate().input().orElseThrow().patches();
        PlainConvolution kernels = bank(patches.channels(), patches.kernel());
        PlainConvolution folded =
                kernels.fold(result.whitening(), result.estimate().mean());
        int n = patches.features();
        int affordable = Math.max(8, Math.min(MAX_POSITIONS, MAX_PRODUCTS / (n * n)));
        int positions = Math.min(affordable, patches.samples());
        double difference = 0;
        double largest = 0;
        for (int p = 0; p < positions; p++) {
            int offset = (int) ((long) p * patches.samples() / positions) * n;
            float[] expected = kernels.apply(whitened(result, patches.rows(), offset, n), 0);
            float[] actual = folded.apply(patches.rows(), offset);
            for (int o = 0; o < KERNELS; o++) {
                difference = Math.max(difference, Math.abs(expected[o] - actual[o]));
                largest = Math.max(largest, Math.abs(expected[o]));
            }
        }
        return new FoldCheck(kernels, folded, positions, difference, largest);
    }

    private static float[] whitened(WhiteningResult result, float[] rows, int offset, int n) {
        float[] centred = new float[n];
        for (int j = 0; j < n; j++) {
            centred[j] = rows[offset + j] - (float) result.estimate().mean()[j];
        }
        float[] white = new float[n];
        for (int i = 0; i < n; i++) {
            float sum = 0;
            for (int j = 0; j < n; j++) {
                sum += (float) result.whitening()[i * n + j] * centred[j];
            }
            white[i] = sum;
        }
        return white;
    }

    /**
     * Two edges, a spot, a mean, and four drawn as he_uniform draws them: what layers start from and what they come to.
     */
    private static PlainConvolution bank(int channels, int kernel) {
        int area = kernel * kernel;
        int n = channels * area;
        double[] weights = new double[KERNELS * n];
        Random random = new Random(3);
        double bound = Math.sqrt(6.0 / n);
        double centre = (kernel - 1) / 2.0;
        double width = Math.max(0.6, kernel / 4.0);
        for (int i = 0; i < n; i++) {
            double y = i % area / kernel - centre;
            double x = i % kernel - centre;
            double bell = Math.exp(-(x * x + y * y) / (2 * width * width));
            weights[i] = x * bell / channels;
            weights[n + i] = y * bell / channels;
            weights[2 * n + i] = (bell - 0.25) / channels;
            weights[3 * n + i] = 1.0 / n;
            for (int o = 4; o < KERNELS; o++) {
                weights[o * n + i] = bound * (2 * random.nextDouble() - 1);
            }
        }
        return new PlainConvolution(weights, new double[KERNELS]);
    }
}
