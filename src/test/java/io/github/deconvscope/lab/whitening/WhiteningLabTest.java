package io.github.deconvscope.lab.whitening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.figure.image.Photo;
import io.github.deconvscope.math.Covariance;
import io.github.deconvscope.math.IterationForm;
import io.github.deconvscope.math.Lane;
import io.github.deconvscope.math.NewtonSchulz;
import io.github.deconvscope.math.NewtonSchulzTrace;
import io.github.deconvscope.math.WhiteningMethod;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhiteningLabTest {
    @ParameterizedTest
    @CsvSource({"27, 9, 1e-5", "27, 26, 1e-2", "144, 31, 1e-5", "12, 12, 1e-5", "12, 3, 0"})
    void theRankOfARecordedLayerDoesNotCountItsEps(int n, int rank, double eps) {
        Random random = new Random(n + rank);
        double[] covariance = new double[n * n];
        for (int r = 0; r < rank; r++) {
            double[] direction = random.doubles(n, -1, 1).toArray();
            for (int i = 0; i < n * n; i++) {
                covariance[i] += direction[i / n] * direction[i % n];
            }
        }
        for (int i = 0; i < n * n; i++) {
            covariance[i] = (float) (covariance[i] + (i % (n + 1) == 0 ? eps : 0));
        }
        CovarianceEstimate recorded =
                CovarianceEstimate.ofLayer(covariance, n, new double[n], i -> "", 0, Optional.empty(), eps);
        assertThat(new WhiteningLab()
                        .whiten(recorded, WhiteningState.DEFAULT)
                        .statistics()
                        .rank())
                .isEqualTo(rank);
    }

    private static WhiteningResult photo(WhiteningState state) {
        WhiteningInput input = WhiteningInput.of(List.of(Photo.CHELSEA.load()), state.patches());
        return new WhiteningLab().whiten(CovarianceEstimate.of(input, state), state);
    }

    private static WhiteningResult synthetic(WhiteningState state) {
        WhiteningInput input = WhiteningInput.of(List.of(SyntheticImage.of(state.data())), state.patches());
        return new WhiteningLab().whiten(CovarianceEstimate.of(input, state), state);
    }

    private static WhiteningState synthetic(int channels, int block) {
        WhiteningState.PatchSettings patches = WhiteningState.DEFAULT.patches();
        return WhiteningState.DEFAULT
                .withData(new WhiteningState.SyntheticData(0.8, channels, 96, 5))
                .withPatches(new WhiteningState.PatchSettings(3, 3, block, false))
                .withEps(1e-8)
                .withMethod(WhiteningMethod.ZCA);
    }

    @ParameterizedTest
    @EnumSource(
            value = WhiteningMethod.class,
            names = {"ZCA", "PCA", "CHOLESKY"})
    void exactMethodsMakeThePhotographWhite(WhiteningMethod method) {
        WhiteningResult result = photo(WhiteningState.DEFAULT.withEps(1e-9).withMethod(method));

        assertThat(result.problem()).isEmpty();
        assertThat(result.statistics().dimension()).isEqualTo(27);
        assertThat(result.statistics().correlationBefore()).isGreaterThan(0.5);
        assertThat(result.statistics().correlationAfter()).isLessThan(1e-3);
        assertThat(result.statistics().distanceFromWhite()).isLessThan(1e-3);
    }

    @Test
    void moreIterationsWhitenMore() {
        double last = Double.POSITIVE_INFINITY;
        for (int k = 0; k <= 30; k += 3) {
            double residual =
                    photo(WhiteningState.DEFAULT.withIterations(k)).statistics().residual();
            assertThat(residual).isLessThanOrEqualTo(last * (1 + 1e-6) + 1e-12);
            last = residual;
        }
    }

    @Test
    void aLayerOfManyFeaturesGivesTheSameMatrixFromItsEigenvalues() {
        WhiteningState state =
                synthetic(20, 20).withMethod(WhiteningMethod.NEWTON_SCHULZ).withIterations(7);
        WhiteningResult result = synthetic(state);

        assertThat(result.statistics().dimension()).isEqualTo(180).isGreaterThan(WhiteningLab.TRACED_FEATURES);
        double[] iterated = NewtonSchulz.whitening(result.covariance(), 180, 7, Lane.DOUBLE);
        assertThat(result.whitening()).containsExactly(iterated, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.9, 0.99})
    void neighboursOfSyntheticDataAreAsAlikeAsAskedFor(double correlation) {
        WhiteningState state = WhiteningState.DEFAULT
                .withData(new WhiteningState.SyntheticData(correlation, 3, 256, 3))
                .withPatches(new WhiteningState.PatchSettings(2, 1, 3, false));
        WhiteningResult result = synthetic(state);
        double[] c = Covariance.correlation(result.estimate().truth(), 12);

        assertThat(c[1]).isCloseTo(correlation, within(0.03));
        assertThat(c[2]).isCloseTo(correlation, within(0.03));
        assertThat(c[4]).isCloseTo(correlation, within(0.03));
        assertThat(c[3]).isCloseTo(correlation * correlation, within(0.05));
    }

    @Test
    void eachQuirkSpoilsTheCovarianceAfterwards() {
        WhiteningState exact =
                WhiteningState.DEFAULT.withMethod(WhiteningMethod.ZCA).withEps(1e-7);
        double good = photo(exact).statistics().distanceFromWhite();
        assertThat(good).isLessThan(0.05);

        assertThat(photo(exact.withQuirk(Quirk.UNCENTRED, true)).statistics().distanceFromWhite())
                .isGreaterThan(3 * good);
        double running = photo(exact.withBatches(16)).statistics().distanceFromWhite();
        assertThat(photo(exact.withQuirk(Quirk.AVERAGED_WHITENING, true))
                        .statistics()
                        .distanceFromWhite())
                .isGreaterThan(1.05 * running);
        assertThat(photo(exact.withQuirk(Quirk.NO_BIAS_CORRECTION, true))
                        .statistics()
                        .distanceFromWhite())
                .isGreaterThan(5 * running);
    }

    @Test
    void uncentredSecondMomentsCrushTheMeanDirection() {
        WhiteningState exact =
                WhiteningState.DEFAULT.withMethod(WhiteningMethod.ZCA).withEps(1e-7);
        double[] after = photo(exact.withQuirk(Quirk.UNCENTRED, true)).after();
        // Variance of the mean over all features, after whitening: 1 if it were white.
        double sum = 0;
        for (double value : after) {
            sum += value / 27;
        }
        assertThat(sum).isLessThan(0.5);
    }

    @Test
    void pooledBlocksAreNotQuiteWhite() {
        double own = synthetic(synthetic(8, 4)).statistics().distanceFromWhite();
        WhiteningResult pooled = synthetic(synthetic(8, 4).withQuirk(Quirk.POOLED_BLOCKS, true));

        assertThat(own).isLessThan(1e-3);
        assertThat(pooled.statistics().distanceFromWhite()).isGreaterThan(0.05);
        assertThat(pooled.estimate().groups().get(1)).startsWith(1, 3, 5);
        assertThat(pooled.statistics().samples()).isEqualTo(2 * 32 * 32);
    }

    @Test
    void aCovarianceInHalfPrecisionHasNegativeEigenvalues() {
        WhiteningResult result = photo(
                WhiteningState.DEFAULT.withQuirk(Quirk.HALF_COVARIANCE, true).withEps(0));

        assertThat(result.eigen().values()[26]).isNegative();
        assertThat(result.problem())
                .get()
                .asString()
                .contains("negative eigenvalue")
                .contains("Raise eps");
    }

    @Test
    void withoutEpsASingularCovarianceIsReportedNotHidden() {
        WhiteningState few = synthetic(12, 12)
                .withData(new WhiteningState.SyntheticData(0.5, 12, 32, 5))
                .withPatches(new WhiteningState.PatchSettings(3, 6, 12, false))
                .withEps(0);
        WhiteningResult result = synthetic(few);

        assertThat(result.statistics().samplesPerDimension()).isLessThan(1);
        assertThat(result.statistics().rank()).isEqualTo(result.statistics().samples() - 1);
        assertThat(result.problem()).isPresent();
        assertThat(synthetic(few.withEps(1e-3)).problem()).isEmpty();
    }

    @Test
    void tracesOfAllLanesShowWhereEachStalls() {
        WhiteningLab lab = new WhiteningLab();
        WhiteningInput input = WhiteningInput.of(List.of(Photo.CHELSEA.load()), WhiteningState.DEFAULT.patches());
        CovarianceEstimate estimate = CovarianceEstimate.of(input, WhiteningState.DEFAULT);
        List<NewtonSchulzTrace> traces = lab.traces(lab.whiten(estimate, WhiteningState.DEFAULT), () -> false);

        assertThat(traces).extracting(NewtonSchulzTrace::lane).containsExactly(Lane.values());
        assertThat(traces.get(0).residuals()[30]).isLessThan(1e-8);
        assertThat(traces.get(1).residuals()[30]).isBetween(1e-6, 1e-1);
        assertThat(traces.get(2).firstTrouble()).isPositive();
        WhiteningResult same = lab.whiten(estimate, WhiteningState.DEFAULT.withIterations(9));
        assertThat(lab.traces(same, () -> true))
                .as("kept, so nothing to cancel")
                .hasSize(Lane.values().length);
        WhiteningResult other = lab.whiten(estimate, WhiteningState.DEFAULT.withEps(1));
        assertThat(lab.traces(other, () -> true)).isEmpty();
    }

    @Test
    void theExactTraceIsThatOfDoublePrecisionButForRounding() {
        WhiteningResult result = photo(WhiteningState.DEFAULT);
        NewtonSchulzTrace exact = WhiteningLab.exactTrace(result);
        NewtonSchulzTrace measured = new WhiteningLab()
                .trace(result, new WhiteningLab.Traced(IterationForm.COUPLED, Lane.DOUBLE), () -> false)
                .orElseThrow();

        assertThat(exact.residuals()).hasSize(31).containsExactly(measured.residuals(), within(1e-7));
        for (int k = 0; k <= 30; k++) {
            assertThat(exact.steps().get(k).distance())
                    .isCloseTo(measured.steps().get(k).distance(), within(1e-7));
        }
    }

    @Test
    void aLayerOfARunIsPartOfTheState() {
        WhiteningState state = WhiteningState.DEFAULT
                .withSource(WhiteningSource.layer("my run", "features.8", 50))
                .withGroup(3);
        assertThat(WhiteningStateJson.read(WhiteningStateJson.write(state))).isEqualTo(state);
        assertThat(state.withSource(WhiteningSource.layer("my run", "features.8", -1))
                        .group())
                .isEqualTo(3);
        assertThat(state.withSource(WhiteningSource.layer("my run", "features.3", 50))
                        .group())
                .isZero();
        assertThatThrownBy(() -> WhiteningSource.layer("r", "l", -2)).hasMessageContaining("Step is -2");
    }

    @Test
    void statesSurviveJson() {
        WhiteningState state = synthetic(8, 4)
                .withSource(WhiteningSource.file("/tmp/a \"b\".png"))
                .withQuirk(Quirk.AVERAGED_WHITENING, true)
                .withQuirk(Quirk.HALF_COVARIANCE, true)
                .withLane(Lane.BF16)
                .withIterations(17);

        assertThat(WhiteningStateJson.read(WhiteningStateJson.write(state))).isEqualTo(state);
        assertThat(WhiteningStateJson.read("{\"kind\":\"deconvscope-whitening\"}"))
                .isEqualTo(WhiteningState.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[1]",
                "{\"kind\":\"other\"}",
                "{\"kind\":\"deconvscope-whitening\",\"kernel\":0}",
                "{\"kind\":\"deconvscope-whitening\",\"kernel\":\"x\"}",
                "{\"kind\":\"deconvscope-whitening\",\"eps\":{}}",
                "{\"kind\":\"deconvscope-whitening\",\"quirks\":[\"x\"]}",
                "{\"kind\":\"deconvscope-whitening\",\"version\":9}"
            })
    void illegalStatesAreRefused(String text) {
        assertThatThrownBy(() -> WhiteningStateJson.read(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
