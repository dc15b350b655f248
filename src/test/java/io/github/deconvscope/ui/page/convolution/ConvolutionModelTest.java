package io.github.deconvscope.ui.page.convolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.convolution.ConvolutionFigures;
import io.github.deconvscope.lab.Framework;
import io.github.deconvscope.lab.convolution.ConvolutionParameter;
import io.github.deconvscope.lab.convolution.ConvolutionPreset;
import io.github.deconvscope.lab.convolution.ConvolutionState;
import io.github.deconvscope.lab.convolution.Filling;
import io.github.deconvscope.lab.convolution.Selection;
import io.github.deconvscope.lab.convolution.Timeline;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.DirectConvolution;
import io.github.deconvscope.math.Padding;
import io.github.deconvscope.math.RandomConvolutions;
import io.github.deconvscope.math.Sides;
import io.github.deconvscope.math.Size;
import io.github.deconvscope.ui.FakeFramework;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the convolution page shows and can do. What it is saved as: {@link ConvolutionSavedTest}. */
class ConvolutionModelTest {
    private final ConvolutionModel model = new ConvolutionModel(new FakeFramework(), Runnable::run, Runnable::run);

    @ParameterizedTest
    @EnumSource(ConvolutionPreset.class)
    void everyPresetIsShownCheckedAndRanked(ConvolutionPreset preset) {
        model.set(preset.state());
        assertThat(model.getResult().state()).isEqualTo(preset.state());
        assertThat(model.checkProperty().get().kind()).isEqualTo(CheckStatus.Kind.AGREES);
        assertThat(model.rankProperty().get()).startsWith("rank ");
        assertThat(model.messageProperty().get()).isEmpty();
    }

    /** Half of the rule's zeros lie on one side only, and stay there when the rule becomes numbers. */
    @Test
    void thePaddingFollowsItsRuleOrBecomesNumbers() {
        model.set(ConvolutionPreset.KERAS_SAME.state());
        assertThat(model.getResult().state().geometry().padding()).isEqualTo(new Sides(0, 1, 0, 1));
        double[] output = model.getResult().output();
        model.setParameter(ConvolutionParameter.INPUT_HEIGHT, 5, false);
        assertThat(model.getResult().state().geometry().padding()).isEqualTo(new Sides(1, 1, 0, 1));
        model.undo();
        model.setPaddingRule(Padding.Rule.EACH_SIDE);
        assertThat(model.getResult().output()).isEqualTo(output);
        assertThat(model.getResult().state().settings().padding()).isEqualTo(Padding.each(new Sides(0, 1, 0, 1)));
        model.setParameter(ConvolutionParameter.PADDING_TOP, 1, true);
        assertThat(model.getResult().state().geometry().padding()).isEqualTo(new Sides(1, 1, 1, 1));
        model.setPaddingRule(Padding.Rule.SAME_LOWER);
        assertThat(model.getResult().state()).isEqualTo(ConvolutionPreset.SAME_LOWER.state());
        model.setPaddingRule(Padding.Rule.BOTH_ENDS);
        assertThat(model.getResult().state().settings().padding()).isEqualTo(Padding.both(Size.square(1)));
    }

    @Test
    void everyRuleCanBeChosenFromEveryOther() {
        RandomConvolutions.cases(100).forEach(c -> {
            ConvolutionSettings settings = c.geometry().settings();
            for (Padding.Rule rule : Padding.Rule.values()) {
                assertThat(settings.withPaddingRule(rule).problems())
                        .as(settings + " with padding " + rule.word())
                        .isEmpty();
            }
            ConvolutionGeometry each = new ConvolutionGeometry(settings.withPaddingRule(Padding.Rule.EACH_SIDE));
            assertThat(each.padding()).isEqualTo(c.geometry().padding());
            assertThat(each.output()).isEqualTo(c.geometry().output());
        });
    }

    /** The check compares the operation: a rotation forgotten there would make it fail beside a backward pass that is right. */
    @Test
    void theBackwardPassForgetsNoRotation() {
        model.set(ConvolutionPreset.TURNED_KERNEL.state());
        model.setTurned(false);
        assertThat(model.checkProperty().get().kind()).isEqualTo(CheckStatus.Kind.DIFFERS);
        model.setBackward(true);
        assertThat(model.getResult().state().turned()).isTrue();
        assertThat(model.checkProperty().get().kind()).isEqualTo(CheckStatus.Kind.AGREES);
        model.undo();
        assertThat(model.getResult().state().turned()).isFalse();
        assertThat(model.backwardProperty().get()).isFalse();
        model.edit(Selection.output(0), "2");
        assertThat(model.backwardProperty().get()).isTrue();
        assertThat(model.getResult().state().turned()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1e20  | 1e20  | beyond the range of fp32: not comparable        | 3.4e38
            1e-30 | 1e-20 | below the range of fp32: within 1.4e−45 | 1.4e−45
            0.5 | 0.5  | matches PyTorch, largest difference 0           | largest absolute difference
            """)
    void theBadgeSaysWhereFp32Ends(double input, double weight, String text, String explained) {
        model.set(ConvolutionState.of(
                ConvolutionSettings.direct(Size.square(1), Size.square(1)), new double[] {input}, new double[] {weight
                }));
        assertThat(model.checkProperty().get().text()).isEqualTo(text);
        assertThat(model.checkProperty().get().explanation()).contains(explained);
        assertThat(model.checkProperty().get().kind()).isNotEqualTo(CheckStatus.Kind.DIFFERS);
    }

    @Test
    void forgettingTheRotationTurnsTheBadgeRed() {
        model.set(ConvolutionPreset.TURNED_KERNEL.state());
        model.setTurned(false);
        assertThat(model.checkProperty().get().kind()).isEqualTo(CheckStatus.Kind.DIFFERS);
        assertThat(model.checkProperty().get().text()).startsWith("differs from PyTorch by up to ");
        model.undo();
        assertThat(model.checkProperty().get().kind()).isEqualTo(CheckStatus.Kind.AGREES);
    }

    @Test
    void anEditIsCheckedAndCanBeUndone() {
        assertThat(model.edit(Selection.input(0), "3")).isEmpty();
        assertThat(model.getResult().output()).containsExactly(11, 9, 9, 9);
        assertThat(model.edit(Selection.weight(8), " -1 ")).isEmpty();
        assertThat(model.canUndoProperty().get()).isTrue();
        model.undo();
        model.undo();
        assertThat(model.getResult().output()).containsExactly(9, 9, 9, 9);
        assertThat(model.canUndoProperty().get()).isFalse();
        model.redo();
        assertThat(model.getResult().output()).containsExactly(11, 9, 9, 9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "NaN",
                "1e400",
                "1 2 3 4 5\n1 2 3 4 5\n1 2 3 4 5",
                "1 2\n3",
                "[[1,2],[3]]",
                "[[1e400]]",
                "1 x"
            })
    void badInputIsRefusedInWordsAndTheOldValueStays(String text) {
        var before = model.getResult().state();
        String why = model.edit(Selection.input(5), text);
        assertThat(why).hasSizeGreaterThan(20).endsWith("The old value stays.").doesNotContain("Exception");
        assertThat(model.getResult().state()).isEqualTo(before);
        assertThat(model.canUndoProperty().get()).isFalse();
    }

    @Test
    void aBlockIsPastedFromTheCellOn() {
        assertThat(model.edit(Selection.input(5), "2 3\n4 5")).isEmpty();
        assertThat(model.getResult().state().input()).containsExactly(1, 1, 1, 1, 1, 2, 3, 1, 1, 4, 5, 1, 1, 1, 1, 1);
        assertThat(model.edit(Selection.weight(0), "1 2 3 4")).contains("1x4", "only 3x3");
    }

    @Test
    void typingOverTheOutputShowsTheBackwardPass() {
        model.edit(Selection.output(3), "0");
        assertThat(model.backwardProperty().get()).isTrue();
        assertThat(model.getResult().gradient()).containsExactly(9, 9, 9, 0);
        assertThat(model.getResult().inputGradient()[15]).isZero();
        model.resetOutput();
        assertThat(model.getResult().gradient()).containsExactly(9, 9, 9, 9);
    }

    @Test
    void aSettingThatIsNotLegalIsRefusedWithTheReason() {
        assertThat(model.setParameter(ConvolutionParameter.KERNEL_HEIGHT, 5, true))
                .contains("Kernel 5 is not possible");
        assertThat(model.getResult().state().geometry().kernel()).isEqualTo(Size.square(3));
        assertThat(model.setParameter(ConvolutionParameter.PADDING_HEIGHT, 1, true))
                .isEmpty();
        assertThat(model.getResult().state().geometry().output()).isEqualTo(Size.square(4));
        assertThat(model.setParameter(ConvolutionParameter.STRIDE_WIDTH, 2, false))
                .isEmpty();
        assertThat(model.getResult().state().geometry().output()).isEqualTo(new Size(4, 2));
    }

    @Test
    void changingTheOperationKeepsTheNumbers() {
        model.setTransposed(true);
        assertThat(model.getResult().state().geometry().output()).isEqualTo(Size.square(6));
        model.setTransposed(false);
        model.swapDirection();
        assertThat(model.getResult().output())
                .containsExactly(9, 18, 18, 9, 18, 36, 36, 18, 18, 36, 36, 18, 9, 18, 18, 9);
        assertThat(model.checkProperty().get().text()).startsWith("matches PyTorch, largest difference ");
    }

    @Test
    void pinBeatsPointerBeatsTimeline() {
        assertThat(model.selection()).isEqualTo(Selection.output(0));
        model.hover(Selection.weight(4));
        assertThat(model.selection()).isEqualTo(Selection.weight(4));
        model.pin(Selection.input(2));
        model.hover(Selection.output(1));
        assertThat(model.selection()).isEqualTo(Selection.input(2));
        model.pin(Selection.input(2));
        assertThat(model.selection()).isEqualTo(Selection.output(1));
        model.hover(Selection.NOTHING);
        model.time(model.getTimeline().forward().forward());
        assertThat(model.selection()).isEqualTo(Selection.output(2));
        assertThat(model.figuresProperty().get().links().selection()).isEqualTo(Selection.output(2));
    }

    @Test
    void aPinThatNoLongerExistsGoes() {
        model.pin(Selection.input(15));
        model.setParameter(ConvolutionParameter.INPUT_HEIGHT, 3, true);
        assertThat(model.isPinned()).isFalse();
    }

    @Test
    void hitsOfFiguresBecomeSelections() {
        model.set(ConvolutionPreset.EXAMPLE_3.state());
        assertThat(model.selectionAt(ConvolutionFigures.STRETCHED, 2, 4)).contains(Selection.input(1));
        assertThat(model.selectionAt(ConvolutionFigures.STRETCHED, 0, 0)).isEmpty();
        assertThat(model.selectionAt(ConvolutionFigures.KERNEL, 2, 1)).contains(Selection.weight(7));
        assertThat(model.selectionAt(ConvolutionFigures.OUTPUT, 1, 0)).contains(Selection.output(5));
        assertThat(model.selectionAt("y", 3, 0)).contains(Selection.output(3));
        assertThat(model.selectionAt("elsewhere", 3, 0)).isEmpty();
    }

    @Test
    void playsToTheEnd() {
        model.time(model.getTimeline().withPlaying(true));
        for (int i = 0; i < 4; i++) {
            model.tick();
        }
        assertThat(model.getTimeline().position()).isEqualTo(3);
        assertThat(model.getTimeline().playing()).isFalse();
    }

    @Test
    void randomFillingsDifferFromOneAnother() {
        model.fillInput(Filling.RANDOM);
        double[] first = model.getResult().state().input();
        model.fillInput(Filling.RANDOM);
        assertThat(model.getResult().state().input()).isNotEqualTo(first);
        model.fillKernel(Filling.SOBEL);
        assertThat(model.getResult().state().weights()).startsWith(-1, 0, 1);
    }

    @Test
    void onlyTheNewestQuestionIsAnswered() {
        List<CompletableFuture<double[]>> asked = new ArrayList<>();
        Deque<Runnable> later = new ArrayDeque<>();
        Framework slow = new Framework() {
            @Override
            public String name() {
                return "slow";
            }

            @Override
            public CompletionStage<double[]> convolve(
                    ConvolutionGeometry g, double[] input, double[] weights, double[] bias) {
                CompletableFuture<double[]> answer = new CompletableFuture<>();
                asked.add(answer);
                return answer;
            }
        };
        ConvolutionModel slowly = new ConvolutionModel(slow, Runnable::run, later::add);
        slowly.edit(Selection.input(0), "2");
        slowly.edit(Selection.input(0), "3");
        assertThat(asked).hasSize(1);
        asked.get(0).complete(new double[] {0, 0, 0, 0});
        drain(later);
        assertThat(slowly.checkProperty().get().kind()).isEqualTo(CheckStatus.Kind.WAITING);
        assertThat(asked).hasSize(2);
        asked.get(1)
                .complete(DirectConvolution.apply(
                        slowly.getResult().state().geometry(),
                        slowly.getResult().state().input(),
                        slowly.getResult().state().weights()));
        drain(later);
        assertThat(slowly.checkProperty().get().kind()).isEqualTo(CheckStatus.Kind.AGREES);
        slowly.edit(Selection.input(0), "4");
        asked.get(2).completeExceptionally(new IllegalStateException("no engine"));
        drain(later);
        assertThat(slowly.checkProperty().get().explanation()).contains("no engine");
    }

    private static void drain(Deque<Runnable> later) {
        while (!later.isEmpty()) {
            later.poll().run();
        }
    }

    /** Played to the end the two timelines leave the same output, whatever the settings. */
    @ParameterizedTest
    @MethodSource("transposed")
    void stampsPlayedToTheEndLeaveWhatTheWindowsGather(RandomConvolutions.Case drawn) {
        model.set(ConvolutionState.of(drawn.geometry(), drawn.input(), drawn.weights()));
        assumeTrue(model.getResult().state().geometry().equals(drawn.geometry()), "the page shows it");
        double[] gathered = values(model);
        model.setStamping(true);
        assertThat(model.getTimeline().length()).isEqualTo(drawn.geometry().inputElements());
        assertThat(model.selection()).isEqualTo(Selection.input(0));
        model.time(model.getTimeline().withPlaying(true));
        for (int i = 0; i < drawn.geometry().inputElements(); i++) {
            model.tick();
        }
        assertThat(model.getTimeline().playing()).isFalse();
        assertThat(values(model))
                .containsExactly(
                        gathered, within(1e-12 * Math.max(1, model.getResult().scale())));
        model.setStamping(false);
        assertThat(model.getTimeline()).isEqualTo(Timeline.of(drawn.geometry().outputElements()));
    }

    static Stream<RandomConvolutions.Case> transposed() {
        return RandomConvolutions.transposedCases(40);
    }

    private static double[] values(ConvolutionModel model) {
        DataTable table = model.figuresProperty().get().output().table();
        int value = table.columns().indexOf("value");
        return IntStream.range(0, table.rowCount())
                .mapToDouble(row -> ((Number) table.value(row, value)).doubleValue())
                .toArray();
    }

    @Test
    void stampsBelongToATransposedConvolutionGoingForward() {
        model.setStamping(true);
        assertThat(model.stampingProperty().get()).isFalse();
        model.set(ConvolutionPreset.TURNED_KERNEL.state());
        model.setTurned(false);
        model.setStamping(true);
        assertThat(model.getResult().state().turned()).isTrue();
        model.time(model.getTimeline().last());
        model.setTransposed(false);
        assertThat(model.stampingProperty().get()).isFalse();
        assertThat(model.getTimeline().length())
                .isEqualTo(model.getResult().state().geometry().outputElements());
        model.set(ConvolutionPreset.TURNED_KERNEL.state());
        model.setStamping(true);
        model.setBackward(true);
        assertThat(model.stampingProperty().get()).isFalse();
        model.setBackward(false);
        model.setStamping(true);
        model.setTurned(false);
        assertThat(model.stampingProperty().get()).isFalse();
    }

    @Test
    void aPinnedInputIsTheStampInView() {
        model.set(ConvolutionPreset.EXAMPLE_3.state());
        model.setStamping(true);
        assertThat(values(model)[2 * 5 + 2]).isEqualTo(9);
        model.pin(Selection.input(2));
        assertThat(model.getTimeline().position()).isEqualTo(2);
        assertThat(values(model)[2 * 5 + 2]).isEqualTo(27);
        model.edit(Selection.input(0), "-9");
        assertThat(values(model)[2 * 5 + 2]).isEqualTo(9);
    }
}
