package io.github.deconvscope.run.scalar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.run.scalar.ScalarSeries.Axis;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesBuilderTest {
    private static double[] toArray(java.util.Collection<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Against a sorted map that forgets what a restart computes again. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void restartsReplaceWhatTheyComputeAgain(long seed) {
        Random random = new Random(seed);
        SeriesBuilder points = new SeriesBuilder();
        TreeMap<Double, Double> expected = new TreeMap<>();
        double step = 0;
        for (int i = 0; i < 500; i++) {
            step = random.nextInt(30) == 0 ? step - random.nextInt(40) : step + 1 + random.nextInt(3);
            points.add(step, Double.NaN, i, i);
            expected.tailMap(step, true).clear();
            expected.put(step, (double) i);
        }
        SeriesBuilder.Built built = points.build("x");
        assertThat(built.series().step()).containsExactly(toArray(expected.keySet()));
        assertThat(built.series().value()).containsExactly(toArray(expected.values()));
        assertThat(built.replaced()).isEqualTo(500 - expected.size());
        assertThat(built.sorted()).isFalse();
    }

    /** Any points at all make a curve whose places ascend. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void anyPointsMakeACurve(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            SeriesBuilder points = new SeriesBuilder();
            int size = random.nextInt(12);
            int[] holes = {random.nextInt(4), random.nextInt(4), random.nextInt(4)};
            for (int i = 0; i < size; i++) {
                double[] at = new double[3];
                for (int axis = 0; axis < 3; axis++) {
                    at[axis] = random.nextInt(4) < holes[axis] ? Double.NaN : random.nextInt(6);
                }
                points.add(at[0], at[1], at[2], i);
            }
            SeriesBuilder.Built built = points.build("x");
            ScalarSeries series = built.series();
            assertThat(series.size() + built.replaced() + built.withoutPlace()).isEqualTo(size);
            if (series.size() > 0) {
                double[] at = series.along(series.axis());
                for (int i = 1; i < at.length; i++) {
                    assertThat(at[i]).isGreaterThanOrEqualTo(at[i - 1]);
                    assertThat(at[i] > at[i - 1] || series.axis() == Axis.TIME).isTrue();
                }
            }
        }
    }

    @Test
    void aCurveThatGoesBackCannotBeMade() {
        double[] up = {1, 2};
        double[] down = {2, 1};
        double[] even = {1, 1};
        double[] unknown = {Double.NaN, Double.NaN};
        assertThatThrownBy(() -> new ScalarSeries("x", down, up, up, up)).hasMessageContaining("do not ascend by step");
        assertThatThrownBy(() -> new ScalarSeries("x", even, up, up, up)).hasMessageContaining("do not ascend by step");
        assertThatThrownBy(() -> new ScalarSeries("x", up, down, up, up))
                .hasMessageContaining("do not ascend by epoch");
        assertThatThrownBy(() -> new ScalarSeries("x", unknown, even, up, up)).hasMessageContaining("by epoch");
        assertThatThrownBy(() -> new ScalarSeries("x", unknown, unknown, unknown, up))
                .hasMessageContaining("no axis");
        assertThat(new ScalarSeries("x", unknown, unknown, even, up).axis()).isEqualTo(Axis.TIME);
        assertThat(new ScalarSeries("x", up, even, even, up).axis()).isEqualTo(Axis.STEP);
    }

    @Test
    void aClockThatWasSetLeavesTheSteps() {
        SeriesBuilder points = new SeriesBuilder();
        points.add(1, Double.NaN, 10, 1);
        points.add(2, Double.NaN, 5, 2);
        SeriesBuilder.Built built = points.build("x");
        assertThat(built.axesDropped()).containsExactly(Axis.TIME);
        assertThat(built.series().size()).isEqualTo(2);
        assertThat(built.series().has(Axis.TIME)).isFalse();
    }
}
