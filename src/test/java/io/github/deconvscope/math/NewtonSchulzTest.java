package io.github.deconvscope.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewtonSchulzTest {
    /** A random covariance with eigenvalues spread evenly on a log scale from 1/condition to 1. */
    static double[] covariance(int n, double condition, long seed) {
        Random random = new Random(seed);
        double[] noise = random.doubles((long) n * n, -1, 1).toArray();
        double[] symmetric = SquareMatrix.symmetricProduct(noise, SquareMatrix.transpose(noise, n), n);
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            weights[i] = Math.pow(condition, -(double) i / Math.max(1, n - 1));
        }
        return SymmetricEigen.of(symmetric, n).compose(weights);
    }

    private static NewtonSchulzTrace trace(double[] covariance, int n, Lane lane, int iterations) {
        double[] exact = WhiteningMethod.ZCA.exact(covariance, SymmetricEigen.of(covariance, n));
        return NewtonSchulzTrace.run(covariance, n, exact, IterationForm.COUPLED, lane, iterations, true, () -> false);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 27, 70})
    void eigenvectorsRebuildTheMatrixAndTheRootWhitensIt(int n) {
        double[] a = covariance(n, 1e4, n);
        SymmetricEigen eigen = SymmetricEigen.of(a, n);

        assertThat(eigen.compose(eigen.values())).containsExactly(a, within(1e-13));
        assertThat(eigen.conditionNumber()).isCloseTo(n == 1 ? 1 : 1e4, within(1e-5));
        assertThat(eigen.rank()).isEqualTo(n);
        for (WhiteningMethod method : WhiteningMethod.values()) {
            assertThat(Whiteness.residual(method.exact(a, eigen), a, n)).isLessThan(1e-8);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theIterationIsThePolynomialOfEachEigenvalue(long seed) {
        int n = 20;
        double[] a = covariance(n, 1e4, seed);
        SymmetricEigen eigen = SymmetricEigen.of(a, n);
        double norm = SquareMatrix.frobeniusNorm(a);
        for (int k = 0; k <= 14; k++) {
            double[] gains = new double[n];
            for (int i = 0; i < n; i++) {
                gains[i] = NewtonSchulz.gain(eigen.values()[i], norm, k);
                assertThat(gains[i])
                        .isLessThanOrEqualTo(NewtonSchulz.ceiling(norm, k, IterationForm.COUPLED) * (1 + 1e-12));
                assertThat(gains[i]).isLessThanOrEqualTo(1 / Math.sqrt(eigen.values()[i]) * (1 + 1e-9));
            }
            double[] d = NewtonSchulz.whitening(a, n, k, Lane.DOUBLE);
            assertThat(d).containsExactly(eigen.compose(gains), within(1e-9));
            assertThat(SymmetricEigen.lengths(eigen.images(d), n)).containsExactly(gains, within(1e-9));
        }
    }

    /** By every form D is what the polynomials make of each eigenvalue; in fp32 too, but for the uncoupled one, whose errors grow. */
    @ParameterizedTest
    @EnumSource(IterationForm.class)
    void everyFormIsThePolynomialOfEachEigenvalue(IterationForm form) {
        int n = 12;
        for (long seed = 1; seed <= 4; seed++) {
            double[] a = covariance(n, 100, seed);
            SymmetricEigen eigen = SymmetricEigen.of(a, n);
            double norm = NewtonSchulz.norm(form, a, n);
            for (int k = 0; k <= 9; k++) {
                int iterations = k;
                double[] gains = Arrays.stream(eigen.values())
                        .map(value -> NewtonSchulz.gain(value, norm, iterations, form))
                        .toArray();
                double ceiling = NewtonSchulz.ceiling(norm, k, form) * (1 + 1e-12);
                for (double gain : gains) {
                    assertThat(gain).isBetween(0.0, ceiling);
                }
                double[] exact = eigen.compose(gains);
                assertThat(NewtonSchulz.whitening(a, n, k, form, Lane.DOUBLE)).containsExactly(exact, within(1e-9));
                if (form != IterationForm.UNCOUPLED) {
                    assertThat(NewtonSchulz.whitening(a, n, k, form, Lane.FP32)).containsExactly(exact, within(2e-3));
                }
            }
        }
    }

    /** s from 0 to 1: two fitted iterations beside five published ones, by their published formula. */
    @Test
    void twoFittedIterationsAreFivePublishedOnes() {
        for (int i = 1; i <= 20_000; i++) {
            double s = i / 20_000.0;
            double five = s;
            for (int k = 0; k < 5; k++) {
                five *= 1.5 - 0.5 * five * five;
            }
            assertThat(s * NewtonSchulz.gain(s * s, 1, 2, IterationForm.FITTED)).isCloseTo(five, within(3.5e-4));
        }
    }

    /** The range of each iteration, as the words of the form say. */
    @Test
    void polarExpressComesBackAndTheQuinticStaysNear() {
        for (int i = 0; i <= 3000; i++) {
            double s = Math.pow(10, -i / 1000.0);
            for (int k = 1; k <= 12; k++) {
                double polar = s * NewtonSchulz.gain(s * s, 1, k, IterationForm.POLAR_EXPRESS);
                assertThat(polar).isBetween(0.0, 2.0);
                if (k >= 6) {
                    assertThat(polar).isCloseTo(1, within(0.006));
                }
                double quintic = s * NewtonSchulz.gain(s * s, 1, k, IterationForm.QUINTIC);
                if (k >= 7) {
                    assertThat(quintic).isBetween(0.6, 1.21);
                }
            }
        }
    }

    @Test
    void aQuarticNeedsTwoProducts() {
        Random random = new Random(3);
        for (int i = 0; i < 100; i++) {
            double[] c = random.doubles(5, 0.5, 2).toArray();
            QuarticFactor factor = QuarticFactor.of(c);
            double m = random.nextDouble();
            double square = m * m;
            double value =
                    factor.leading() * ((square + factor.p() * m + factor.b()) * (square + factor.e()) + factor.f());
            assertThat(value).isCloseTo(c[0] + m * (c[1] + m * (c[2] + m * (c[3] + m * c[4]))), within(1e-12));
        }
    }

    /** The uncoupled iteration is the same polynomial, of Cov over its trace, while rounding errors are small. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void uncoupledItIsTheSamePolynomial(long seed) {
        int n = 20;
        double[] a = covariance(n, 1e2, seed);
        SymmetricEigen eigen = SymmetricEigen.of(a, n);
        double trace = SquareMatrix.trace(a, n);
        for (int k = 0; k <= 6; k++) {
            int iterations = k;
            double[] gains = Arrays.stream(eigen.values())
                    .map(value -> NewtonSchulz.gain(value, trace, iterations))
                    .toArray();
            assertThat(NewtonSchulz.whitening(a, n, k, IterationForm.UNCOUPLED, Lane.DOUBLE))
                    .containsExactly(eigen.compose(gains), within(1e-9));
        }
        // Both divide a covariance whose trace and norm are 1 by 1.
        double[] one = {1};
        for (int k = 0; k < 5; k++) {
            assertThat(NewtonSchulz.whitening(one, 1, k, IterationForm.UNCOUPLED, Lane.FP32))
                    .containsExactly(NewtonSchulz.whitening(one, 1, k, IterationForm.COUPLED, Lane.FP32));
        }
    }

    /**
     * What order does: 24 dimensions, eigenvalues spread evenly on a log scale, condition 1e4. Where the coupled iteration ends at its floor, the
     * uncoupled one has left it by many orders, and is not finite soon after; in double later.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void uncoupledItMultipliesRoundingErrors(long seed) {
        double[] a = covariance(24, 1e4, seed);
        double[] exact = WhiteningMethod.ZCA.exact(a, SymmetricEigen.of(a, 24));
        double[] coupled = trace(a, 24, Lane.FP32, 20).residuals();
        NewtonSchulzTrace single =
                NewtonSchulzTrace.run(a, 24, exact, IterationForm.UNCOUPLED, Lane.FP32, 20, false, () -> false);
        double[] uncoupled = single.residuals();
        double[] inDouble = NewtonSchulzTrace.run(
                        a, 24, exact, IterationForm.UNCOUPLED, Lane.DOUBLE, 20, false, () -> false)
                .residuals();

        assertThat(uncoupled[8]).isBetween(0.53, 0.57);
        assertThat(uncoupled[10]).isBetween(1e3, 1e6);
        assertThat(uncoupled[14]).isNaN();
        assertThat(single.steps().get(14).health()).isEqualTo(NewtonSchulzTrace.Health.NOT_FINITE);
        assertThat(coupled[16]).isBetween(1e-5, 1e-4);
        assertThat(inDouble[11]).isLessThan(0.3);
        assertThat(inDouble[14]).isGreaterThan(1e3);
        // By the error's own factor for the largest ratio of eigenvalues, 1e4: 1 - (100 + 1e4) / 2.
        NewtonSchulz doubles = new NewtonSchulz(a, 24, IterationForm.UNCOUPLED, Lane.DOUBLE);
        double[] distance = new double[13];
        for (int k = 1; k <= 12; k++) {
            doubles.step();
            double[] d = doubles.whitening();
            double[] t = SquareMatrix.transpose(d, 24);
            double[] skew = new double[d.length];
            for (int i = 0; i < d.length; i++) {
                skew[i] = d[i] - t[i];
            }
            distance[k] = SquareMatrix.frobeniusNorm(skew);
        }
        assertThat(distance[12] / distance[11]).isBetween(500.0, 20_000.0);
    }

    @Test
    void residualsFallInDoubleAndStallInFloatWhereTheConditionSays() {
        for (double condition : new double[] {1e1, 1e3, 1e5}) {
            double[] a = covariance(27, condition, 3);
            assertThat(trace(a, 27, Lane.DOUBLE, 30).residuals()[30]).isLessThan(1e-10);
            double floor = trace(a, 27, Lane.FP32, 30).residuals()[30];
            // LAYERS: about 4e-5 at condition 1e3 and 2e-3 at 1e5.
            assertThat(floor).isBetween(condition * 1e-9, condition * 3e-7);
        }
    }

    @Test
    void halfPrecisionLosesTheSmallDirections() {
        NewtonSchulzTrace half = trace(covariance(27, 1e5, 3), 27, Lane.FP16, 30);
        NewtonSchulzTrace easy = trace(covariance(27, 10, 3), 27, Lane.FP16, 12);

        assertThat(half.firstTrouble()).isPositive();
        assertThat(easy.firstTrouble()).isEqualTo(-1);
        assertThat(easy.residuals()[12]).isBetween(1e-3, 0.2);
    }

    @Test
    void aCovarianceBeyondTheRangeOfHalfIsReported() {
        double[] a = covariance(4, 10, 1);
        for (int i = 0; i < a.length; i++) {
            a[i] *= 1e5;
        }
        assertThat(trace(a, 4, Lane.FP16, 5).steps().get(0).health()).isEqualTo(NewtonSchulzTrace.Health.NOT_FINITE);
        assertThat(trace(a, 4, Lane.BF16, 5).steps().get(5).health()).isEqualTo(NewtonSchulzTrace.Health.SOUND);
    }

    @ParameterizedTest
    @EnumSource(Lane.class)
    void everyIntermediateOfALaneIsAValueOfItsFormat(Lane lane) {
        double[] a = covariance(9, 100, 2);
        for (IterationForm form : IterationForm.values()) {
            for (double value : NewtonSchulz.whitening(a, 9, 5, form, lane)) {
                assertThat(lane.round(value)).isEqualTo(value);
            }
        }
    }

    /** Another way: dot products one at a time, rounded as each lane says. */
    @ParameterizedTest
    @EnumSource(
            value = Lane.class,
            names = {"FP16", "FP16_SUMS_FP32", "BF16"})
    void aProductIsAddedUpInTheFormatOfItsLane(Lane lane) {
        int n = 67;
        float[] a = floats(covariance(n, 50, 4));
        float[] b = floats(covariance(n, 80, 5));
        for (int i = 0; i < a.length; i++) {
            a[i] = (float) lane.round(a[i]);
            b[i] = (float) lane.round(b[i]);
        }
        float[] product = SquareMatrix.roundedProduct(a, b, n, lane);
        for (int at = 0; at < product.length; at++) {
            double sum = 0;
            for (int k = 0; k < n; k++) {
                double term = (double) a[at / n * n + k] * b[k * n + at % n];
                sum = lane == Lane.FP16_SUMS_FP32 ? (float) (sum + (float) term) : lane.round(sum + lane.round(term));
            }
            assertThat((double) product[at]).isEqualTo(lane.round(sum));
        }
    }

    /** What it matters for: sums of fp16 numbers that are added up in fp32 whiten better, and last longer. */
    @Test
    void addingUpInFp32IsNearerToTheExactRoot() {
        double[] a = covariance(27, 30, 3);
        assertThat(trace(a, 27, Lane.FP16_SUMS_FP32, 10).residuals()[10])
                .isLessThan(trace(a, 27, Lane.FP16, 10).residuals()[10]);
    }

    @Test
    void productsOfAllSizesAreRight() {
        for (int n : new int[] {1, 3, 4, 63, 64, 65, 130}) {
            double[] a = covariance(n, 50, n);
            double[] b = covariance(n, 80, n + 1);
            double[] expected = new double[n * n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    for (int k = 0; k < n; k++) {
                        expected[i * n + j] += a[i * n + k] * b[k * n + j];
                    }
                }
            }
            assertThat(SquareMatrix.product(a, b, n)).containsExactly(expected, within(1e-13));
            float[] floats = SquareMatrix.product(floats(a), floats(b), n);
            for (int i = 0; i < floats.length; i++) {
                assertThat((double) floats[i]).isCloseTo(expected[i], within(1e-5));
            }
        }
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    @Test
    void onlyPositiveEigenvaluesHaveAnInverseRoot() {
        double[] indefinite = {1, 2, 2, 1};
        SymmetricEigen eigen = SymmetricEigen.of(indefinite, 2);

        assertThat(SquareMatrix.isPositiveDefinite(indefinite, 2)).isFalse();
        assertThat(SquareMatrix.isPositiveDefinite(new double[] {2, 1, 1, 2}, 2))
                .isTrue();
        assertThat(eigen.conditionNumber()).isInfinite();
        assertThatThrownBy(() -> WhiteningMethod.ZCA.exact(indefinite, eigen))
                .hasMessageContaining("-1.0")
                .hasMessageContaining("raise eps");
        assertThatThrownBy(() -> SymmetricEigen.of(new double[] {Double.NaN}, 1))
                .hasMessageContaining("not finite");
    }
}
