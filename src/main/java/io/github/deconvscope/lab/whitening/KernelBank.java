package io.github.deconvscope.lab.whitening;

import io.github.deconvscope.math.PlainConvolution;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Convolution kernels that are applied to whitened patches: those of a layer of a run, or a few examples.
 *
 * @param convolution the kernels on white patches, features ordered channel, ky, kx
 * @param channels of a kernel
 * @param kernel side of a kernel in pixels
 * @param groups for each group of features its columns; all groups are whitened by the same matrix
 * @param origin what these kernels are, a sentence
 */
public record KernelBank(PlainConvolution convolution, int channels, int kernel, List<int[]> groups, String origin) {
    /** Most kernels in a bank. */
    public static final int MOST = 8;

    /**
     * Two edges, a spot, a mean, and four drawn as he_uniform draws them: what layers start from and what they come to.
     */
    static KernelBank examples(int channels, int kernel) {
        int area = kernel * kernel;
        int n = channels * area;
        double[] weights = new double[MOST * n];
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
            for (int o = 4; o < MOST; o++) {
                weights[o * n + i] = bound * (2 * random.nextDouble() - 1);
            }
        }
        int[] all = new int[n];
        Arrays.setAll(all, i -> i);
        return new KernelBank(
                new PlainConvolution(weights, new double[MOST]),
                channels,
                kernel,
                List.of(all),
                "Two edges, a spot, a mean and four random kernels.");
    }

    /**
     * The plain convolution on raw patches that does the same: W D and b - W D mean, group by group.
     *
     * @param whitening D of a group, {@code F x F}
     * @param mean of a group's features
     */
    PlainConvolution fold(double[] whitening, double[] mean) {
        int n = convolution.features();
        int outputs = convolution.outputs();
        double[] weights = new double[outputs * n];
        double[] bias = convolution.bias().clone();
        for (int[] columns : groups) {
            int f = columns.length;
            double[] part = new double[outputs * f];
            for (int i = 0; i < part.length; i++) {
                part[i] = convolution.weights()[i / f * n + columns[i % f]];
            }
            PlainConvolution folded = new PlainConvolution(part, new double[outputs]).fold(whitening, mean);
            for (int i = 0; i < part.length; i++) {
                weights[i / f * n + columns[i % f]] = folded.weights()[i];
            }
            for (int o = 0; o < outputs; o++) {
                bias[o] += folded.bias()[o];
            }
        }
        return new PlainConvolution(weights, bias);
    }
}
