package io.github.deconvscope.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConvolutionMatrixTest {
    static Stream<RandomConvolutions.Case> cases() {
        return RandomConvolutions.cases(300);
    }

    static Stream<RandomConvolutions.Case> fewCases() {
        return RandomConvolutions.cases(60);
    }

    static Stream<RandomConvolutions.Case> transposedCases() {
        return RandomConvolutions.transposedCases(200);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void matrixTimesInputIsTheConvolution(RandomConvolutions.Case c) {
        ConvolutionMatrix matrix = ConvolutionMatrix.of(c.geometry(), c.weights());
        assertThat(matrix.sparse().times(c.input()))
                .containsExactly(DirectConvolution.apply(c.geometry(), c.input(), c.weights()), within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("transposedCases")
    void stretchedInputAndTurnedKernelGiveTheTransposedConvolution(RandomConvolutions.Case c) {
        double[] expected = DirectConvolution.apply(c.geometry(), c.input(), c.weights());
        assertThat(EquivalentConvolution.apply(c.geometry(), c.input(), c.weights(), true))
                .containsExactly(expected, within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void transposeIsTheAdjoint(RandomConvolutions.Case c) {
        SparseMatrix matrix = ConvolutionMatrix.of(c.geometry(), c.weights()).sparse();
        double[] y = RandomConvolutions.numbers(new SplittableRandom(c.seed()), matrix.rows());
        double left = dot(matrix.times(c.input()), y);
        double right = dot(c.input(), matrix.transposeTimes(y));
        assertThat(left).isCloseTo(right, within(1e-10));
    }

    @ParameterizedTest
    @MethodSource("fewCases")
    void otherWeightsGiveTheMatrixOfThese(RandomConvolutions.Case c) {
        double[] others = RandomConvolutions.numbers(new SplittableRandom(c.seed() + 2), c.weights().length);
        ConvolutionMatrix changed =
                ConvolutionMatrix.of(c.geometry(), c.weights()).withWeights(others);
        assertThat(changed.sparse().times(c.input()))
                .containsExactly(
                        ConvolutionMatrix.of(c.geometry(), others).sparse().times(c.input()));
    }

    /** A loss with gradient g is y g here: it is linear in each weight, so that a difference of any size gives its gradient. */
    @ParameterizedTest
    @MethodSource("fewCases")
    void theGradientOfTheWeightsIsThatOfFiniteDifferencesThroughTheWindow(RandomConvolutions.Case c) {
        double[] g = RandomConvolutions.numbers(
                new SplittableRandom(c.seed() + 1), c.geometry().outputElements());
        double[] gradient = ConvolutionMatrix.of(c.geometry(), c.weights()).weightGradient(c.input(), g);
        double step = 0.5;
        for (int w = 0; w < gradient.length; w++) {
            double[] up = c.weights().clone();
            double[] down = c.weights().clone();
            up[w] += step;
            down[w] -= step;
            double difference = (dot(DirectConvolution.apply(c.geometry(), c.input(), up), g)
                            - dot(DirectConvolution.apply(c.geometry(), c.input(), down), g))
                    / (2 * step);
            assertThat(gradient[w]).as("weight %d", w).isCloseTo(difference, within(1e-8));
        }
    }

    /** What Python's frameworks compute by a convolution with swapped roles: g slides over the padded input, spread by the stride. */
    @Test
    void theGradientOfTheWeightsIsTheInputCorrelatedWithTheGradient() {
        ConvolutionGeometry geometry =
                new ConvolutionGeometry(ConvolutionSettings.direct(new Size(6, 5), new Size(3, 2))
                        .withStride(new Size(1, 2))
                        .withPadding(new Size(1, 0)));
        double[] x = RandomConvolutions.numbers(new SplittableRandom(3), geometry.inputElements());
        double[] g = RandomConvolutions.numbers(new SplittableRandom(4), geometry.outputElements());
        // Stride and dilation change places.
        ConvolutionSettings swapped = ConvolutionSettings.direct(new Size(6, 5), geometry.output())
                .withDilation(new Size(1, 2))
                .withPadding(new Size(1, 0));
        double[] correlated = DirectConvolution.apply(new ConvolutionGeometry(swapped), x, g);
        int width = new ConvolutionGeometry(swapped).output().width();
        double[] gradient = ConvolutionMatrix.of(geometry, new double[6]).weightGradient(x, g);
        for (int w = 0; w < gradient.length; w++) {
            assertThat(gradient[w]).isCloseTo(correlated[w / 2 * width + w % 2], within(1e-12));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void transposeOfTheMatrixIsTheMatrixOfTheTransposedConvolution(RandomConvolutions.Case c) {
        ConvolutionSettings s = c.geometry().settings();
        if (s.transposed()) {
            return;
        }
        // The floor cuts rows off; as output padding they bring the transpose back to the full size.
        ConvolutionGeometry back = new ConvolutionGeometry(s.withTransposed(true)
                .withChannels(s.outputChannels(), s.inputChannels())
                .withInput(c.geometry().output())
                .withOutputSize(s.input()));
        double[][] direct = full(ConvolutionMatrix.of(c.geometry(), c.weights()).sparse());
        double[][] transposed = full(ConvolutionMatrix.of(back, c.weights()).sparse());
        assertThat(back.output()).isEqualTo(s.input());
        for (int r = 0; r < transposed.length; r++) {
            for (int col = 0; col < direct.length; col++) {
                assertThat(transposed[r][col]).isEqualTo(Double.valueOf(direct[col][r]));
            }
        }
    }

    /** Row by row; NaN where nothing is stored. */
    private static double[][] full(SparseMatrix matrix) {
        double[][] full = new double[matrix.rows()][matrix.columns()];
        for (int r = 0; r < full.length; r++) {
            Arrays.fill(full[r], Double.NaN);
            for (int e = matrix.rowStart(r); e < matrix.rowStart(r + 1); e++) {
                full[r][matrix.column(e)] = matrix.value(e);
            }
        }
        return full;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void entriesKnowTheirWeightAndAscend(RandomConvolutions.Case c) {
        ConvolutionMatrix matrix = ConvolutionMatrix.of(c.geometry(), c.weights());
        for (int r = 0; r < matrix.sparse().rows(); r++) {
            for (int e = matrix.sparse().rowStart(r); e < matrix.sparse().rowStart(r + 1); e++) {
                assertThat(matrix.sparse().value(e)).isEqualTo(c.weights()[matrix.weight(e)]);
                if (e > matrix.sparse().rowStart(r)) {
                    assertThat(matrix.sparse().column(e))
                            .isGreaterThan(matrix.sparse().column(e - 1));
                }
            }
        }
    }

    @Test
    void forgettingTheRotationIsWrong() {
        RandomConvolutions.Case c = RandomConvolutions.transposedCases(100)
                .filter(x -> x.geometry().kernel().cells() > 4)
                .findFirst()
                .orElseThrow();
        double[] expected = DirectConvolution.apply(c.geometry(), c.input(), c.weights());
        double[] forgotten = EquivalentConvolution.apply(c.geometry(), c.input(), c.weights(), false);
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i] - forgotten[i]));
        }
        assertThat(largest).isGreaterThan(0.5);
    }

    @Test
    void matrixOfTheNotebooksFirstExample() {
        ConvolutionGeometry g = new ConvolutionGeometry(ConvolutionSettings.direct(Size.square(4), Size.square(3)));
        SparseMatrix c = ConvolutionMatrix.of(g, ones(9)).sparse();
        int[][] notebook = {
            {1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 0, 0},
            {0, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 0},
            {0, 0, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0},
            {0, 0, 0, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1}
        };
        assertThat(new int[] {c.rows(), c.columns(), c.nonZeros(), c.rank()}).containsExactly(4, 16, 36, 4);
        double[][] full = full(c);
        for (int r = 0; r < 4; r++) {
            for (int col = 0; col < 16; col++) {
                assertThat(Double.isNaN(full[r][col]) ? 0 : full[r][col]).isEqualTo(notebook[r][col]);
            }
        }
        double[] y = c.times(ones(16));
        assertThat(y).containsExactly(9, 9, 9, 9);
        assertThat(c.transposeTimes(y)).containsExactly(9, 18, 18, 9, 18, 36, 36, 18, 18, 36, 36, 18, 9, 18, 18, 9);
    }

    @Test
    void transposeIsNoInverse() {
        ConvolutionGeometry g = new ConvolutionGeometry(ConvolutionSettings.direct(Size.square(4), Size.square(3)));
        double[][] gram = ConvolutionMatrix.of(g, ones(9)).sparse().gram();
        assertThat(gram[5][5]).isEqualTo(4);
        assertThat(gram[0][1]).isEqualTo(1);
    }

    @Test
    void matrixOfTheNotebooksSecondExampleIs16By36() {
        ConvolutionGeometry padded = EquivalentConvolution.geometry(
                new ConvolutionGeometry(ConvolutionSettings.transposed(Size.square(2), Size.square(3))));
        assertThat(padded.input()).isEqualTo(Size.square(6));
        SparseMatrix c = ConvolutionMatrix.of(padded, ones(9)).sparse();
        assertThat(new int[] {c.rows(), c.columns()}).containsExactly(16, 36);
    }

    @Test
    void notebooksThirdExampleGoesThrough7By7To5By5() {
        ConvolutionGeometry g = new ConvolutionGeometry(
                ConvolutionSettings.transposed(Size.square(2), Size.square(3)).withStride(Size.square(2)));
        assertThat(g.stretched()).isEqualTo(Size.square(7));
        assertThat(g.output()).isEqualTo(Size.square(5));
        double[] nines = {9, 9, 9, 9};
        double[] expected = {9, 9, 18, 9, 9, 9, 9, 18, 9, 9, 18, 18, 36, 18, 18, 9, 9, 18, 9, 9, 9, 9, 18, 9, 9};
        assertThat(ConvolutionMatrix.of(g, ones(9)).sparse().times(nines)).containsExactly(expected);
        assertThat(EquivalentConvolution.apply(g, nines, ones(9), true)).containsExactly(expected);
        StretchedInput stretched = StretchedInput.of(g);
        assertThat(stretched.origin(2, 2)).isEqualTo(StretchedInput.Origin.INPUT);
        assertThat(stretched.origin(2, 3)).isEqualTo(StretchedInput.Origin.INSERTED);
        assertThat(stretched.origin(1, 2)).isEqualTo(StretchedInput.Origin.PADDING);
        assertThat(Arrays.stream(stretched.values(nines)).filter(v -> v == 0).count())
                .isEqualTo(45);
    }

    @Test
    void hitsShowTheCheckerboard() {
        ConvolutionGeometry g = new ConvolutionGeometry(
                ConvolutionSettings.transposed(new Size(1, 4), new Size(1, 3)).withStride(new Size(1, 2)));
        assertThat(ConvolutionMatrix.of(g, ones(3)).hits()).containsExactly(1, 1, 2, 1, 2, 1, 2, 1, 1);
        ConvolutionGeometry even = new ConvolutionGeometry(
                ConvolutionSettings.transposed(new Size(1, 4), new Size(1, 4)).withStride(new Size(1, 2)));
        assertThat(ConvolutionMatrix.of(even, ones(4)).hits()).containsExactly(1, 1, 2, 2, 2, 2, 2, 2, 1, 1);
    }

    @Test
    void rankOfASingularMatrix() {
        ConvolutionGeometry g = new ConvolutionGeometry(ConvolutionSettings.direct(Size.square(4), Size.square(1)));
        assertThat(ConvolutionMatrix.of(g, new double[] {0}).sparse().rank()).isZero();
        assertThat(ConvolutionMatrix.of(g, new double[] {2}).sparse().rank()).isEqualTo(16);
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
