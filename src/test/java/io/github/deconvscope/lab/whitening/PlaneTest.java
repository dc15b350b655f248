package io.github.deconvscope.lab.whitening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.math.QuadraticDescent;
import io.github.deconvscope.math.SquareMatrix;
import io.github.deconvscope.math.SymmetricEigen;
import io.github.deconvscope.math.WhiteningMethod;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaneTest {
    private static PlaneState drawn(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] points = new double[2 * random.nextInt(PlaneState.FEWEST, 40)];
        double lean = random.nextDouble(-0.95, 0.95);
        for (int i = 0; i < points.length; i += 2) {
            points[i] = random.nextDouble(-2, 2);
            points[i + 1] = lean * points[i] + random.nextDouble(-1, 1);
        }
        return PlaneState.START.withPoints(points).withIterations(WhiteningState.MAX_ITERATIONS);
    }

    /** From the whitened points themselves, not from D Cov D'. */
    private static double[] covarianceOf(double[] points) {
        int n = points.length / 2;
        double[] mean = new double[2];
        double[] covariance = new double[4];
        for (int i = 0; i < points.length; i++) {
            mean[i % 2] += points[i] / n;
        }
        for (int i = 0; i < n; i++) {
            double x = points[2 * i] - mean[0];
            double y = points[2 * i + 1] - mean[1];
            covariance[0] += x * x / n;
            covariance[1] += x * y / n;
            covariance[2] += x * y / n;
            covariance[3] += y * y / n;
        }
        return covariance;
    }

    @ParameterizedTest
    @EnumSource(WhiteningMethod.class)
    void withoutEpsTheWhitenedPointsHaveTheIdentityAsCovariance(WhiteningMethod method) {
        for (long seed = 1; seed <= 200; seed++) {
            PlaneResult result = PlaneResult.of(drawn(seed).withMethod(method));
            double[] after = covarianceOf(result.whitened());
            assertThat(after).as("seed " + seed).containsExactly(new double[] {1, 0, 0, 1}, within(1e-9));
            assertThat(result.covarianceAfter()).containsExactly(after, within(1e-9));
            assertThat(result.stepsNeeded(true)).isEqualTo(1);
            assertThat(result.stepsNeeded(false)).isGreaterThanOrEqualTo(1);
        }
    }

    /** The eigenvalues of a symmetric 2 x 2 matrix in closed form, against the decomposition that the figures use. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theEigenvaluesAreThoseOfTheQuadraticEquation(long seed) {
        double[] c = covarianceOf(drawn(seed).points());
        double half = (c[0] + c[3]) / 2;
        double root = Math.sqrt(half * half - (c[0] * c[3] - c[1] * c[2]));
        assertThat(SymmetricEigen.valuesOf(c, 2))
                .containsExactly(new double[] {half + root, half - root}, within(1e-12));
        assertThat(PlaneResult.of(drawn(seed)).condition(false))
                .isCloseTo((half + root) / (half - root), within(1e-9 * (half + root) / (half - root)));
    }

    /** PCA, ZCA and Cholesky differ by a rotation, perhaps with a mirror: D of one times the inverse of another has the identity as its Gram matrix. */
    @Test
    void whitenedCloudsDifferByARotation() {
        for (long seed = 1; seed <= 50; seed++) {
            double[] zca =
                    PlaneResult.of(drawn(seed).withMethod(WhiteningMethod.ZCA)).whitened();
            for (WhiteningMethod method : WhiteningMethod.values()) {
                double[] other = PlaneResult.of(drawn(seed).withMethod(method)).whitened();
                for (int i = 0; i < zca.length; i += 2) {
                    assertThat(Math.hypot(other[i], other[i + 1]))
                            .isCloseTo(Math.hypot(zca[i], zca[i + 1]), within(1e-8));
                }
            }
        }
    }

    /** Zero-phase whitening moves the points less than the others: what a lesson says. */
    @Test
    void zcaMovesThePointsLeast() {
        for (long seed = 1; seed <= 50; seed++) {
            double zca = moved(drawn(seed).withMethod(WhiteningMethod.ZCA));
            assertThat(zca).isLessThanOrEqualTo(moved(drawn(seed).withMethod(WhiteningMethod.PCA)) + 1e-12);
            assertThat(zca).isLessThanOrEqualTo(moved(drawn(seed).withMethod(WhiteningMethod.CHOLESKY)) + 1e-12);
        }
    }

    private static double moved(PlaneState state) {
        PlaneResult result = PlaneResult.of(state);
        double[] after = result.whitened();
        double sum = 0;
        for (int i = 0; i < after.length; i++) {
            sum += Math.pow(after[i] - (state.points()[i] - result.mean()[i % 2]), 2);
        }
        return sum;
    }

    /** Both descents are of the same loss: v and w = D' v give the same. */
    @Test
    void weightsOnWhitenedPointsHaveTheLossOfTheirFoldedWeights() {
        for (long seed = 1; seed <= 50; seed++) {
            PlaneResult result = PlaneResult.of(
                    drawn(seed).withMethod(WhiteningMethod.NEWTON_SCHULZ).withIterations(4));
            QuadraticDescent before = result.descent();
            QuadraticDescent after = result.descentAfter();
            double[] d = SquareMatrix.transpose(result.whitening().orElseThrow(), 2);
            for (double[] v : after.path(3)) {
                double[] w = {d[0] * v[0] + d[1] * v[1], d[2] * v[0] + d[3] * v[1]};
                assertThat(before.loss(w)).isCloseTo(after.loss(v), within(1e-9 * Math.max(1, after.loss(v))));
            }
        }
    }

    @Test
    void pointsOnALineHaveNoWhiteningAndAreToldSo() {
        PlaneResult flat = PlaneResult.of(
                PlaneState.START.withPoints(new double[] {0, 0, 1, 1, 2, 2}).withEps(0.1));
        assertThat(flat.whitening()).isEmpty();
        assertThat(flat.problem()).contains("on one line");
        assertThatThrownBy(flat::whitened).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void aStateComesBackAndOneWithoutACloudIsRead() {
        PlaneState cloud =
                drawn(3).withMethod(WhiteningMethod.CHOLESKY).withSteps(7).withEps(0.25);
        WhiteningPageState state = new WhiteningPageState(WhiteningState.DEFAULT.withIterations(9), true, cloud);
        assertThat(WhiteningPageState.read(state.write())).isEqualTo(state);
        assertThat(WhiteningPageState.read(WhiteningStateJson.write(WhiteningState.DEFAULT)))
                .isEqualTo(WhiteningPageState.START);
        assertThat(cloud.withPoint(1, 99, -99).points()).contains(PlaneState.REACH, -PlaneState.REACH);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"points\":[1,2,3] | two for each of 3 to 200 points",
                "\"points\":[1,2,3,4,5,6.5] | points lie from -4.0 to 4.0",
                "\"points\":\"no\" | has to be a list",
                "\"method\":\"no\" | one of newton-schulz, ",
                "\"iterations\":31 | from 0 to 30",
                "\"steps\":-1 | from 0 to 60",
                "\"eps\":2 | from 0 to 1",
                "\"shown\":[] | has to be true or false",
            })
    void aDamagedCloudIsRefusedInWords(String field, String words) {
        String name = field.substring(0, field.indexOf(':'));
        String text = WhiteningPageState.START
                .write()
                .replaceFirst("\"plane\":\\{(.*)" + name + ":(\\[[^]]*]|[^,}]*)", "\"plane\":{$1" + field);
        assertThatThrownBy(() -> WhiteningPageState.read(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(words);
    }
}
