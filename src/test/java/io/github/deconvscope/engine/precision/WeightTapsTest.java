package io.github.deconvscope.engine.precision;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.github.deconvscope.engine.OnComputeThread;
import io.github.deconvscope.run.LostGradients;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
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
            int zeros = 0;
            int infinite = 0;
            for (float rounded : weight.getGradient().toFloatArray()) {
                zeros += rounded == 0 ? 1 : 0;
                infinite += Float.isFinite(rounded) ? 0 : 1;
            }
            assertThat(zeros).isBetween(VALUES / 10, VALUES);
            assertThat(infinite).isPositive();
            LostGradients lost = taps.lost(List.of("norm", "layer"));
            assertThat(lost.underflow()).containsExactly(Float.NaN, zeros / (float) VALUES);
            assertThat(lost.overflow()[1]).isCloseTo(infinite / (float) VALUES, within());
            assertThat(taps.gradient("layer").orElseThrow().toFloatArray()).containsExactly(upstream);
            assertThat(taps.gradient("norm")).isEmpty();
            assertThat(taps.bytes()).isEqualTo(4L * VALUES);
        }
    }

    private static org.assertj.core.data.Offset<Float> within() {
        return org.assertj.core.data.Offset.offset(1e-6f);
    }
}
