package io.github.deconvscope.math;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A plain net in double precision: convolutions of odd kernels, padded so that stride 1 keeps the size, each with a ReLU and some with a max
 * pooling behind it; then the mean of each channel, and a dense layer. Every net of this program takes this form once normalization and whitening are folded
 * into its weights; group normalization, which cannot be, stays a step between convolution and ReLU. It is the reference that the engine's
 * pictures of channels are tested against.
 *
 * <p>Layers are counted from 1; the one after the last convolution is the dense layer, whose channels are the classes.
 */
public final class PlainNet {
    private final List<Convolution> convolutions;
    private final double[] dense;
    private final double[] denseBias;

    /**
     * A convolution with its ReLU.
     *
     * @param in input channels
     * @param out output channels
     * @param kernel height and width of a kernel; odd
     * @param stride distance between two positions of the kernel
     * @param weight flat (out, in, kernel, kernel)
     * @param bias {@code out} values
     * @param norm between it and its ReLU, if any
     * @param pooling what follows, if a max pooling does
     */
    public record Convolution(
            int in,
            int out,
            int kernel,
            int stride,
            double[] weight,
            double[] bias,
            Optional<GroupNorm> norm,
            Optional<Pooling> pooling) {
        private int outputSize(int size) {
            return (size - 1) / stride + 1;
        }

        private Size outputSize(Size size) {
            return new Size(outputSize(size.height()), outputSize(size.width()));
        }

        private Size pooledSize(Size size) {
            return pooling.map(of -> of.outputSize(size)).orElse(size);
        }
    }

    /**
     * The forward pass of a picture.
     *
     * @param picture its height and width
     * @param sums that each convolution gives, bias included, flat (channel, row, column)
     * @param activations what its ReLU makes of them, flat alike
     * @param sizes height and width of each
     * @param scores of the classes, before the softmax
     */
    public record Pass(
            Size picture, List<double[]> sums, List<double[]> activations, List<Size> sizes, double[] scores) {}

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
    public Pass forward(double[] picture, Size pictureSize) {
        List<double[]> sums = new ArrayList<>();
        List<double[]> activations = new ArrayList<>();
        List<Size> sizes = new ArrayList<>();
        double[] x = picture;
        Size at = pictureSize;
        for (Convolution c : convolutions) {
            double[] sum = convolve(c, x, at);
            Size size = c.outputSize(at);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += c.bias[i / size.cells()];
            }
            double[] normal = c.norm.map(norm -> norm.forward(sum)).orElse(sum);
            double[] y = Arrays.stream(normal).map(v -> Math.max(0, v)).toArray();
            sums.add(sum);
            activations.add(y);
            sizes.add(size);
            x = y;
            if (c.pooling.isPresent()) {
                int[] from = switches(y, size, c.pooling.get());
                x = new double[from.length];
                for (int i = 0; i < x.length; i++) {
                    x[i] = y[from[i]];
                }
            }
            at = c.pooledSize(size);
        }
        double[] scores = denseBias.clone();
        int channels = x.length / at.cells();
        for (int o = 0; o < scores.length; o++) {
            for (int i = 0; i < x.length; i++) {
                scores[o] += dense[o * channels + i / at.cells()] * x[i] / at.cells();
            }
        }
        return new Pass(pictureSize, sums, activations, sizes, scores);
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
            if (c.pooling.isPresent() && (k < last - 1 || layer > last)) {
                signal = unpool(signal, forward, size, c.pooling.get());
                signals.add(signal);
            }
            signal = rectify(signal, forward, rule);
            signals.add(signal);
            if (c.norm.isPresent()) {
                signal = c.norm.get().back(pass.sums.get(k), signal);
                signals.add(signal);
            }
            Size input = k == 0 ? pass.picture : convolutions.get(k - 1).pooledSize(pass.sizes.get(k - 1));
            signal = convolveBack(c, signal, input);
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
        int cells = end.pooledSize(size).cells();
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

    /** Puts each value where the maximum of its window was, and 0 elsewhere; values of windows that overlap in one maximum add up. */
    static double[] unpool(double[] signal, double[] forward, Size size, Pooling pooling) {
        double[] large = new double[forward.length];
        int[] to = switches(forward, size, pooling);
        for (int i = 0; i < to.length; i++) {
            large[to[i]] += signal[i];
        }
        return large;
    }

    /** Where the maximum of each window is; the first one of several that are equal. */
    static int[] switches(double[] map, Size size, Pooling pooling) {
        Size small = pooling.outputSize(size);
        int[] from = new int[map.length / size.cells() * small.cells()];
        for (int i = 0; i < from.length; i++) {
            int within = i % small.cells();
            int corner = i / small.cells() * size.cells()
                    + within / small.width() * pooling.stride() * size.width()
                    + within % small.width() * pooling.stride();
            from[i] = corner;
            for (int row = 0; row < pooling.kernel(); row++) {
                for (int column = 0; column < pooling.kernel(); column++) {
                    int other = corner + row * size.width() + column;
                    if (map[other] > map[from[i]]) {
                        from[i] = other;
                    }
                }
            }
        }
        return from;
    }

    /** Without the bias. @param x flat (in, row, column) @param size its height and width */
    static double[] convolve(Convolution c, double[] x, Size size) {
        double[] y = new double[c.out * c.outputSize(size).cells()];
        forEachRow(c, size, (output, input, count, weight) -> {
            double w = c.weight[weight];
            for (int i = 0; i < count; i++) {
                y[output + i] += w * x[input + i * c.stride];
            }
        });
        return y;
    }

    /**
     * The transposed convolution: what {@link #convolve} adds up here is given back to where it came from.
     *
     * @param y flat (out, row, column)
     * @param size height and width of what the convolution was of
     */
    static double[] convolveBack(Convolution c, double[] y, Size size) {
        double[] x = new double[c.in * size.cells()];
        forEachRow(c, size, (output, input, count, weight) -> {
            double w = c.weight[weight];
            for (int i = 0; i < count; i++) {
                x[input + i * c.stride] += w * y[output + i];
            }
        });
        return x;
    }

    /** Products of one weight along a row, by the indices of the first ones' factors and sums: outputs side by side, inputs a stride apart. */
    private interface Row {
        void at(int output, int input, int count, int weight);
    }

    private static void forEachRow(Convolution c, Size size, Row row) {
        Size outputs = c.outputSize(size);
        int taps = c.kernel * c.kernel;
        for (int weight = 0; weight < c.out * c.in * taps; weight++) {
            int pair = weight / taps;
            int down = weight % taps / c.kernel - c.kernel / 2;
            int right = weight % c.kernel - c.kernel / 2;
            int first = first(right, c.stride);
            int count = end(right, c.stride, size.width(), outputs.width()) - first;
            int end = end(down, c.stride, size.height(), outputs.height());
            for (int r = first(down, c.stride); r < end && count > 0; r++) {
                row.at(
                        (pair / c.in * outputs.height() + r) * outputs.width() + first,
                        (pair % c.in * size.height() + r * c.stride + down) * size.width() + first * c.stride + right,
                        count,
                        weight);
            }
        }
    }

    /** The first position of a kernel at which the tap that lies so far from its centre meets the input. */
    private static int first(int tap, int stride) {
        return (Math.max(0, -tap) + stride - 1) / stride;
    }

    /** One more than the last such position. */
    private static int end(int tap, int stride, int size, int positions) {
        return Math.min(positions, Math.floorDiv(size - 1 - tap, stride) + 1);
    }
}
