package io.github.deconvscope.engine.precision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.GradientCollector;
import io.github.deconvscope.engine.OnComputeThread;
import io.github.deconvscope.engine.TestDevice;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(OnComputeThread.class)
class HalfPrecisionTest {
    private static final int SEEDS = 20;

    /** Rounds to the nearest fp16 value, ties to even, by exact arithmetic on doubles: independent of any conversion code. */
    static float reference(float x) {
        double a = Math.abs((double) x);
        if (Float.isNaN(x) || a == 0 || Double.isInfinite(a)) {
            return x;
        }
        int exponent = Math.max(-14, Math.getExponent(a));
        double spacing = Math.scalb(1.0, exponent - 10);
        double rounded = Math.rint(a / spacing) * spacing;
        return (float) Math.copySign(rounded > 65504 ? Double.POSITIVE_INFINITY : rounded, x);
    }

    private static float[] everyMagnitude(long seed) {
        Random random = new Random(seed);
        float[] values = new float[4000];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (i % 4) {
                case 0 -> Float.intBitsToFloat(random.nextInt());
                case 1 -> (float) (random.nextGaussian() * Math.pow(2, random.nextInt(46) - 28));
                case 2 -> reference((float) random.nextGaussian()) + Math.scalb(1f, -12); // near ties
                default -> (random.nextInt(4096) + 0.5f) * Math.scalb(1f, random.nextInt(12) - 4); // ties
            };
        }
        return values;
    }

    @ParameterizedTest
    @EnumSource(TestDevice.class)
    void emulationRoundsAsTheReferenceBitByBitForwardAndBackward(TestDevice device) {
        Device where = device.take();
        for (int seed = 0; seed < SEEDS; seed++) {
            assertRoundsBitByBit(where, everyMagnitude(seed), everyMagnitude(seed + 1000L));
        }
    }

    private static void assertRoundsBitByBit(Device device, float[] values, float[] upstream) {
        try (NDManager manager = NDManager.newBaseManager(device)) {
            NDArray x = manager.create(values);
            NDArray g = manager.create(upstream);
            x.setRequiresGradient(true);
            float[] forward;
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                NDArray y = Casts.roundToHalf(x);
                forward = y.toFloatArray();
                collector.backward(y.mul(g).sum());
            }
            float[] backward = x.getGradient().toFloatArray();
            for (int i = 0; i < values.length; i++) {
                assertSame(forward[i], reference(values[i]), values[i]);
                assertSame(backward[i], reference(upstream[i]), upstream[i]);
            }
        }
    }

    private static void assertSame(float got, float expected, float of) {
        if (Float.isNaN(expected)) {
            assertThat(got).as("of " + of).isNaN();
        } else {
            assertThat(Float.floatToIntBits(got)).as("of " + of).isEqualTo(Float.floatToIntBits(expected));
        }
    }

    @ParameterizedTest
    @EnumSource(TestDevice.class)
    void castsCarryGradients(TestDevice device) {
        try (NDManager manager = NDManager.newBaseManager(device.take())) {
            NDArray x = manager.create(new float[] {1, 2, 3});
            x.setRequiresGradient(true);
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                NDArray y = Casts.cast(x, DataType.FLOAT64);
                assertThat(y.getDataType()).isEqualTo(DataType.FLOAT64);
                collector.backward(y.square().sum());
            }
            assertThat(x.getGradient().getDataType()).isEqualTo(DataType.FLOAT32);
            assertThat(x.getGradient().toFloatArray()).containsExactly(2, 4, 6);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDevice.class)
    void singleLeavesEverythingAsItIs(TestDevice device) {
        try (NDManager manager = NDManager.newBaseManager(device.take())) {
            NDArray x = manager.create(new float[] {1.0001f});
            PrecisionPolicy single = PrecisionPolicy.SINGLE;
            assertThat(single.toActivation(x)).isSameAs(x);
            assertThat(single.afterProduct(x)).isSameAs(x);
            assertThat(single.toStatistics(x)).isSameAs(x);
            assertThat(single.inCovariance(x)).isSameAs(x);
            assertThat(PrecisionPolicy.half(true).toActivation(x).toFloatArray())
                    .containsExactly(1);
            assertThat(PrecisionPolicy.half(false).toActivation(x).getDataType())
                    .isEqualTo(DataType.FLOAT16);
        }
    }

    /** What emulation stands for: a convolution in fp16, forward and backward, is the one in fp32 of the same rounded numbers, rounded. */
    @ParameterizedTest
    @EnumSource(TestDevice.class)
    void aConvolutionInFp16IsTheEmulatedOneUpToRounding(TestDevice device) {
        Device where = device.take();
        Random random = new Random(7);
        float[] images = gaussian(random, 2 * 4 * 6 * 6);
        float[] kernel = gaussian(random, 3 * 4 * 3 * 3);
        float[][] emulated = convolved(where, images, kernel, PrecisionPolicy.half(true));
        float[][] inHalf = convolved(where, images, kernel, PrecisionPolicy.half(false));
        for (int part = 0; part < emulated.length; part++) {
            assertThat(inHalf[part]).hasSameSizeAs(emulated[part]);
            for (int i = 0; i < inHalf[part].length; i++) {
                // Sums of up to 200 products of size 1 in another order, and in fp16 where the device sums so.
                assertThat(inHalf[part][i]).as(part + ", " + i).isCloseTo(emulated[part][i], within(0.1f));
            }
        }
    }

    private static float[] gaussian(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Output, gradient of the images and gradient of the kernel, for the sum of the squared output. */
    private static float[][] convolved(Device device, float[] images, float[] kernel, PrecisionPolicy policy) {
        try (NDManager manager = NDManager.newBaseManager(device)) {
            NDArray x = manager.create(images, new Shape(2, 4, 6, 6));
            NDArray w = manager.create(kernel, new Shape(3, 4, 3, 3));
            x.setRequiresGradient(true);
            w.setRequiresGradient(true);
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                NDArray y = policy.toStatistics(policy.afterProduct(Conv2d.conv2d(
                                policy.toActivation(x), policy.toActivation(w), null, new Shape(1, 1), new Shape(1, 1))
                        .singletonOrThrow()));
                collector.backward(y.square().mean());
                return new float[][] {
                    y.toFloatArray(),
                    x.getGradient().toFloatArray(),
                    w.getGradient().toFloatArray()
                };
            }
        }
    }
}
