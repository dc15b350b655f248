package io.github.deconvscope.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The measures that say how white a covariance is: closed cases, and what has to hold of any covariance. */
class CovarianceTest {
    private static final int SEEDS = 40;

    @Test
    void theEffectiveRankOfClosedCases() {
        for (int n : new int[] {1, 2, 7, 30}) {
            double[] copies = new double[n * n];
            Arrays.fill(copies, 3);
            assertThat(Covariance.effectiveRank(SquareMatrix.identity(n), n)).isCloseTo(n, within(1e-12));
            assertThat(Covariance.effectiveRank(copies, n)).isCloseTo(1, within(1e-12));
        }
        double[] half = {2, 0, 0, 0, 2, 0, 0, 0, 0};
        assertThat(Covariance.effectiveRank(half, 3)).isCloseTo(2, within(1e-12));
        double[] one = {1, 0, 0, 2};
        assertThat(Covariance.effectiveRank(one, 2)).isCloseTo(9.0 / 5, within(1e-12));
        assertThat(Covariance.effectiveRank(new double[4], 2)).isZero();
        assertThat(Covariance.effectiveRank(new double[] {Double.NaN}, 1)).isNaN();
        assertThat(Covariance.effectiveRank(new double[] {Double.POSITIVE_INFINITY}, 1))
                .isNaN();
        assertThat(Covariance.effectiveRank(new double[] {1e-200, 0, 0, 1e-200}, 2))
                .as("squares that would vanish")
                .isCloseTo(2, within(1e-12));
    }

    /** A covariance of random eigenvalues over a few decades, in a random basis. */
    private static double[] covariance(Random random, int n) {
        double[] values = random.doubles(n, -4, 1).map(e -> Math.pow(10, e)).toArray();
        return WhitenessTest.spectrum(values, random.nextLong());
    }

    @Test
    void theEffectiveRankIsThatOfTheEigenvaluesHoweverTurnedAndScaled() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            int n = 1 + random.nextInt(20);
            double[] covariance = covariance(random, n);
            double[] values = SymmetricEigen.of(covariance, n).values();
            double sum = Arrays.stream(values).sum();
            double squares = Arrays.stream(values).map(l -> l * l).sum();
            double rank = Covariance.effectiveRank(covariance, n);
            assertThat(rank).isCloseTo(sum * sum / squares, within(1e-9)).isBetween(1 - 1e-9, n + 1e-9);
            double[] turn = SymmetricEigen.of(covariance(random, n), n).vectors();
            double[] turned = Covariance.after(turn, covariance, n);
            assertThat(Covariance.effectiveRank(turned, n)).isCloseTo(rank, within(1e-9));
            double scale = Math.pow(10, 100 * (random.nextDouble() - 0.5));
            double[] scaled = Arrays.stream(covariance).map(x -> scale * x).toArray();
            assertThat(Covariance.effectiveRank(scaled, n)).isCloseTo(rank, within(1e-9));
        }
    }

    @Test
    void theCorrelationOfClosedCases() {
        double[] copies = new double[9];
        Arrays.fill(copies, 5);
        assertThat(Covariance.meanAbsoluteCorrelation(copies, 3)).isCloseTo(1, within(1e-12));
        assertThat(Covariance.meanAbsoluteCorrelation(SquareMatrix.identity(3), 3))
                .isZero();
        double[] one = {4, -1, 0, -1, 1, 0, 0, 0, 0};
        assertThat(Covariance.meanAbsoluteCorrelation(one, 3))
                .as("of three pairs one, and a feature that does not vary")
                .isCloseTo(0.5 / 3, within(1e-12));
    }

    @Test
    void theCorrelationForgetsTheScaleOfEachFeature() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            int n = 2 + random.nextInt(12);
            double[] covariance = covariance(random, n);
            double[] scales = random.doubles(n, 0.1, 10).toArray();
            double[] scaled = new double[n * n];
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] = covariance[i] * scales[i / n] * scales[i % n];
            }
            assertThat(Covariance.meanAbsoluteCorrelation(scaled, n))
                    .isCloseTo(Covariance.meanAbsoluteCorrelation(covariance, n), within(1e-12))
                    .isBetween(0.0, 1.0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 33})
    void eigenvaluesAloneAreThoseOfTheWholeDecomposition(int n) {
        Random random = new Random(n);
        double[] covariance = covariance(random, n);
        SymmetricEigen whole = SymmetricEigen.of(covariance, n);
        double[] alone = SymmetricEigen.valuesOf(covariance, n);
        assertThat(alone).containsExactly(whole.values(), within(1e-12));
        double inverse = Covariance.effectiveRank(covariance, n);
        assertThat(inverse).isLessThanOrEqualTo(n + 1e-9);
        assertThat(SymmetricEigen.conditionNumber(whole.values())).isEqualTo(whole.conditionNumber());
    }

    @Test
    void aChannelIsDeadIfItHasOneValue() {
        assertThat(Covariance.deadChannels(new double[] {0, 1e-30, 3, 0, Double.NaN}))
                .isCloseTo(0.4, within(1e-12));
        assertThat(Covariance.deadChannels(new double[0])).isZero();
        assertThat(Covariance.deadChannels(new double[4])).isEqualTo(1);
    }
}
