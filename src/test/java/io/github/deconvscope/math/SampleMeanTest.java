package io.github.deconvscope.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.base.InvalidInputException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleMeanTest {
    /** Quantiles as printed in tables of the distribution, such as that of Fisher and Yates. */
    @ParameterizedTest
    @CsvSource({
        "1, 0.975, 12.7062", "2, 0.975, 4.3027", "4, 0.975, 2.7764", "9, 0.975, 2.2622", "20, 0.975, 2.0860",
        "30, 0.975, 2.0423", "120, 0.975, 1.9799", "1, 0.75, 1.0000", "5, 0.9, 1.4759", "10, 0.995, 3.1693"
    })
    void quantilesAreThoseOfTheTables(int degrees, double share, double quantile) {
        assertThat(StudentT.quantile(share, degrees)).isCloseTo(quantile, within(5e-5));
    }

    /** The density integrated by Simpson's rule gives the share back. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 25})
    void aQuantileHasItsShareOfTheDensityBelow(int degrees) {
        double end = StudentT.quantile(0.8, degrees);
        int pieces = 2000;
        double sum = 0;
        for (int i = 0; i <= pieces; i++) {
            double x = end * i / pieces;
            double weight = i == 0 || i == pieces ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * Math.pow(1 + x * x / degrees, -(degrees + 1) / 2.0);
        }
        double area = sum * end / pieces / 3;
        assertThat(0.5 + area / norm(degrees)).isCloseTo(0.8, within(1e-9));
    }

    /** sqrt(v) B(v / 2, 1 / 2), by the recursion of the beta function from v = 1 and 2. */
    private static double norm(int degrees) {
        double beta = degrees % 2 == 1 ? Math.PI : 2;
        for (int v = degrees % 2 == 1 ? 1 : 2; v < degrees; v += 2) {
            beta *= v / (v + 1.0);
        }
        return Math.sqrt(degrees) * beta;
    }

    @Test
    void meanDeviationAndIntervalAreThoseByHand() {
        SampleMean mean = SampleMean.of(49.9, 49.0, 50.7);
        assertThat(mean.count()).isEqualTo(3);
        assertThat(mean.mean()).isCloseTo(49.8667, within(1e-4));
        // Deviations .0333, -.8667 and .8333.
        assertThat(mean.deviation()).isCloseTo(Math.sqrt((0.0011 + 0.7511 + 0.6944) / 2), within(1e-4));
        double half = 4.3027 * mean.deviation() / Math.sqrt(3);
        assertThat(mean.t().low()).isCloseTo(mean.mean() - half, within(1e-4));
        assertThat(mean.t().high()).isCloseTo(mean.mean() + half, within(1e-4));
        assertThat(mean.t().excludesZero()).isTrue();
    }

    /** Of three values one of 27 resamples is the least thrice: more than 2.5 %, so that the interval spans them all. */
    @Test
    void theBootstrapOfThreeValuesSpansThem() {
        SampleMean mean = SampleMean.of(3, -1, 10);
        assertThat(mean.bootstrap().low()).isEqualTo(-1);
        assertThat(mean.bootstrap().high()).isEqualTo(10);
        assertThat(mean.bootstrap().excludesZero()).isFalse();
    }

    /** All 3,125 resamples of five values, one by one. */
    @Test
    void theBootstrapOfFiveValuesIsNearThatOfAllResamples() {
        double[] values = {1, 2, 4, 8, 16};
        double[] all = new double[3125];
        for (int i = 0; i < all.length; i++) {
            int code = i;
            for (int j = 0; j < 5; j++) {
                all[i] += values[code % 5] / 5;
                code /= 5;
            }
        }
        java.util.Arrays.sort(all);
        SampleMean mean = SampleMean.of(values);
        assertThat(mean.bootstrap().low()).isCloseTo(all[(int) (0.025 * 3125)], within(0.21));
        assertThat(mean.bootstrap().high()).isCloseTo(all[(int) (0.975 * 3125)], within(0.41));
        assertThat(SampleMean.of(values)).isEqualTo(mean);
    }

    @Test
    void fewValuesSayNothingOfHowSureTheyAre() {
        assertThat(SampleMean.of().mean()).isNaN();
        SampleMean one = SampleMean.of(5);
        assertThat(one.mean()).isEqualTo(5);
        assertThat(one.deviation()).isNaN();
        assertThat(one.t().excludesZero()).isFalse();
        assertThat(one.smallestDetectable()).isNaN();
    }

    /** 95 of 100 intervals hold the true mean. */
    @Test
    void theIntervalHoldsTheMeanAsOftenAsItSays() {
        Random random = new Random(4);
        int held = 0;
        for (int i = 0; i < 4000; i++) {
            SampleMean.Interval t = SampleMean.byT(drawn(random, 4, 7)).t();
            held += t.low() <= 7 && 7 <= t.high() ? 1 : 0;
        }
        // Two standard errors are 0.7 %.
        assertThat(held / 4000.0).isBetween(0.94, 0.96);
    }

    /** A mean of the size that is said to be shown is told from 0 in about four of five repetitions. */
    @ParameterizedTest
    @ValueSource(ints = {3, 5, 12})
    void whatIsSaidToBeShownIsShownFourTimesInFive(int count) {
        SampleMean unit = new SampleMean(count, 0, 1, new SampleMean.Interval(0, 0), new SampleMean.Interval(0, 0));
        double true0 = unit.smallestDetectable();
        Random random = new Random(count);
        int shown = 0;
        for (int i = 0; i < 2000; i++) {
            double[] values = drawn(random, count, true0);
            SampleMean mean = SampleMean.byT(values);
            shown += mean.t().low() > 0 ? 1 : 0;
        }
        assertThat(shown / 2000.0).isBetween(0.7, 0.9);
        assertThat(unit.countToDetect(true0)).isEqualTo(count);
        assertThat(unit.countToDetect(true0 * 0.5)).isGreaterThanOrEqualTo(2 * count);
        assertThatThrownBy(() -> unit.countToDetect(0)).isInstanceOf(InvalidInputException.class);
    }

    private static double[] drawn(Random random, int count, double mean) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = mean + random.nextGaussian();
        }
        return values;
    }
}
