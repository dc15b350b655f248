package io.github.deconvscope.math;

import io.github.deconvscope.base.InvalidInputException;
import java.util.Arrays;

/**
 * The normalizations that shift and scale values, and leave their correlations as they are: each set of values gets mean 0 and variance 1 by its own
 * mean and (biased) variance, then each channel is scaled and shifted by learned numbers.
 *
 * <pre>y = weight[c] (x - mean) / sqrt(variance + eps) + bias[c]</pre>
 *
 * They differ in what a set is. Batch normalization (Ioffe and Szegedy, 2015): a channel of all images. Group normalization (Wu and He,
 * 2018): a group of channels of one image. Layer normalization (Ba et al., 2016), as nets of convolutions use it: all channels of one image,
 * which is group normalization with one group.
 *
 * <p>Values are (batch, channels, positions), row-major.
 */
public final class Standardization {
    private static final int USUAL_GROUPS = 32;

    private final double eps;
    private final int channels;
    private final int positions;
    private final int setSize;
    /** For each value the number of its set. */
    private final int[] set;

    private Standardization(int batch, int channels, int positions, int sets, double eps, SetOf setOf) {
        this.eps = eps;
        this.channels = channels;
        this.positions = positions;
        this.set = new int[batch * channels * positions];
        this.setSize = set.length / sets;
        for (int i = 0; i < set.length; i++) {
            set[i] = setOf.number(i / (channels * positions), i / positions % channels);
        }
    }

    /** Which set a channel of an image belongs to. */
    private interface SetOf {
        int number(int image, int channel);
    }

    /** Batch normalization in training. */
    public static Standardization ofChannels(int batch, int channels, int positions, double eps) {
        return new Standardization(batch, channels, positions, channels, eps, (image, channel) -> channel);
    }

    /**
     * Group normalization; layer normalization with one group.
     *
     * @param groups of channels; they have to divide the channels
     * @throws InvalidInputException if they do not
     */
    public static Standardization ofGroups(int batch, int channels, int positions, int groups, double eps) {
        if (groups < 1 || channels % groups != 0) {
            throw new InvalidInputException("Group normalization of " + channels + " channels in " + groups
                    + " groups: the groups have to divide the channels.");
        }
        int size = channels / groups;
        return new Standardization(
                batch, channels, positions, batch * groups, eps, (image, channel) -> image * groups + channel / size);
    }

    /** The groups of group normalization: 32, as published, or the largest smaller number that divides the channels. */
    public static int usualGroups(int channels) {
        int groups = Math.min(USUAL_GROUPS, channels);
        while (channels % groups != 0) {
            groups--;
        }
        return groups;
    }

    /**
     * The gradients of a loss.
     *
     * @param x of the input, in its shape
     * @param weight of the weight of each channel
     * @param bias of the bias of each channel
     */
    public record Gradients(double[] x, double[] weight, double[] bias) {}

    /** The normalised values: scaled by {@code weight} and shifted by {@code bias}, one of each for a channel. */
    public double[] forward(double[] x, double[] weight, double[] bias) {
        double[] y = standardised(x);
        for (int i = 0; i < y.length; i++) {
            y[i] = y[i] * weight[channel(i)] + bias[channel(i)];
        }
        return y;
    }

    /**
     * The gradients, by hand: with z the standardised values and h = weight g,
     * {@code dx = (h - mean(h) - z mean(h z)) / sqrt(variance + eps)}, means over the set.
     *
     * @param g gradient of the loss by the normalised values
     */
    public Gradients gradients(double[] x, double[] weight, double[] g) {
        double[] z = standardised(x);
        double[] ofWeight = new double[channels];
        double[] ofBias = new double[channels];
        double[] h = new double[g.length];
        double[] hz = new double[g.length];
        for (int i = 0; i < g.length; i++) {
            ofWeight[channel(i)] += g[i] * z[i];
            ofBias[channel(i)] += g[i];
            h[i] = g[i] * weight[channel(i)];
            hz[i] = h[i] * z[i];
        }
        double[] scale = scales(x);
        double[] mean = means(h);
        double[] along = means(hz);
        for (int i = 0; i < h.length; i++) {
            h[i] = (h[i] - mean[set[i]] - z[i] * along[set[i]]) * scale[set[i]];
        }
        return new Gradients(h, ofWeight, ofBias);
    }

    private double[] standardised(double[] x) {
        double[] mean = means(x);
        double[] scale = scales(x);
        double[] z = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            z[i] = (x[i] - mean[set[i]]) * scale[set[i]];
        }
        return z;
    }

    private double[] means(double[] x) {
        double[] means = new double[set.length / setSize];
        for (int i = 0; i < set.length; i++) {
            means[set[i]] += x[i];
        }
        Arrays.setAll(means, s -> means[s] / setSize);
        return means;
    }

    /** 1 / sqrt(variance + eps) of each set. */
    private double[] scales(double[] x) {
        double[] mean = means(x);
        double[] squares = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double centred = x[i] - mean[set[i]];
            squares[i] = centred * centred;
        }
        double[] scales = means(squares);
        Arrays.setAll(scales, s -> 1 / Math.sqrt(scales[s] + eps));
        return scales;
    }

    private int channel(int i) {
        return i / positions % channels;
    }
}
