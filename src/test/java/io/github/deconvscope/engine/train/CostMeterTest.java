package io.github.deconvscope.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.run.feed.StepCost;
import io.github.deconvscope.run.feed.StepPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostMeterTest {
    private long now;
    private final CostMeter meter = new CostMeter(() -> now);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void thePartsAddUpToTheLastSteps(long seed) {
        Random random = new Random(seed);
        List<Double> steps = new ArrayList<>();
        StepCost cost = null;
        int count = 1 + random.nextInt(3 * CostMeter.WINDOW);
        for (int step = 0; step < count; step++) {
            long start = now;
            meter.start(() -> {});
            for (int i = random.nextInt(40); i > 0; i--) {
                now += random.nextInt(1_000_000);
                meter.enter(StepPart.values()[random.nextInt(StepPart.values().length)]);
            }
            now += random.nextInt(1_000_000);
            cost = meter.finish().orElseThrow();
            steps.add((now - start) / 1e6);
            now += 5_000_000; // Between the steps nobody is charged.
        }
        List<Double> counted = count == 1 ? steps : steps.subList(Math.max(1, count - CostMeter.WINDOW), count);
        double mean =
                counted.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        assertThat(cost.steps()).isEqualTo(counted.size());
        assertThat(cost.total()).isCloseTo(mean, within(1e-9));
    }

    @Test
    void eachPartIsChargedItsOwnTime() {
        meter.start(() -> {});
        now += 3_000_000;
        meter.enter(StepPart.COVARIANCE);
        now += 7_000_000;
        meter.enter(StepPart.AUTOGRAD);
        now += 11_000_000;
        StepCost cost = meter.finish().orElseThrow();
        assertThat(cost.of(StepPart.DATA)).isEqualTo(3);
        assertThat(cost.of(StepPart.COVARIANCE)).isEqualTo(7);
        assertThat(cost.of(StepPart.AUTOGRAD)).isEqualTo(11);
    }

    @Test
    void aDeviceIsWaitedForBeforeTheClockIsRead() {
        meter.start(() -> now += 20_000_000);
        meter.enter(StepPart.OPTIMIZER);
        assertThat(meter.finish().orElseThrow().of(StepPart.OPTIMIZER)).isEqualTo(20);
    }

    @Test
    void outsideOfAStepNothingIsMeasured() {
        meter.enter(StepPart.CONVOLUTION);
        assertThat(meter.finish()).isEmpty();
    }
}
