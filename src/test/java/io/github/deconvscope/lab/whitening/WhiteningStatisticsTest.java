package io.github.deconvscope.lab.whitening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.figure.image.Photo;
import io.github.deconvscope.math.Lane;
import io.github.deconvscope.math.Patches;
import io.github.deconvscope.math.Recomputed;
import io.github.deconvscope.math.SquareMatrix;
import io.github.deconvscope.math.WhiteningMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every number of the line above the figures, recomputed from the patches themselves: whitened one by one, and by EJML's values. */
class WhiteningStatisticsTest {
    /** A seeded case: some source, kernel, eps, method, number of iterations and arithmetic. */
    private record Case(String name, WhiteningInput input, WhiteningState state) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Photo photo : Photo.values()) {
            for (WhiteningState state : List.of(
                    WhiteningState.DEFAULT,
                    WhiteningState.DEFAULT.withEps(.01).withMethod(WhiteningMethod.ZCA),
                    WhiteningState.DEFAULT.withLane(Lane.FP32).withIterations(20))) {
                cases.add(new Case(
                        photo + ", " + state.method() + ", eps "
                                + state.estimate().eps(),
                        WhiteningInput.of(List.of(photo.load()), state.patches()),
                        state));
            }
        }
        for (int seed = 0; seed < 16; seed++) {
            Random random = new Random(seed);
            int channels = 1 + random.nextInt(4);
            WhiteningState state = WhiteningState.DEFAULT
                    .withData(new WhiteningState.SyntheticData(
                            random.nextInt(99) / 100.0, channels, 32 + random.nextInt(64), seed))
                    .withPatches(new WhiteningState.PatchSettings(
                            1 + random.nextInt(3), 1 + random.nextInt(3), channels, random.nextBoolean()))
                    .withEps(Math.pow(10, -6 + 5 * random.nextDouble()))
                    .withMethod(WhiteningMethod.values()[random.nextInt(WhiteningMethod.values().length)])
                    .withLane(random.nextBoolean() ? Lane.DOUBLE : Lane.values()[random.nextInt(Lane.values().length)])
                    .withIterations(random.nextInt(9));
            cases.add(new Case(
                    "synthetic " + seed,
                    WhiteningInput.of(List.of(SyntheticImage.of(state.data())), state.patches()),
                    state));
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyNumberIsThatOfTheDataWhitenedRowByRow(Case given) {
        WhiteningResult result =
                new WhiteningLab().whiten(CovarianceEstimate.of(given.input(), given.state()), given.state());
        WhiteningStatistics told = result.statistics();
        Patches patches = given.input().patches();
        int n = patches.features();
        double eps = given.state().estimate().eps();
        double[][] raw = Recomputed.whitened(patches.rows(), patches.samples(), n, SquareMatrix.identity(n));
        double[][] white = Recomputed.whitened(patches.rows(), patches.samples(), n, result.whitening());
        double[] covariance = Recomputed.covariance(raw);
        double[] regularized = covariance.clone();
        for (int i = 0; i < n; i++) {
            regularized[i * n + i] += eps;
        }

        assertThat(told.dimension()).isEqualTo(n);
        assertThat(told.samples()).isEqualTo(patches.samples());
        assertThat(told.samplesPerDimension()).isEqualTo((double) patches.rows().length / n / n);
        double[] singular = Recomputed.singularValues(regularized, n);
        assertThat(told.conditionNumber())
                .isCloseTo(singular[0] / singular[n - 1], relative(singular[0] / singular[n - 1]));
        long above = Arrays.stream(Recomputed.singularValues(covariance, n))
                .filter(value -> value > n * Math.ulp(1.0) * singular[0])
                .count();
        assertThat(told.rank()).isEqualTo((int) above);
        close(told.residual(), Recomputed.residual(result.whitening(), regularized, n), "residual");
        close(
                told.distanceFromWhite(),
                Recomputed.residual(SquareMatrix.identity(n), Recomputed.covariance(white), n),
                "from white");
        if (n > 1) {
            close(told.correlationBefore(), Recomputed.correlation(raw), "correlation before");
            close(told.correlationAfter(), Recomputed.correlation(white), "correlation after");
        }
        double largest = 0;
        for (int i = 0; i < n; i++) {
            double[] vector = Arrays.copyOfRange(result.eigen().vectors(), i * n, (i + 1) * n);
            double[] image = Recomputed.image(result.whitening(), vector);
            double gain = Recomputed.length(image);
            largest = Math.max(largest, gain);
            close(result.gains()[i], gain, "gain " + i);
            close(result.before()[i], Recomputed.varianceAlong(raw, vector), "variance before " + i);
            close(result.variances()[i], Recomputed.varianceAlong(white, image), "variance after " + i);
        }
        close(told.largestGain(), largest, "largest gain");
    }

    private static void close(double told, double expected, String what) {
        assertThat(told).as(what).isCloseTo(expected, relative(expected));
    }

    private static Offset<Double> relative(double value) {
        return within(1e-6 * Math.abs(value) + 1e-9);
    }
}
