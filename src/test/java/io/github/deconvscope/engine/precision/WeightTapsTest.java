package io.github.deconvscope.engine.precision;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import io.github.deconvscope.engine.OnComputeThread;
import io.github.deconvscope.math.HalfPrecision;
import io.github.deconvscope.run.feed.LostGradients;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("engine")
@ExtendWith(OnComputeThread.class)
class WeightTapsTest {
    private static final int VALUES = 2000;

    static IntStream seeds() {
        return IntStream.range(0, 10);
    }

    /** Gradients of every magnitude, and exact zeros. */
    private static float[] gradients(Random random) {
        float[] values = new float[VALUES];
        for (int i = 0; i < VALUES; i++) {
            values[i] = i % 10 == 0 ? 0 : (float) (random.nextGaussian() * Math.pow(2, random.nextInt(60) - 36));
        }
        values[1] = 0x1p-25f;
        values[2] = Math.nextUp(0x1p-25f);
        values[3] = 65520;
        values[4] = Math.nextDown(65520f);
        values[5] = Float.NaN;
        return values;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void countsWhatTheRoundingLosesAndChangesNoNumber(int seed) {
        Random random = new Random(seed);
        float[] upstream = gradients(random);
        float[] start = new float[VALUES];
        for (int i = 0; i < VALUES; i++) {
            start[i] = (float) random.nextGaussian();
        }
        start[0] = -0f;
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray weight = manager.create(start);
            weight.setRequiresGradient(true);
            WeightTaps taps = new WeightTaps(manager);
            NDArray tapped;
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                tapped = taps.tap("layer", Casts.roundToHalf(weight));
                collector.backward(tapped.mul(manager.create(upstream)).sum());
            }
            float[] expected = Casts.roundToHalf(manager.create(start)).toFloatArray();
            float[] actual = tapped.toFloatArray();
            for (int i = 0; i < VALUES; i++) {
                assertThat(Float.floatToRawIntBits(actual[i])).isEqualTo(Float.floatToRawIntBits(expected[i]));
            }
            // Counted another way, value by value.
            int zero = 0;
            int notFinite = 0;
            int toZero = 0;
            int toInfinity = 0;
            for (float gradient : upstream) {
                float rounded = HalfPrecision.round(gradient);
                zero += gradient == 0 ? 1 : 0;
                notFinite += Float.isFinite(gradient) ? 0 : 1;
                toZero += gradient != 0 && rounded == 0 ? 1 : 0;
                toInfinity += Float.isFinite(gradient) && !Float.isFinite(rounded) ? 1 : 0;
            }
            assertThat(zero).isEqualTo(VALUES / 10);
            assertThat(toZero).isBetween(1, VALUES / 2);
            assertThat(toInfinity).isPositive();
            float canBeLost = VALUES - zero - notFinite;
            LostGradients lost = taps.lost(List.of("norm", "layer"));
            assertThat(lost.roundedToZero()).containsExactly(Float.NaN, toZero / canBeLost);
            assertThat(lost.roundedToInfinity()).containsExactly(Float.NaN, toInfinity / canBeLost);
            assertThat(lost.zero()).containsExactly(Float.NaN, zero / (float) VALUES);
            assertThat(lost.notFinite()).containsExactly(Float.NaN, notFinite / (float) VALUES);
            assertThat(taps.gradient("layer").orElseThrow().toFloatArray()).containsExactly(upstream);
            assertThat(taps.gradient("norm")).isEmpty();
            assertThat(taps.bytes()).isEqualTo(4L * VALUES);
        }
    }

    /** Native fp16: what was lost on the way cannot be told from what was 0. */
    @Test
    void whereTheGradientIsFp16AlreadyNothingIsSaidOfRounding() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray weight = manager.create(new float[] {1, 2, 3, 4});
            weight.setRequiresGradient(true);
            WeightTaps taps = new WeightTaps(manager);
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                NDArray half = taps.tap("layer", Casts.cast(weight, DataType.FLOAT16));
                collector.backward(Casts.cast(half, DataType.FLOAT32)
                        .mul(manager.create(new float[] {1e-9f, 0, 1, 2}))
                        .sum());
            }
            LostGradients lost = taps.lost(List.of("layer"));
            assertThat(lost.roundedToZero()).containsExactly(Float.NaN);
            assertThat(lost.roundedToInfinity()).containsExactly(Float.NaN);
            assertThat(lost.zero()).containsExactly(0.5f);
            assertThat(lost.notFinite()).containsExactly(0);
        }
    }
}
