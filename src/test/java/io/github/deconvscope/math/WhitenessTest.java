package io.github.deconvscope.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The residual by eigenvalues instead of products, and where an iterate flatters itself. */
public class WhitenessTest {
    /** V' diag(values) V with random V. */
    public static double[] spectrum(double[] values, long seed) {
        int n = values.length;
        Random random = new Random(seed);
        double[] half = random.doubles(n * n, -1, 1).toArray();
        double[] vectors = SymmetricEigen.of(SquareMatrix.symmetricProduct(half, SquareMatrix.transpose(half, n), n), n)
                .vectors();
        return new SymmetricEigen(values, vectors).compose(values);
    }

    /** One large eigenvalue and many tiny ones. */
    public static double[] oneLarge(int n, double tiny, long seed) {
        double[] values = new double[n];
        java.util.Arrays.fill(values, tiny);
        values[0] = 1;
        return spectrum(values, seed);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void theResidualIsThatOfTheEigenvalues(int seed) {
        Random random = new Random(seed);
        int n = 1 + random.nextInt(30);
        double[] covariance = spectrum(random.doubles(n, .01, 2).toArray(), seed);
        for (int k : new int[] {0, 1, 5, 12}) {
            double[] d = NewtonSchulz.whitening(covariance, n, k, Lane.DOUBLE);
            double byValues = Recomputed.residual(d, covariance, n);
            assertThat(Whiteness.residual(d, covariance, n)).isCloseTo(byValues, within(1e-9));
            SymmetricEigen eigen = SymmetricEigen.of(covariance, n);
            double[] gains = SymmetricEigen.lengths(eigen.images(d), n);
            assertThat(Whiteness.residual(gains, eigen.values())).isCloseTo(byValues, within(1e-9));
        }
        double[] random2 = random.doubles(n * n, -1, 1).toArray();
        assertThat(Whiteness.residual(random2, covariance, n))
                .isCloseTo(Recomputed.residual(random2, covariance, n), within(1e-8));
    }

    @Test
    void itIsOneBeforeAndNothingIsKnownOfWhatIsNotFinite() {
        assertThat(Whiteness.distanceFromIdentity(new double[9], 3)).isEqualTo(1);
        assertThat(Whiteness.distanceFromIdentity(SquareMatrix.identity(3), 3)).isZero();
        assertThat(Whiteness.distanceFromIdentity(new double[] {Double.POSITIVE_INFINITY}, 1))
                .isNaN();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void inSinglePrecisionAnIterateSaysItIsAThousandTimesWhiterThanItsMatrix(long seed) {
        int n = 64;
        double[] covariance = oneLarge(n, 3e-7, seed);
        double[] exact = WhiteningMethod.ZCA.exact(covariance, SymmetricEigen.of(covariance, n));
        NewtonSchulzTrace trace =
                NewtonSchulzTrace.run(covariance, n, exact, IterationForm.COUPLED, Lane.FP32, 30, true, () -> false);
        NewtonSchulzTrace.Step last = trace.steps().get(30);

        assertThat(last.residual())
                .isCloseTo(Recomputed.residual(trace.matrices().get(30), covariance, n), within(1e-6));
        assertThat(last.residual()).isBetween(.05, .2);
        assertThat(last.own()).isLessThan(last.residual() / 1000);
        NewtonSchulzTrace inDouble =
                NewtonSchulzTrace.run(covariance, n, exact, IterationForm.COUPLED, Lane.DOUBLE, 45, false, () -> false);
        assertThat(inDouble.steps().get(45).residual()).isLessThan(1e-6);
        for (int k = 0; k < 12; k++) {
            assertThat(inDouble.steps().get(k).own())
                    .as("before rounding shows")
                    .isCloseTo(inDouble.residuals()[k], within(1e-6));
        }
    }
}
