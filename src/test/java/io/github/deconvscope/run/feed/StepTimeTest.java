package io.github.deconvscope.run.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    /** Steps of starting up count from where the words say that they do. */
    @Test
    void theWordsAreTheRule() {
        Matcher said =
                Pattern.compile("but the first (\\d+).*no more than (\\d+)").matcher(StepTime.WORDS);
        assertThat(said.find()).as(StepTime.WORDS).isTrue();
        int start = Integer.parseInt(said.group(1));
        int few = Integer.parseInt(said.group(2));
        for (int steps = 1; steps <= 3 * few; steps++) {
            double[] millis = new double[steps];
            for (int i = 0; i < steps; i++) {
                millis[i] = steps - i;
            }
            int left = steps <= few ? 0 : start;
            assertThat(StepTime.median(millis)).as(steps + " steps").isEqualTo((steps - left + 1) / 2.0);
        }
    }

    @Test
    void whatIsNotFiniteIsLeftOut() {
        assertThat(StepTime.median(new double[] {Double.NaN, 3})).isEqualTo(3);
        assertThat(StepTime.median(new double[0])).isNaN();
    }
}
