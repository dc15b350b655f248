package io.github.deconvscope.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.github.deconvscope.math.Padding;
import io.github.deconvscope.math.Sides;
import io.github.deconvscope.math.Size;
import io.github.deconvscope.run.config.Fidelity;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Small layers and inputs for tests. */
public final class Layers {
    private Layers() {}

    /** A random layer: rectangular kernel, stride, dilation and padding, groups, any fidelity, small blocks. */
    public static FastDeconv2D randomConvolution(Random random) {
        int groups = random.nextInt(3) == 0 ? 2 : 1;
        int in = groups * (1 + random.nextInt(3)) * (random.nextBoolean() ? 2 : 1);
        int out = groups * (1 + random.nextInt(3));
        if (random.nextInt(6) == 0) {
            groups = in; // depthwise
            out = in;
        }
        WhiteningOptions options = TestWhitening.options()
                .fidelity(Fidelity.values()[random.nextInt(3)])
                .block(1 + random.nextInt(4))
                .eps(0.01)
                .iterations(1 + random.nextInt(6))
                .samplingStride(1 + random.nextInt(3))
                .build();
        return FastDeconv2D.builder()
                .setChannels(in, out)
                .setKernel(1 + random.nextInt(3), 1 + random.nextInt(3))
                .setRandom(new SplittableRandom(random.nextLong()))
                .optGroups(groups)
                .optStride(1 + random.nextInt(2), 1 + random.nextInt(2))
                .optPadding(padding(random))
                .optDilation(1 + random.nextInt(2), 1 + random.nextInt(2))
                .optBias(random.nextBoolean())
                .optWhitening(options)
                .build();
    }

    /** Numbers on both ends or on each side, or a rule. */
    private static Padding padding(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> Padding.SAME;
            case 1 -> Padding.SAME_LOWER;
            case 2 ->
                Padding.each(new Sides(random.nextInt(2), random.nextInt(2), random.nextInt(2), random.nextInt(2)));
            default -> Padding.both(new Size(random.nextInt(2), random.nextInt(2)));
        };
    }

    /** Images whose channels and neighbours are correlated and not centred. */
    public static NDArray images(NDManager manager, Random random, DataType type, long... shape) {
        double[] values = new double[(int) new Shape(shape).size()];
        double walk = 0;
        for (int i = 0; i < values.length; i++) {
            walk = 0.7 * walk + random.nextGaussian();
            values[i] = 0.5 + walk;
        }
        return manager.create(values, new Shape(shape)).toType(type, false);
    }

    /** Independent numbers around 0, in double precision. */
    public static NDArray numbers(NDManager manager, Random random, Shape shape) {
        return manager.create(random.doubles(shape.size(), -1, 1).toArray(), shape)
                .toType(DataType.FLOAT64, false);
    }

    /** Requires two arrays of doubles to be the same to nine digits of the largest. */
    public static void requireClose(NDArray now, NDArray expected) {
        assertThat(now.getShape()).isEqualTo(expected.getShape());
        double scale = Math.max(1, expected.abs().max().getDouble());
        assertThat(now.sub(expected).abs().max().getDouble())
                .as("largest difference")
                .isLessThanOrEqualTo(1e-9 * scale);
    }

    public static NDArray forward(Layer layer, NDManager manager, NDArray x, boolean training) {
        return layer.forward(new ParameterStore(manager, false), new NDList(x), training)
                .singletonOrThrow();
    }

    public static double[] doubles(NDArray array) {
        return array.stopGradient().toType(DataType.FLOAT64, false).toDoubleArray();
    }

    public static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    /** Covariance of feature-major samples (F, R) about their mean. */
    public static double[][] covariance(double[] samples, int features) {
        int rows = samples.length / features;
        double[][] cov = new double[features][features];
        double[] mean = new double[features];
        for (int f = 0; f < features; f++) {
            for (int r = 0; r < rows; r++) {
                mean[f] += samples[f * rows + r] / rows;
            }
        }
        for (int a = 0; a < features; a++) {
            for (int b = 0; b < features; b++) {
                for (int r = 0; r < rows; r++) {
                    cov[a][b] += (samples[a * rows + r] - mean[a]) * (samples[b * rows + r] - mean[b]) / rows;
                }
            }
        }
        return cov;
    }

    static void assertFinite(NDArray array) {
        assertThat(Arrays.stream(doubles(array)).allMatch(Double::isFinite)).isTrue();
    }
}
