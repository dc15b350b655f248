package io.github.deconvscope.math;

import java.util.Arrays;

/**
 * Group normalization of the maps of one picture, by the formula of {@link Standardization#ofGroups}; with one group it is layer normalization. It
 * takes mean and variance from the picture itself, in training and later alike. So its output is no fixed affine map of its input, and it cannot
 * become part of the weights of a convolution, as batch normalization can.
 *
 * @param groups of channels; they divide the channels
 * @param scale one a channel
 * @param shift one a channel
 */
public record GroupNorm(int groups, double[] scale, double[] shift) {
    /** Added to each variance, as PyTorch does unless told otherwise. */
    public static final double EPS = 1e-5;

    /** As it is before training: scaled by 1, shifted by 0. */
    public GroupNorm anew() {
        double[] ones = new double[scale.length];
        Arrays.fill(ones, 1);
        return new GroupNorm(groups, ones, new double[shift.length]);
    }

    /** Of flat (channel, row, column). */
    double[] forward(double[] x) {
        return of(x).forward(x, scale, shift);
    }

    /**
     * The derivative: what a signal at the output becomes at the input. Mean and variance depend on the input as well.
     *
     * @param x the input of the forward pass
     * @param signal in its shape
     */
    double[] back(double[] x, double[] signal) {
        return of(x).gradients(x, scale, signal).x();
    }

    private Standardization of(double[] x) {
        return Standardization.ofGroups(1, scale.length, x.length / scale.length, groups, EPS);
    }
}
