package io.github.deconvscope.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QuadraticDescentTest {
    static LongStream seeds() {
        return LongStream.rangeClosed(1, 200);
    }

    private static QuadraticDescent drawn(SplittableRandom random) {
        double[] a = RandomConvolutions.numbers(random, 4);
        double[] hessian = SquareMatrix.product(a, SquareMatrix.transpose(a, 2), 2);
        return new QuadraticDescent(
                Covariance.plusDiagonal(hessian, 2, 0.01),
                RandomConvolutions.numbers(random, 2),
                RandomConvolutions.numbers(random, 2));
    }

    /** Along eigenvector i the distance after k steps is (1 - rate lambda_i)^k of that at the start: the closed form, without taking a step. */
    @ParameterizedTest
    @MethodSource("seeds")
    void eachStepLeavesWhatTheEigenvaluesSay(long seed) {
        QuadraticDescent descent = drawn(new SplittableRandom(seed));
        SymmetricEigen eigen = SymmetricEigen.of(descent.hessian(), 2);
        double[][] path = descent.path(8);
        for (int k = 0; k <= 8; k++) {
            for (int i = 0; i < 2; i++) {
                double along = 0;
                double first = 0;
                for (int j = 0; j < 2; j++) {
                    along += eigen.vectors()[2 * i + j] * (path[k][j] - descent.minimum()[j]);
                    first += eigen.vectors()[2 * i + j] * (descent.start()[j] - descent.minimum()[j]);
                }
                assertThat(along).isCloseTo(first * Math.pow(1 - descent.rate() * eigen.values()[i], k), within(1e-9));
            }
        }
    }

    /** With two eigenvalues the loss shrinks by the square of the contraction, so that the count follows from logarithms. */
    @ParameterizedTest
    @MethodSource("seeds")
    void theCountOfStepsIsThatOfTheAnalyticRate(long seed) {
        QuadraticDescent descent = drawn(new SplittableRandom(seed));
        double exact = Math.log(0.001) / (2 * Math.log(descent.contraction()));
        int counted = descent.stepsTo(0.001, 1_000_000);
        assertThat(counted).isBetween((int) Math.ceil(exact * (1 - 1e-9)), (int) Math.ceil(exact * (1 + 1e-9)));
        if (counted > 1) {
            assertThat(descent.stepsTo(0.001, counted - 1)).isEqualTo(counted);
            assertThat(descent.stepsTo(0.001, counted - 2)).isEqualTo(counted - 1);
        }
    }

    /** No other fixed rate leaves less of the worse direction. */
    @ParameterizedTest
    @MethodSource("seeds")
    void noOtherFixedRateIsBetter(long seed) {
        QuadraticDescent descent = drawn(new SplittableRandom(seed));
        double[] values = SymmetricEigen.valuesOf(descent.hessian(), 2);
        for (double factor : new double[] {0.5, 0.9, 0.999, 1.001, 1.1, 1.9}) {
            double rate = factor * descent.rate();
            assertThat(Math.max(Math.abs(1 - rate * values[0]), Math.abs(1 - rate * values[1])))
                    .isGreaterThan(descent.contraction());
        }
    }
}
