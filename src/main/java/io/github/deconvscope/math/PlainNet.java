package io.github.deconvscope.math;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A plain VGG net in double precision: convolutions of 3 x 3 with a padding of 1, each with a ReLU and some with a max pooling by 2 behind it;
 * then the mean of each channel, and a dense layer. Every net of this program takes this form once normalization and whitening are folded
 * into its weights; group normalization, which cannot be, stays a step between convolution and ReLU. It is the reference that the engine's
 * pictures of channels are tested against.
 *
 * <p>Layers are counted from 1; the one after the last convolution is the dense layer, whose channels are the classes.
 */
public final class PlainNet {
    private static final int KERNEL = 3;

    private final List<Convolution> convolutions;
    private final double[] dense;
    private final double[] denseBias;

    /**
     * A convolution with its ReLU.
     *
     * @param in input channels
     * @param out output channels
     * @param weight flat (out, in, 3, 3)
     * @param bias {@code out} values
     * @param norm between it and its ReLU, if any
     * @param pooled whether a max pooling by 2 follows
     */
    public record Convolution(
            int in, int out, double[] weight, double[] bias, Optional<GroupNorm> norm, boolean pooled) {}

    /**
     * The forward pass of a picture.
     *
     * @param sums that each convolution gives, bias included, flat (channel, row, column)
     * @param activations what its ReLU makes of them, flat alike
     * @param sizes height and width of each
     * @param scores of the classes, before the softmax
     */
    public record Pass(List<double[]> sums, List<double[]> activations, List<Size> sizes, double[] scores) {}

    /**
     * @param convolutions in order
     * @param dense flat (classes, channels)
     * @param denseBias one a class
     */
    public PlainNet(List<Convolution> convolutions, double[] dense, double[] denseBias) {
        this.convolutions = List.copyOf(convolutions);
        this.dense = dense.clone();
        this.denseBias = denseBias.clone();
    }

    /** @param number from 1 */
    Convolution convolution(int number) {
        return convolutions.get(number - 1);
    }

    /** Sends a picture through the net. @param picture flat (channel, row, column) */
    public Pass forward(double[] picture, Size size) {
        List<double[]> sums = new ArrayList<>();
        List<double[]> activations = new ArrayList<>();
        List<Size> sizes = new ArrayList<>();
        double[] x = picture;
        Size at = size;
        for (Convolution c : convolutions) {
            double[] sum = convolve(c, x, at);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += c.bias[i / at.cells()];
            }
            double[] normal = c.norm.map(norm -> norm.forward(sum)).orElse(sum);
            double[] y = Arrays.stream(normal).map(v -> Math.max(0, v)).toArray();
            sums.add(sum);
            activations.add(y);
            sizes.add(at);
            x = y;
            if (c.pooled) {
                int[] from = switches(y, at);
                x = new double[from.length];
                for (int i = 0; i < x.length; i++) {
                    x[i] = y[from[i]];
                }
                at = half(at);
            }
        }
        double[] scores = denseBias.clone();
        int channels = x.length / at.cells();
        for (int o = 0; o < scores.length; o++) {
            for (int i = 0; i < x.length; i++) {
                scores[o] += dense[o * channels + i / at.cells()] * x[i] / at.cells();
            }
        }
        return new Pass(sums, activations, sizes, scores);
    }

    /**
     * Sends the largest activation of a channel back to the pixels: everything else of its layer is 0, and the backward pass begins with
     * the layer's ReLU.
     *
     * @param layer from 1; one more than there are convolutions for the scores, of which one is sent back as 1
     * @param channel from 0, or the class
     * @return the signal after each step, flat (channel, row, column); the last one is the picture
     */
    public List<double[]> back(Pass pass, int layer, int channel, BackRule rule) {
        List<double[]> signals = new ArrayList<>();
        int last = Math.min(layer, convolutions.size());
        double[] signal = layer > last ? spread(pass, channel) : largest(pass, layer, channel);
        signals.add(signal);
        for (int k = last - 1; k >= 0; k--) {
            Convolution c = convolutions.get(k);
            double[] forward = pass.activations.get(k);
            Size size = pass.sizes.get(k);
            if (c.pooled && (k < last - 1 || layer > last)) {
                signal = unpool(signal, forward, size);
                signals.add(signal);
            }
            signal = rectify(signal, forward, rule);
            signals.add(signal);
            if (c.norm.isPresent()) {
                signal = c.norm.get().back(pass.sums.get(k), signal);
                signals.add(signal);
            }
            signal = convolveBack(c, signal, size);
            signals.add(signal);
        }
        return signals;
    }

    private double[] largest(Pass pass, int layer, int channel) {
        double[] activation = pass.activations.get(layer - 1);
        int cells = pass.sizes.get(layer - 1).cells();
        int place = channel * cells;
        for (int i = place; i < (channel + 1) * cells; i++) {
            if (activation[i] > activation[place]) {
                place = i;
            }
        }
        double[] signal = new double[activation.length];
        signal[place] = activation[place];
        return signal;
    }

    /** The derivative of a score by what the mean of the channels is taken of. */
    private double[] spread(Pass pass, int category) {
        Convolution end = convolutions.get(convolutions.size() - 1);
        Size size = pass.sizes.get(convolutions.size() - 1);
        int cells = (end.pooled ? half(size) : size).cells();
        double[] signal = new double[end.out * cells];
        for (int i = 0; i < signal.length; i++) {
            signal[i] = dense[category * end.out + i / cells] / cells;
        }
        return signal;
    }

    /** The ReLU step of the backward pass. */
    static double[] rectify(double[] signal, double[] forward, BackRule rule) {
        double[] passed = new double[signal.length];
        for (int i = 0; i < signal.length; i++) {
            boolean open = (!rule.asksForward() || forward[i] > 0) && (!rule.asksSignal() || signal[i] > 0);
            passed[i] = open ? signal[i] : 0;
        }
        return passed;
    }

    /** Puts each value where the maximum of its window was, and 0 elsewhere. */
    static double[] unpool(double[] signal, double[] forward, Size size) {
        double[] large = new double[forward.length];
        int[] to = switches(forward, size);
        for (int i = 0; i < to.length; i++) {
            large[to[i]] = signal[i];
        }
        return large;
    }

    /** Where the maximum of each window of 2 x 2 is; the first one of several that are equal. */
    static int[] switches(double[] map, Size size) {
        Size small = half(size);
        int[] from = new int[map.length / size.cells() * small.cells()];
        for (int i = 0; i < from.length; i++) {
            int within = i % small.cells();
            int corner = i / small.cells() * size.cells()
                    + within / small.width() * 2 * size.width()
                    + within % small.width() * 2;
            from[i] = corner;
            for (int other : new int[] {corner + 1, corner + size.width(), corner + size.width() + 1}) {
                if (map[other] > map[from[i]]) {
                    from[i] = other;
                }
            }
        }
        return from;
    }

    private static Size half(Size size) {
        return new Size(size.height() / 2, size.width() / 2);
    }

    /** Without the bias. @param x flat (in, row, column) */
    static double[] convolve(Convolution c, double[] x, Size size) {
        double[] y = new double[c.out * size.cells()];
        forEachProduct(c, size, (output, input, weight) -> y[output] += c.weight[weight] * x[input]);
        return y;
    }

    /** The transposed convolution: what {@link #convolve} adds up here is given back to where it came from. @param y flat (out, row, column) */
    static double[] convolveBack(Convolution c, double[] y, Size size) {
        double[] x = new double[c.in * size.cells()];
        forEachProduct(c, size, (output, input, weight) -> x[input] += c.weight[weight] * y[output]);
        return x;
    }

    /** A product in a convolution, by the indices of its factors and of its sum. */
    private interface Product {
        void at(int output, int input, int weight);
    }

    private static void forEachProduct(Convolution c, Size size, Product product) {
        for (int pair = 0; pair < c.out * c.in; pair++) {
            int output = pair / c.in * size.cells();
            int input = pair % c.in * size.cells();
            for (int tap = 0; tap < KERNEL * KERNEL; tap++) {
                int down = tap / KERNEL - KERNEL / 2;
                int right = tap % KERNEL - KERNEL / 2;
                for (int row = Math.max(0, -down); row < Math.min(size.height(), size.height() - down); row++) {
                    for (int col = Math.max(0, -right); col < Math.min(size.width(), size.width() - right); col++) {
                        int at = row * size.width() + col;
                        product.at(output + at, input + at + down * size.width() + right, pair * KERNEL * KERNEL + tap);
                    }
                }
            }
        }
    }
}
