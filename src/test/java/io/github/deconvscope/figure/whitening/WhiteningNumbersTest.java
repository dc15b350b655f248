package io.github.deconvscope.figure.whitening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.chart.ChartMark;
import io.github.deconvscope.figure.chart.LineChartFigure;
import io.github.deconvscope.figure.chart.Points;
import io.github.deconvscope.figure.image.Photo;
import io.github.deconvscope.lab.whitening.CovarianceEstimate;
import io.github.deconvscope.lab.whitening.FoldCheck;
import io.github.deconvscope.lab.whitening.SyntheticImage;
import io.github.deconvscope.lab.whitening.UsedMatrix;
import io.github.deconvscope.lab.whitening.WhitenedImage;
import io.github.deconvscope.lab.whitening.WhiteningInput;
import io.github.deconvscope.lab.whitening.WhiteningLab;
import io.github.deconvscope.lab.whitening.WhiteningResult;
import io.github.deconvscope.lab.whitening.WhiteningState;
import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.math.IterationForm;
import io.github.deconvscope.math.Lane;
import io.github.deconvscope.math.NewtonSchulz;
import io.github.deconvscope.math.NewtonSchulzTrace;
import io.github.deconvscope.math.Patches;
import io.github.deconvscope.math.Recomputed;
import io.github.deconvscope.math.SquareMatrix;
import io.github.deconvscope.math.WhitenessTest;
import io.github.deconvscope.math.WhiteningMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every figure of the whitening page draws and says, recomputed from the patches: whitened one by one, and by EJML's values. */
class WhiteningNumbersTest {
    /** Patches, D and what the test makes of them. */
    private static final class Case {
        final WhiteningInput input;
        final WhiteningResult result;
        final int n;
        final double[][] raw;
        final double[][] white;
        final double[] covariance;

        Case(ColorImage image, WhiteningState state) {
            input = WhiteningInput.of(List.of(image), state.patches());
            result = new WhiteningLab().whiten(CovarianceEstimate.of(input, state), state);
            Patches patches = input.patches();
            n = patches.features();
            raw = Recomputed.whitened(patches.rows(), patches.samples(), n, SquareMatrix.identity(n));
            white = Recomputed.whitened(patches.rows(), patches.samples(), n, result.whitening());
            covariance = Recomputed.covariance(raw);
        }

        double[] vector(int i) {
            return Arrays.copyOfRange(result.eigen().vectors(), i * n, (i + 1) * n);
        }

        @Override
        public String toString() {
            return result.state().source() + ", " + result.state().method() + ", "
                    + result.state().iterations() + ", " + result.state().lane() + ", eps "
                    + result.state().estimate().eps();
        }
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Photo photo : Photo.values()) {
            cases.add(new Case(photo.load(), WhiteningState.DEFAULT));
        }
        // Where eps is large, D (Cov + eps I) D' is white and what the data is left with is not.
        cases.add(new Case(
                Photo.CHELSEA.load(), WhiteningState.DEFAULT.withEps(.01).withMethod(WhiteningMethod.ZCA)));
        for (int seed = 0; seed < 8; seed++) {
            Random random = new Random(seed);
            WhiteningState state = WhiteningState.DEFAULT
                    .withData(new WhiteningState.SyntheticData(random.nextInt(95) / 100.0, 3, 48, seed))
                    .withPatches(new WhiteningState.PatchSettings(2 + random.nextInt(2), 2, 3, random.nextBoolean()))
                    .withEps(Math.pow(10, -5 + 4 * random.nextDouble()))
                    .withMethod(WhiteningMethod.values()[seed % WhiteningMethod.values().length])
                    .withIterations(random.nextInt(8));
            cases.add(new Case(SyntheticImage.of(state.data()), state));
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void covarianceAndWhatItSaysOfCorrelation(Case given) {
        Figure figure = WhiteningFigures.covariance(given.result.estimate(), "");
        same(figure, given.covariance, given.n);
        says(figure, "mean absolute correlation " + Numbers.shown(Recomputed.correlation(given.raw)) + ".");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void covarianceAfterAndHowFarItIsFromWhite(Case given) {
        Figure figure = WhiteningFigures.after(given.result, "");
        double[] after = Recomputed.covariance(given.white);
        same(figure, after, given.n);
        double left = Recomputed.residual(SquareMatrix.identity(given.n), after, given.n);
        assertThat(given.result.statistics().distanceFromWhite()).isCloseTo(left, within(1e-9 + 1e-6 * left));
        says(
                figure,
                "Distance from white " + Numbers.shown(given.result.statistics().distanceFromWhite()));
        if (Recomputed.correlation(given.white) > 1e-6) {
            says(figure, "mean absolute correlation " + Numbers.shown(Recomputed.correlation(given.white)) + ".");
        }
    }

    /** The matrix beside it is that of the data, so these are its variances: at a large eps it must not say white. */
    @ParameterizedTest
    @MethodSource("cases")
    void theSpectrumIsThatOfTheMatricesBesideIt(Case given) {
        LineChartFigure figure = (LineChartFigure) WhiteningFigures.spectrum(given.result, "", -1);
        Points before = figure.series().get(0).points();
        Points after = figure.series().get(1).points();
        for (int i = 0; i < given.n; i++) {
            double[] image = Recomputed.image(given.result.whitening(), given.vector(i));
            close(before.y(i), Recomputed.varianceAlong(given.raw, given.vector(i)));
            close(after.y(i), Recomputed.varianceAlong(given.white, image));
        }
        double[] values = Recomputed.singularValues(given.result.covariance(), given.n);
        says(figure, "condition number " + Numbers.shown(values[0] / values[given.n - 1]) + " is");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gainsAndTheirCeiling(Case given) {
        LineChartFigure figure = (LineChartFigure) WhiteningFigures.gains(given.result, "", -1);
        double[] values = Recomputed.eigenvalues(given.result.covariance(), given.n);
        for (int i = 0; i < given.n; i++) {
            close(figure.series().get(0).points().x(i), values[i]);
            close(figure.series().get(0).points().y(i), 1 / Math.sqrt(values[i]));
            close(
                    figure.series().get(1).points().y(i),
                    Recomputed.length(Recomputed.image(given.result.whitening(), given.vector(i))));
        }
        if (given.result.state().method() == WhiteningMethod.NEWTON_SCHULZ) {
            double norm = Recomputed.length(given.result.covariance());
            double ceiling = 1 / Math.sqrt(norm);
            for (int k = 0; k < given.result.state().iterations(); k++) {
                ceiling *= 1.5;
            }
            assertThat(NewtonSchulz.ceiling(
                            norm,
                            given.result.state().iterations(),
                            given.result.state().form()))
                    .isCloseTo(ceiling, within(1e-9 * ceiling));
            assertThat(given.result.statistics().largestGain()).isLessThanOrEqualTo(ceiling * (1 + 1e-9));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theWhiteningMatrixIsWhatItIsCalled(Case given) {
        double[] d = given.result.whitening();
        same(WhiteningFigures.whitening(given.result, ""), d, given.n);
        double left = Recomputed.residual(d, given.result.covariance(), given.n);
        if (given.result.state().method() == WhiteningMethod.NEWTON_SCHULZ) {
            for (int i = 0; i < given.n; i++) {
                double[] image = Recomputed.image(d, given.vector(i));
                double gain = NewtonSchulz.gain(
                        given.result.eigen().values()[i],
                        Recomputed.length(given.result.covariance()),
                        given.result.state().iterations());
                for (int j = 0; j < given.n; j++) {
                    assertThat(image[j]).isCloseTo(gain * given.vector(i)[j], within(1e-7 * (1 + gain)));
                }
            }
        } else {
            assertThat(left).as("exact").isLessThan(1e-7);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void residualsOfEveryLaneAreThoseOfItsMatrices(Case given) {
        List<NewtonSchulzTrace> traces = new WhiteningLab().traces(given.result, () -> false);
        LineChartFigure figure = (LineChartFigure) WhiteningFigures.residuals(traces, 5, Optional.empty(), false);
        assertThat(figure.series()).hasSize(Lane.values().length);
        for (int lane = 0; lane < traces.size(); lane++) {
            NewtonSchulz iteration = new NewtonSchulz(
                    given.result.covariance(),
                    given.n,
                    IterationForm.COUPLED,
                    traces.get(lane).lane());
            for (int k = 0; k <= 12; k++) {
                double shown = figure.series().get(lane).points().y(k);
                if (Double.isFinite(shown)) {
                    double left = Recomputed.residual(iteration.whitening(), given.result.covariance(), given.n);
                    assertThat(shown).isCloseTo(left, within(1e-9 + 1e-6 * left));
                }
                iteration.step();
            }
        }
        // The number above the figures is the point of the chart.
        if (given.result.state().method() == WhiteningMethod.NEWTON_SCHULZ) {
            close(
                    given.result.statistics().residual(),
                    figure.series().get(0).points().y(given.result.state().iterations()));
        }
    }

    /** A frozen D is no iterate: nothing in the chart may be taken for it. */
    @Test
    void theResidualChartBesideAUsedMatrixIsAWhatIf() {
        NewtonSchulzTrace trace = NewtonSchulzTrace.run(
                new double[] {2, 1, 1, 2},
                2,
                SquareMatrix.identity(2),
                IterationForm.COUPLED,
                Lane.FP32,
                30,
                true,
                () -> false);
        UsedMatrix used = new UsedMatrix(SquareMatrix.identity(2), "frozen");
        LineChartFigure figure =
                (LineChartFigure) WhiteningFigures.residuals(List.of(trace), 15, Optional.of(used), false);
        assertThat(figure.caption())
                .startsWith("What if D were iterated on this batch's covariance")
                .contains("the one that the layer used, frozen", "need not be a point of these curves");
        assertThat(figure.marks()).extracting(ChartMark::text).containsExactly("what if, k = 15");
        LineChartFigure computed =
                (LineChartFigure) WhiteningFigures.residuals(List.of(trace), 15, Optional.empty(), false);
        assertThat(computed.caption()).doesNotContain("What if");
        assertThat(computed.marks()).extracting(ChartMark::text).containsExactly("k = 15");
    }

    @Test
    void aLaneThatFlattersItselfIsNamedWithBothNumbers() {
        int n = 64;
        double[] covariance = WhitenessTest.oneLarge(n, 3e-7, 1);
        NewtonSchulzTrace trace = NewtonSchulzTrace.run(
                covariance, n, SquareMatrix.identity(n), IterationForm.COUPLED, Lane.FP32, 30, true, () -> false);
        String caption = WhiteningFigures.residuals(List.of(trace), 30, Optional.empty(), false)
                .caption();
        double left = Recomputed.residual(trace.matrices().get(30), covariance, n);
        assertThat(caption)
                .contains("fp32: after 30 iterations " + Numbers.shown(left) + " is left, the iterate itself says "
                        + Numbers.shown(trace.steps().get(30).own()))
                .contains("norm(I - Z Y)");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void filtersAreRowsAndTheWhitenedImageTheirOutputs(Case given) {
        DataTable tiles = WhiteningFigures.filters(given.result, -1).table();
        for (int i = 0; i < given.n * given.n; i++) {
            assertThat(((Number) tiles.value(i, 4)).doubleValue())
                    .isEqualTo(given.result.whitening()[i]);
        }
        Patches patches = given.input.patches();
        int kernel = patches.kernel();
        ColorImage image = given.input.images().get(0);
        ColorImage white = WhitenedImage.of(given.result);
        Random random = new Random(1);
        for (int trial = 0; trial < 40; trial++) {
            int channel = random.nextInt(3);
            int x = kernel + random.nextInt(image.width() - 2 * kernel);
            int y = kernel + random.nextInt(image.height() - 2 * kernel);
            double sum = 0;
            double size = 1;
            for (int i = 0; i < given.n; i++) {
                int c = i / (kernel * kernel);
                int ky = i / kernel % kernel;
                int kx = i % kernel;
                float pixel = image.plane(c)[(y + ky - kernel / 2) * image.width() + x + kx - kernel / 2];
                int row = (channel * kernel + kernel / 2) * kernel + kernel / 2;
                double term = given.result.whitening()[row * given.n + i]
                        * (pixel - given.result.estimate().mean()[i]);
                sum += term;
                size += Math.abs(term);
            }
            assertThat((double) white.plane(channel)[y * image.width() + x]).isCloseTo(sum, within(1e-5 * size));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void foldedKernelsGiveWhatKernelsOnWhitePatchesGive(Case given) {
        FoldCheck fold = FoldCheck.of(given.result);
        LineChartFigure outputs = (LineChartFigure) FoldFigures.outputs(fold);
        LineChartFigure difference = (LineChartFigure) FoldFigures.difference(fold);
        Patches patches = given.input.patches();
        double[] kernel = fold.kernels().convolution().kernel(0);
        for (int p = 0; p < outputs.series().get(0).points().size(); p++) {
            int patch = (int) ((long) p * patches.samples() / fold.outputs().length);
            double sum = 0;
            double size = 1;
            for (int i = 0; i < given.n; i++) {
                sum += kernel[i] * given.white[patch][i];
                size += Math.abs(kernel[i] * given.white[patch][i]);
            }
            double tolerance = 1e-3 * size;
            assertThat(outputs.series().get(0).points().y(p)).isCloseTo(sum, within(tolerance));
            assertThat(outputs.series().get(1).points().y(p)).isCloseTo(sum, within(tolerance));
            double most = 0;
            for (int o = 0; o < fold.outputs()[p].length; o++) {
                most = Math.max(most, Math.abs(fold.outputs()[p][o] - fold.foldedOutputs()[p][o]));
            }
            assertThat(difference.series().get(0).points().y(p)).isEqualTo(most);
        }
    }

    private static void same(Figure figure, double[] matrix, int n) {
        double largest = Arrays.stream(matrix).map(Math::abs).max().orElseThrow();
        DataTable table = figure.table();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                assertThat(((Number) table.value(i, j + 1)).doubleValue())
                        .isCloseTo(matrix[i * n + j], within(1e-6 * largest));
            }
        }
    }

    private static void says(Figure figure, String words) {
        assertThat(figure.caption()).contains(words);
    }

    private static void close(double shown, double expected) {
        assertThat(shown).isCloseTo(expected, within(1e-9 + 1e-6 * Math.abs(expected)));
    }
}
