package io.github.deconvscope.lab.convolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.lab.Framework;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.ConvolutionMatrix;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.DirectConvolution;
import io.github.deconvscope.math.Padding;
import io.github.deconvscope.math.RandomConvolutions;
import io.github.deconvscope.math.Sides;
import io.github.deconvscope.math.Size;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConvolutionLabTest {
    private static final Framework LOOPS = new Framework() {
        @Override
        public String name() {
            return "loops";
        }

        @Override
        public CompletionStage<double[]> convolve(
                ConvolutionGeometry geometry, double[] input, double[] weights, double[] bias) {
            return CompletableFuture.completedFuture(DirectConvolution.apply(geometry, input, weights));
        }
    };

    static Stream<RandomConvolutions.Case> cases() {
        return RandomConvolutions.cases(100);
    }

    private static ConvolutionState state(RandomConvolutions.Case c) {
        return ConvolutionState.of(c.geometry().settings(), c.input(), c.weights());
    }

    @Test
    void editsUndoAndRedo() {
        ConvolutionLab lab = new ConvolutionLab(ConvolutionPreset.EXAMPLE_1.state());
        lab.edit(Selection.input(0), "3");
        lab.edit(Selection.weight(4), "-1");
        assertThat(lab.result().output()).containsExactly(9, 7, 7, 7);
        lab.undo();
        assertThat(lab.result().output()).containsExactly(11, 9, 9, 9);
        lab.undo();
        assertThat(lab.result().output()).containsExactly(9, 9, 9, 9);
        assertThat(lab.canUndo()).isFalse();
        lab.redo();
        lab.redo();
        assertThat(lab.result().output()).containsExactly(9, 7, 7, 7);
        assertThat(lab.canRedo()).isFalse();
    }

    @Test
    void typedOutputStartsTheBackwardPass() {
        ConvolutionLab lab = new ConvolutionLab(ConvolutionPreset.EXAMPLE_1.state());
        assertThat(lab.result().inputGradient()).startsWith(9, 18, 18, 9);
        lab.edit(Selection.output(0), "0");
        assertThat(lab.result().output()).startsWith(9);
        assertThat(lab.result().gradient()).containsExactly(0, 9, 9, 9);
        assertThat(lab.result().inputGradient()).startsWith(0, 9, 9, 9);
        assertThat(lab.result().kernelGradient()).containsOnly(27);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void swappingTwiceComesBackToTheSameSizes(RandomConvolutions.Case c) {
        ConvolutionLab lab = new ConvolutionLab(state(c));
        double[] back = lab.result().inputGradient();
        lab.swapDirection();
        assertThat(lab.state().geometry().input()).isEqualTo(c.geometry().output());
        if (!c.geometry().transposed()) {
            assertThat(lab.result().output()).containsExactly(back, within(1e-12));
            lab.swapDirection();
            // A rule that crops to another size than its own has become numbers on the way.
            assertThat(lab.state().settings().withPaddingRule(Padding.Rule.EACH_SIDE))
                    .isEqualTo(c.geometry().settings().withPaddingRule(Padding.Rule.EACH_SIDE));
        }
    }

    /** Where output padding is as large as the stride, beside a dilation, the way back has more windows. */
    @ParameterizedTest
    @MethodSource("cases")
    void theSizeThatComesBackIsTheOneThatIsPromised(RandomConvolutions.Case c) {
        ConvolutionLab lab = new ConvolutionLab(state(c));
        Size promised = ConvolutionLab.sizeSentBack(c.geometry());
        String words = ConvolutionLab.sendingBack(c.geometry());
        lab.swapDirection();
        assertThat(lab.state().geometry().output()).isEqualTo(promised);
        if (promised.equals(c.geometry().input())) {
            assertThat(words).contains("The sizes come back");
        } else {
            assertThat(c.geometry().transposed()).isTrue();
            assertThat(words).contains(c.geometry().input() + " comes back as " + promised);
        }
    }

    @Test
    void someSizesDoNotComeBack() {
        assertThat(cases().filter(c -> !ConvolutionLab.sizeSentBack(c.geometry())
                        .equals(c.geometry().input())))
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theCheckAgreesUnlessTheRotationIsForgotten(RandomConvolutions.Case c) {
        ConvolutionLab lab = new ConvolutionLab(state(c));
        assertThat(FrameworkCheck.ask(LOOPS, lab.result())
                        .toCompletableFuture()
                        .join()
                        .agrees())
                .isTrue();
        boolean turns =
                c.geometry().transposed() && meetsMoreThanTheMiddle(lab.result().matrix());
        lab.set(lab.state().withTurned(false));
        assertThat(FrameworkCheck.ask(LOOPS, lab.result())
                        .toCompletableFuture()
                        .join()
                        .agrees())
                .isEqualTo(!turns);
    }

    /** Whether the operation uses a weight that a turn moves: the middle of a kernel stays. */
    private static boolean meetsMoreThanTheMiddle(ConvolutionMatrix matrix) {
        int cells = matrix.geometry().kernel().cells();
        return IntStream.range(0, matrix.sparse().stored())
                .map(e -> matrix.weight(e) % cells)
                .anyMatch(k -> k != cells - 1 - k);
    }

    /** A wrong output is noticed at any size of numbers that fp32 holds with full precision. */
    @ParameterizedTest
    @MethodSource("cases")
    void aWrongOutputIsNoticed(RandomConvolutions.Case c) {
        double size = Math.pow(10, new java.util.SplittableRandom(c.seed()).nextDouble(-15, 15));
        ConvolutionState scaled = ConvolutionState.of(
                c.geometry().settings(),
                java.util.Arrays.stream(c.input()).map(x -> x * size).toArray(),
                java.util.Arrays.stream(c.weights()).map(w -> w * size).toArray());
        ConvolutionResult result = ConvolutionResult.of(scaled);
        double[] answer = DirectConvolution.apply(c.geometry(), scaled.input(), scaled.weights());
        assertThat(FrameworkCheck.of("x", result, answer).agrees()).isTrue();
        answer[(int) (c.seed() % answer.length)] += 3e-6 * result.scale() + Float.MIN_NORMAL * 1e-2;
        FrameworkCheck check = FrameworkCheck.of("x", result, answer);
        assertThat(check.agrees()).isFalse();
        assertThat(check.beyond()).isZero();
        assertThat(check.belowRange()).isFalse();
    }

    @Test
    void aFrameworkThatAnswersNaNDisagrees() {
        ConvolutionResult result = ConvolutionResult.of(ConvolutionPreset.EXAMPLE_1.state());
        assertThat(FrameworkCheck.of("x", result, new double[] {9, Double.NaN, 9, 9})
                        .agrees())
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void jsonKeepsEveryDigit(RandomConvolutions.Case c) {
        ConvolutionState state = state(c).withTurned(c.seed() % 2 == 0);
        if (c.seed() % 3 == 0) {
            state = state.withEditedOutput(new double[c.geometry().outputElements()]);
        }
        assertThat(ConvolutionStateJson.read(ConvolutionStateJson.write(state))).isEqualTo(state);
    }

    @Test
    void brokenJsonIsRefusedInWords() {
        String good = ConvolutionStateJson.write(ConvolutionPreset.EXAMPLE_3.state());
        for (String bad : new String[] {
            "",
            "null",
            "[1]",
            "{}",
            good.substring(0, 60),
            good.replace("\"version\":1", "\"version\":2"),
            good.replace("\"version\":1", "\"version\":1.5"),
            good.replace("\"stride\":[2,2]", "\"stride\":[2]"),
            good.replace("\"stride\":[2,2]", "\"stride\":[0,2]"),
            good.replace("\"stride\":[2,2]", "\"stride\":[1e9,1e9]"),
            good.replace("9.0,9.0]", "9.0]"),
            good.replace("9.0,9.0]", "9.0,1e400]"),
            good.replace("9.0,9.0]", "9.0,NaN]"),
            good.replace("\"turnKernel\":true", "\"turnKernel\":1"),
            good.replace("transposed", "sideways"),
            "[".repeat(200_000)
        }) {
            assertThatThrownBy(() -> ConvolutionStateJson.read(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .extracting(Throwable::getMessage)
                    .asString()
                    .hasSizeGreaterThan(20);
        }
    }

    @ParameterizedTest
    @EnumSource(ConvolutionPreset.class)
    void presetsFitThePage(ConvolutionPreset preset) {
        assertThat(ConvolutionParameter.problem(preset.state().settings())).isEmpty();
        assertThat(preset.state()).isEqualTo(preset.state());
    }

    /** As the notes of these presets have it. */
    @Test
    void whereTheZerosLieChangesEveryNumber() {
        double[] behind =
                ConvolutionResult.of(ConvolutionPreset.KERAS_SAME.state()).output();
        double[] front =
                ConvolutionResult.of(ConvolutionPreset.SAME_LOWER.state()).output();
        for (int i = 0; i < behind.length; i++) {
            assertThat(front[i]).isNotEqualTo(behind[i]);
        }
        ConvolutionGeometry back = ConvolutionPreset.KERAS_SAME_BACK.state().geometry();
        assertThat(back.output()).isEqualTo(Size.square(6));
        assertThat(back.padding()).isEqualTo(new Sides(0, 1, 0, 1));
    }

    @Test
    void sixteenBySixteenCanBeEnlarged() {
        ConvolutionSettings doubled =
                ConvolutionSettings.transposed(Size.square(16), Size.square(6)).withStride(Size.square(2));
        assertThat(ConvolutionParameter.problem(doubled)).isEmpty();
        assertThat(ConvolutionParameter.problem(doubled.withKernel(Size.square(7))))
                .contains("1369 x 256", "up to 1296");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void slidersStopWhereItBecomesIllegalAndSayWhy(RandomConvolutions.Case c) {
        ConvolutionSettings settings = c.geometry().settings();
        if (!ConvolutionParameter.problem(settings).isEmpty()) {
            return;
        }
        for (ConvolutionParameter p : ConvolutionParameter.values()) {
            if (!p.group().applies(settings)) {
                continue;
            }
            for (boolean both : new boolean[] {false, true}) {
                ConvolutionParameter.Range range = p.range(settings, both);
                assertThat(p.get(settings)).isBetween(range.least(), range.most());
                // With both axes the other one jumps along: only the values beside the present one are known to be
                // legal.
                for (int value = range.least(); value <= range.most(); value++) {
                    if (!both || value != p.get(settings)) {
                        new ConvolutionGeometry(p.with(settings, value, both));
                        assertThat(p.reason(settings, value, both)).isEmpty();
                    }
                }
                assertThat(range.whyNotLess()).isNotEmpty();
                assertThat(range.whyNotMore()).isNotEmpty();
            }
        }
    }

    @Test
    void resizingKeepsWhatFits() {
        ConvolutionSettings settings = ConvolutionSettings.direct(Size.square(2), Size.square(1));
        ConvolutionState ramp = ConvolutionState.of(settings, new double[] {1, 2, 3, 4}, new double[] {5});
        ConvolutionState grown =
                ramp.withSettings(settings.withInput(new Size(2, 3)).withKernel(new Size(1, 2)));
        assertThat(grown.input()).containsExactly(1, 2, 0, 3, 4, 0);
        assertThat(grown.weights()).containsExactly(5, 5);
        assertThat(grown.withSettings(settings).input()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aForgottenTurnThatNobodySeesIsNotCalledDifferent() {
        ConvolutionResult ones =
                ConvolutionResult.of(ConvolutionPreset.EXAMPLE_3.state().withTurned(false));
        assertThat(Formula.of(ones, Selection.output(0), false).remark())
                .isEqualTo("The window without the turn gives the same.");
        ConvolutionResult ramp =
                ConvolutionResult.of(ConvolutionPreset.TURNED_KERNEL.state().withTurned(false));
        assertThat(Formula.of(ramp, Selection.output(0), false).remark()).endsWith(" instead.");
    }

    @Test
    void oneIsOne() {
        ConvolutionResult single = ConvolutionResult.of(ConvolutionState.of(
                ConvolutionSettings.direct(Size.square(1), Size.square(1)), new double[] {2}, new double[] {3}));
        assertThat(Formula.of(single, Selection.output(0), true).remark())
                .isEqualTo("It is stamped onto 1 input, times the kernel.");
        String input = ConvolutionParameter.INPUT_HEIGHT.reason(single.state().settings(), 99, false);
        assertThat(input).isEqualTo("Input height goes up to 32 on the page; the command line takes more.");
    }

    @Test
    void fillings() {
        assertThat(Filling.SOBEL.fill(1, Size.square(3), 0)).containsExactly(-1, 0, 1, -2, 0, 2, -1, 0, 1);
        assertThat(Filling.BLUR.fill(1, Size.square(3), 0))
                .containsExactly(1 / 16., 2 / 16., 1 / 16., 2 / 16., 4 / 16., 2 / 16., 1 / 16., 2 / 16., 1 / 16.);
        assertThat(Filling.DELTA.fill(1, new Size(1, 3), 0)).containsExactly(0, 1, 0);
        assertThat(Filling.CHECKER.fill(1, Size.square(2), 0)).containsExactly(1, 0, 0, 1);
        assertThat(Filling.RAMP.fill(2, new Size(1, 2), 0)).containsExactly(1, 2, 3, 4);
        assertThat(Filling.RANDOM.fill(1, Size.square(3), 5)).isEqualTo(Filling.RANDOM.fill(1, Size.square(3), 5));
        for (Filling filling : Filling.values()) {
            for (int h = 1; h < 6; h++) {
                for (int w = 1; w < 6; w++) {
                    assertThat(filling.fill(2, new Size(h, w), 1))
                            .doesNotContain(Double.NaN)
                            .hasSize(2 * h * w);
                }
            }
        }
    }
}
