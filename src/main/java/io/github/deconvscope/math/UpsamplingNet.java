package io.github.deconvscope.math;

import io.github.deconvscope.base.InvalidInputException;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Two layers with a leaky ReLU between them that enlarge a grey picture fourfold, and learn it by gradient descent with momentum. Each layer doubles
 * the sides, in one of the ways that A. Odena, V. Dumoulin and C. Olah compare (<i>Deconvolution and Checkerboard Artifacts</i>, 2016); all in
 * double precision. Not thread-safe.
 */
public final class UpsamplingNet {
    /** How a layer doubles the sides of its maps. */
    public enum Way {
        /** A transposed convolution with kernel 3 and stride 2. */
        TRANSPOSED("Transposed"),
        /** Each pixel is repeated twice down and across, and a convolution with kernel 3 follows. */
        RESIZE("Resize"),
        /** A convolution with kernel 3 makes four maps of each, whose pixels become the four of a square. W. Shi et al., 2016. */
        SHUFFLE("Pixel shuffle");

        private final String title;

        Way(String title) {
            this.title = title;
        }

        /** Short, as the name of a picture. */
        public String title() {
            return title;
        }
    }

    /** The smallest side of a picture: what is left of the enlarged one away from its border has to hold whole periods of the strides. */
    public static final int MIN_SIDE = 6;

    /** How far the border reaches into the enlarged picture. */
    private static final int BORDER = 8;

    private static final int CHANNELS = 4;
    private static final double RATE = 0.05;
    private static final double MOMENTUM = 0.9;
    /** Slope of the rectifier below 0, as in A. Radford et al., 2015: with 0 a map of the few could stay dark for good. */
    private static final double LEAK = 0.2;

    private final int side;
    private final Layer first;
    private final Layer second;
    private double[] hidden;

    /**
     * @param side of the pictures that are enlarged, at least {@value #MIN_SIDE}
     * @param seed decides the weights: normal, with the deviation sqrt(2 / products of an output) of K. He et al., 2015
     */
    public UpsamplingNet(Way way, int side, long seed) {
        if (side < MIN_SIDE) {
            throw new InvalidInputException(
                    "The side of the picture is " + side + "; it has to be at least " + MIN_SIDE + ".");
        }
        this.side = side;
        SplittableRandom random = new SplittableRandom(seed);
        first = new Layer(way, 1, CHANNELS, side, random);
        second = new Layer(way, CHANNELS, 1, 2 * side, random);
    }

    /** The enlarged picture, flat, of {@code 4 side} rows and columns. @param small side x side, flat */
    public double[] enlarge(double[] small) {
        hidden = first.forward(small);
        return second.forward(
                Arrays.stream(hidden).map(v -> v > 0 ? v : LEAK * v).toArray());
    }

    /** The mean squared difference of the enlarged picture from the one it should be. */
    public double error(double[] small, double[] large) {
        double[] enlarged = enlarge(small);
        double sum = 0;
        for (int i = 0; i < enlarged.length; i++) {
            sum += (enlarged[i] - large[i]) * (enlarged[i] - large[i]);
        }
        return sum / enlarged.length;
    }

    /** One step of gradient descent on the error, with momentum. @return the error before it */
    public double step(double[] small, double[] large) {
        double error = differentiate(small, large);
        first.descend();
        second.descend();
        return error;
    }

    /** Computes the gradients of both layers. */
    double differentiate(double[] small, double[] large) {
        double[] slope = enlarge(small);
        double sum = 0;
        for (int i = 0; i < slope.length; i++) {
            double difference = slope[i] - large[i];
            sum += difference * difference;
            slope[i] = 2 * difference / slope.length;
        }
        double[] back = second.backward(slope);
        for (int i = 0; i < back.length; i++) {
            back[i] *= hidden[i] > 0 ? 1 : LEAK;
        }
        first.backward(back);
        return sum / slope.length;
    }

    /**
     * What the net makes of a picture that is the same grey everywhere, away from the border: a net without a pattern of its own would leave it
     * the same everywhere.
     *
     * @return flat, {@code 4 side - 16} rows and columns
     */
    public double[] flat(double grey) {
        double[] same = new double[side * side];
        Arrays.fill(same, grey);
        double[] whole = enlarge(same);
        int inner = 4 * side - 2 * BORDER;
        double[] kept = new double[inner * inner];
        for (int row = 0; row < inner; row++) {
            System.arraycopy(whole, (row + BORDER) * 4 * side + BORDER, kept, row * inner, inner);
        }
        return kept;
    }

    /** The standard deviation of {@link #flat}, as a share of the grey: 0 without a checkerboard. */
    public double checkerboard(double grey) {
        double[] pattern = flat(grey);
        double mean = Arrays.stream(pattern).average().orElseThrow();
        double squares =
                Arrays.stream(pattern).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / pattern.length) / grey;
    }

    /** The weights of a layer, 0 or 1, for tests: not a copy. */
    double[] weights(int layer) {
        return layer(layer).weights;
    }

    /** The gradient that {@link #differentiate} left, for tests. */
    double[] gradient(int layer) {
        return layer(layer).gradient;
    }

    private Layer layer(int index) {
        return index == 0 ? first : second;
    }

    /** A convolution, perhaps with elements copied to other places before or after it. */
    private static final class Layer {
        /** Where each element of what the convolution gets comes from; {@code null} if it gets what enters. */
        private final int[] before;
        /** Where each element of what leaves comes from; {@code null} if the output of the convolution leaves as it is. */
        private final int[] after;

        private final double[] weights;
        private final double[] velocity;
        private double[] gradient;
        private double[] convolved;
        private ConvolutionMatrix matrix;

        Layer(Way way, int in, int out, int side, SplittableRandom random) {
            ConvolutionSettings settings =
                    switch (way) {
                        case TRANSPOSED ->
                            ConvolutionSettings.transposed(Size.square(side), Size.square(3))
                                    .withStride(Size.square(2))
                                    .withPadding(Size.square(1))
                                    .withOutputPadding(Size.square(1))
                                    .withChannels(in, out);
                        case RESIZE ->
                            ConvolutionSettings.direct(Size.square(2 * side), Size.square(3))
                                    .withPadding(Size.square(1))
                                    .withChannels(in, out);
                        case SHUFFLE ->
                            ConvolutionSettings.direct(Size.square(side), Size.square(3))
                                    .withPadding(Size.square(1))
                                    .withChannels(in, 4 * out);
                    };
            ConvolutionGeometry geometry = new ConvolutionGeometry(settings);
            before = way == Way.RESIZE ? places(in, side, false) : null;
            after = way == Way.SHUFFLE ? places(out, side, true) : null;
            double products = 9.0 * in / (way == Way.TRANSPOSED ? 4 : 1);
            weights = new double[geometry.weightElements()];
            Arrays.setAll(weights, i -> random.nextGaussian() * Math.sqrt(2 / products));
            velocity = new double[weights.length];
            matrix = ConvolutionMatrix.of(geometry, weights);
        }

        /** For each element of maps with doubled sides the one that it is a copy of: the same for all four of a square, or from a map each. */
        private static int[] places(int maps, int side, boolean shuffled) {
            int[] places = new int[maps * 4 * side * side];
            for (int i = 0; i < places.length; i++) {
                int map = i / (4 * side * side);
                int row = i / (2 * side) % (2 * side);
                int column = i % (2 * side);
                int from = shuffled ? 4 * map + row % 2 * 2 + column % 2 : map;
                places[i] = (from * side + row / 2) * side + column / 2;
            }
            return places;
        }

        double[] forward(double[] x) {
            convolved = copied(x, before);
            matrix = matrix.withWeights(weights);
            return copied(matrix.sparse().times(convolved), after);
        }

        double[] backward(double[] slope) {
            double[] arrived = collected(slope, after, matrix.sparse().rows());
            gradient = matrix.weightGradient(convolved, arrived);
            int entered = before == null ? convolved.length : convolved.length / 4;
            return collected(matrix.sparse().transposeTimes(arrived), before, entered);
        }

        void descend() {
            for (int i = 0; i < weights.length; i++) {
                velocity[i] = MOMENTUM * velocity[i] - RATE * gradient[i];
                weights[i] += velocity[i];
            }
        }

        private static double[] copied(double[] values, int[] from) {
            return from == null
                    ? values
                    : Arrays.stream(from).mapToDouble(i -> values[i]).toArray();
        }

        private static double[] collected(double[] slopes, int[] from, int count) {
            if (from == null) {
                return slopes;
            }
            double[] sums = new double[count];
            for (int i = 0; i < slopes.length; i++) {
                sums[from[i]] += slopes[i];
            }
            return sums;
        }
    }
}
