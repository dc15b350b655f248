package io.github.deconvscope.run.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.record.FrameArchive;
import io.github.deconvscope.run.record.LiveFeed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurveTest {
    private static double[] xs(Curve.Snapshot snapshot) {
        return Arrays.copyOf(snapshot.x(), snapshot.size());
    }

    private static double[] ys(Curve.Snapshot snapshot) {
        return Arrays.copyOf(snapshot.y(), snapshot.size());
    }

    /** Against a sorted map that forgets what is at a new point and beyond; snapshots taken on the way never change. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void stepsAscendWhateverIsAppended(long seed) {
        Random random = new Random(seed);
        Curve curve = new Curve();
        TreeMap<Double, Double> expected = new TreeMap<>();
        List<Curve.Snapshot> taken = new ArrayList<>();
        List<Map<Double, Double>> then = new ArrayList<>();
        double x = 0;
        for (int i = 0; i < 3000; i++) {
            x = random.nextInt(40) == 0 ? x - random.nextInt(60) : x + 1 + random.nextInt(3);
            double y = random.nextDouble();
            curve.append(x, y);
            expected.tailMap(x, true).clear();
            expected.put(x, y);
            if (random.nextInt(50) == 0) {
                taken.add(curve.snapshot());
                then.add(new TreeMap<>(expected));
            }
        }
        taken.add(curve.snapshot());
        then.add(expected);
        for (int i = 0; i < taken.size(); i++) {
            assertThat(xs(taken.get(i))).containsExactly(toArray(then.get(i).keySet()));
            assertThat(ys(taken.get(i))).containsExactly(toArray(then.get(i).values()));
        }
    }

    private static double[] toArray(java.util.Collection<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Test
    void aPointWithoutAStepIsRefused() {
        Curve curve = new Curve();
        assertThatThrownBy(() -> curve.append(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(curve.size()).isZero();
    }

    @Test
    void lostGradientsOfStepsThatAreComputedAgainGo() {
        LiveFeed feed = new LiveFeed(RunConfig.defaults(), new FrameArchive(java.nio.file.Path.of("none")));
        LostGradients shares =
                new LostGradients(new float[] {0.5f}, new float[] {0.25f}, new float[] {0.125f}, new float[] {0});
        for (int step = 1; step <= 5; step++) {
            feed.add(new StepRecord(step, 1, 1, 1, 1, 1, 1, false, java.util.Optional.of(shares)));
        }
        feed.add(new StepRecord(3, 1, 1, 1, 1, 1, 1, false));
        for (LostGradients.Kind kind : LostGradients.Kind.values()) {
            assertThat(xs(feed.lost(0, kind).snapshot())).containsExactly(1, 2);
        }
    }
}
