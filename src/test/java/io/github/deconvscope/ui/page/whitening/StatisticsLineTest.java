package io.github.deconvscope.ui.page.whitening;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.image.Photo;
import io.github.deconvscope.lab.whitening.CovarianceEstimate;
import io.github.deconvscope.lab.whitening.WhiteningInput;
import io.github.deconvscope.lab.whitening.WhiteningLab;
import io.github.deconvscope.lab.whitening.WhiteningResult;
import io.github.deconvscope.lab.whitening.WhiteningState;
import io.github.deconvscope.math.IterationForm;
import io.github.deconvscope.math.Lane;
import io.github.deconvscope.math.NewtonSchulzTrace;
import io.github.deconvscope.math.Patches;
import io.github.deconvscope.math.Recomputed;
import io.github.deconvscope.math.SquareMatrix;
import io.github.deconvscope.math.WhitenessTest;
import io.github.deconvscope.ui.Fx;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The numbers above the figures, as they are read, recomputed from the patches. */
@Tag("ui")
class StatisticsLineTest {
    @BeforeAll
    static void start() {
        Fx.start();
    }

    private static List<String> texts(WhiteningResult result, List<NewtonSchulzTrace> traces) {
        return Fx.call(() -> StatisticsLine.of(result, traces).stream()
                .flatMap(node -> Stream.concat(Stream.of(node), node.lookupAll(".label").stream()))
                .filter(Label.class::isInstance)
                .map(node -> ((Label) node).getText())
                .toList());
    }

    @ParameterizedTest
    @EnumSource
    void everyNumberIsThatOfThePatches(Photo photo) {
        WhiteningState state = WhiteningState.DEFAULT.withEps(1e-3);
        WhiteningInput input = WhiteningInput.of(List.of(photo.load()), state.patches());
        WhiteningResult result = new WhiteningLab().whiten(CovarianceEstimate.of(input, state), state);
        Patches patches = input.patches();
        int n = patches.features();
        double[] d = result.whitening();
        double[][] raw = Recomputed.whitened(patches.rows(), patches.samples(), n, SquareMatrix.identity(n));
        double[][] white = Recomputed.whitened(patches.rows(), patches.samples(), n, d);
        double[] covariance = Recomputed.covariance(raw);
        for (int i = 0; i < n; i++) {
            covariance[i * n + i] += 1e-3;
        }
        double[] values = Recomputed.singularValues(covariance, n);

        assertThat(texts(result, List.of()))
                .contains(
                        n + " dimensions",
                        "condition " + Numbers.shown(values[0] / values[n - 1]),
                        Numbers.shown((double) patches.samples() / n) + " samples per dimension",
                        "rank 27",
                        "correlation " + Numbers.shown(Recomputed.correlation(raw)) + " \u2192 "
                                + Numbers.shown(Recomputed.correlation(white)),
                        "residual " + Numbers.shown(Recomputed.residual(d, covariance, n)),
                        "from white "
                                + Numbers.shown(
                                        Recomputed.residual(SquareMatrix.identity(n), Recomputed.covariance(white), n)),
                        "largest gain " + Numbers.shown(Recomputed.singularValues(d, n)[0]));
    }

    @Test
    void aLaneThatFlattersItselfIsNamed() {
        int n = 64;
        double[] covariance = WhitenessTest.oneLarge(n, 3e-7, 2);
        WhiteningState state = WhiteningState.DEFAULT.withLane(Lane.FP32).withIterations(30);
        CovarianceEstimate estimate =
                CovarianceEstimate.ofLayer(covariance, n, new double[n], i -> "", 0, Optional.empty(), 0);
        WhiteningLab lab = new WhiteningLab();
        WhiteningResult result = lab.whiten(estimate, state);
        List<NewtonSchulzTrace> traces =
                List.of(lab.trace(result, new WhiteningLab.Traced(IterationForm.COUPLED, Lane.FP32), () -> false)
                        .orElseThrow());
        double own = traces.get(0).steps().get(30).own();

        assertThat(own).isLessThan(1e-3);
        assertThat(texts(result, traces)).contains("fp32: says " + Numbers.shown(own) + " of itself");
    }
}
