package io.github.deconvscope.engine.precision;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import io.github.deconvscope.engine.OnComputeThread;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(OnComputeThread.class)
class HalfPrecisionTest {

    static IntStream seeds() {
        return IntStream.range(0, 20);
    }

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
    @MethodSource("seeds")
    void emulationRoundsAsTheReferenceBitByBitForwardAndBackward(int seed) {
        float[] values = everyMagnitude(seed);
        float[] upstream = everyMagnitude(seed + 1000L);
        try (NDManager manager = NDManager.newBaseManager()) {
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

    @Test
    void castsCarryGradients() {
        try (NDManager manager = NDManager.newBaseManager()) {
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

    @Test
    void singleLeavesEverythingAsItIs() {
        try (NDManager manager = NDManager.newBaseManager()) {
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
}
