package io.github.deconvscope.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A median has as many steps above it as below. */
class StepTimeTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 20, 21, 22, 57, 300})
    void asManyStepsAreSlowerAsFaster(int steps) {
        double[] millis = new Random(steps).doubles(steps, 1, 9).toArray();
        int start = steps > 20 ? 10 : 0;
        double median = StepTime.median(millis);
        int below = 0;
        int above = 0;
        for (int i = start; i < steps; i++) {
            below += millis[i] < median ? 1 : 0;
            above += millis[i] > median ? 1 : 0;
        }
        assertThat(below).isEqualTo(above);
    }

    @Test
    void whatIsNotFiniteIsLeftOut() {
        assertThat(StepTime.median(new double[] {Double.NaN, 3})).isEqualTo(3);
        assertThat(StepTime.median(new double[0])).isNaN();
    }
}
