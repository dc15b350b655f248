package io.github.deconvscope.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankCorrelationTest {
    /** Worked by hand: ranks 1, 2.5, 2.5, 4 and 1, 3, 2, 4; covariance 4.5 over the root of 4.5 times 5. */
    @Test
    void equalValuesShareTheirMeanRank() {
        assertThat(RankCorrelation.ranks(new double[] {1, 2, 2, 3})).containsExactly(1, 2.5, 2.5, 4);
        assertThat(RankCorrelation.of(new double[] {1, 2, 2, 3}, new double[] {1, 3, 2, 4}))
                .isCloseTo(4.5 / Math.sqrt(4.5 * 5), within(1e-15));
        assertThat(RankCorrelation.ranks(new double[] {0.0, -0.0})).containsExactly(1.5, 1.5);
        assertThat(RankCorrelation.of(new double[] {1, 1}, new double[] {1, 2})).isNaN();
    }

    /** Without ties it is 1 - 6 sum(d^2) / (n (n^2 - 1)), and no rising function of the values changes it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithTheFormulaOfDifferences(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = random.nextInt(3, 60);
        double[] a = random.doubles(n).toArray();
        double[] b = random.doubles(n).toArray();
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double x = a[i];
            double y = b[i];
            double apart = Arrays.stream(a).filter(v -> v < x).count()
                    - Arrays.stream(b).filter(v -> v < y).count();
            squares += apart * apart;
        }
        double expected = 1 - 6 * squares / (n * ((double) n * n - 1));
        assertThat(RankCorrelation.of(a, b)).isCloseTo(expected, within(1e-12));
        double[] risen = Arrays.stream(b).map(v -> Math.exp(3 * v) - 7).toArray();
        assertThat(RankCorrelation.of(a, risen)).isCloseTo(expected, within(1e-12));
        assertThat(RankCorrelation.of(a, a)).isCloseTo(1, within(1e-12));
        assertThat(RankCorrelation.of(a, Arrays.stream(a).map(v -> -v).toArray()))
                .isCloseTo(-1, within(1e-12));
    }
}
