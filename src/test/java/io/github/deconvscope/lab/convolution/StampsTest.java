package io.github.deconvscope.lab.convolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.Near;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.ConvolutionMatrix;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.Padding;
import io.github.deconvscope.math.RandomConvolutions;
import io.github.deconvscope.math.Size;
import io.github.deconvscope.math.SparseMatrix;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A transposed convolution, stamp by stamp and output by output: with stride, padding of unequal sides, output padding, dilation and channels. */
class StampsTest {
    static Stream<RandomConvolutions.Case> cases() {
        return RandomConvolutions.transposedCases(200);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void stampsAndWindowsEndInTheSameNumbers(RandomConvolutions.Case drawn) {
        ConvolutionState state = ConvolutionState.of(drawn.geometry(), drawn.input(), drawn.weights());
        ConvolutionResult result = ConvolutionResult.of(state);
        double[] stamped = Stamps.of(state, drawn.geometry().inputElements()).output();
        Near.require(stamped, result.output(), 1e-12 * Math.max(1, result.scale()));
        Near.require(result.windowOutput(), stamped, 1e-12 * Math.max(1, result.scale()));
        there(drawn.geometry()).ifPresent(there -> assertThat(
                        ConvolutionMatrix.of(there, drawn.weights()).sparse().transposeTimes(drawn.input()))
                .containsExactly(stamped, within(1e-12 * Math.max(1, result.scale()))));
    }

    @Test
    void mostCasesAreComparedWithTheTransposeOfAConvolutionsOwnMatrix() {
        AtomicInteger compared = new AtomicInteger();
        cases().forEach(drawn -> there(drawn.geometry()).ifPresent(there -> compared.incrementAndGet()));
        assertThat(compared.get()).isGreaterThan(120);
    }

    /** The convolution whose matrix C the transposed one takes C' of; none if output padding makes room for one more of its windows. */
    private static Optional<ConvolutionGeometry> there(ConvolutionGeometry back) {
        ConvolutionSettings s = back.settings();
        ConvolutionSettings there = ConvolutionSettings.direct(back.output(), s.kernel())
                .withChannels(s.outputChannels(), s.inputChannels())
                .withGroups(s.groups())
                .withStride(s.stride())
                .withDilation(s.dilation())
                .withPadding(Padding.each(back.padding()));
        return there.problems().isEmpty()
                        && new ConvolutionGeometry(there).output().equals(back.input())
                ? Optional.of(new ConvolutionGeometry(there))
                : Optional.empty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachStampAddsTheInputTimesItsColumn(RandomConvolutions.Case drawn) {
        ConvolutionState state = ConvolutionState.of(drawn.geometry(), drawn.input(), drawn.weights())
                .withBias(RandomConvolutions.bias(drawn));
        ConvolutionResult result = ConvolutionResult.of(state);
        SparseMatrix matrix = result.matrix().sparse();
        int input = (int) (drawn.seed() * 31 % drawn.geometry().inputElements());
        double[] before = Stamps.of(state, input).output();
        Stamps after = Stamps.of(state, input + 1);
        for (int row = 0; row < matrix.rows(); row++) {
            double stamp = 0;
            for (int e = matrix.rowStart(row); e < matrix.rowStart(row + 1); e++) {
                stamp += matrix.column(e) == input ? matrix.value(e) * drawn.input()[input] : 0;
            }
            double error = 1e-12 * Math.max(1, result.scale());
            Near.require(after.output()[row] - before[row], stamp, error);
            Formula formula = Formula.stamped(result, Selection.output(row), after);
            assertThat(formula.result()).isEqualTo(after.output()[row]);
            assertThat(formula.terms().stream()
                            .mapToDouble(Formula.Term::product)
                            .sum())
                    .isCloseTo(formula.result(), within(error));
        }
    }

    @Test
    void aConvolutionHasNoStampsAndNoneHasMoreThanInputs() {
        assertThatThrownBy(() -> Stamps.of(ConvolutionPreset.EXAMPLE_1.state(), 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("here 0");
        assertThatThrownBy(() -> Stamps.of(ConvolutionPreset.EXAMPLE_3.state(), 5))
                .hasMessage("This operation has no 5 stamps: a transposed convolution has one per input, here 4.");
        assertThat(Stamps.of(ConvolutionPreset.EXAMPLE_3.state(), 0).output()).containsOnly(0);
    }

    @Test
    void aFormulaSaysHowManyStampsHaveReachedAnOutput() {
        ConvolutionState state = ConvolutionPreset.EXAMPLE_3.state();
        ConvolutionResult result = ConvolutionResult.of(state);
        int middle = 2 * 5 + 2;
        assertThat(Formula.stamped(result, Selection.output(middle), Stamps.of(state, 3))
                        .text())
                .isEqualTo(
                        "y[2,2] = x[0,0]\u00b7w[2,2] (9 \u00b7 1) + x[0,1]\u00b7w[2,0] (9 \u00b7 1) + x[1,0]\u00b7w[0,2] (9 \u00b7 1)"
                                + " = 27. 3 of the 4 stamps that reach it so far.");
        assertThat(Formula.stamped(result, Selection.output(0), Stamps.of(state, 1))
                        .remark())
                .isEqualTo("1 of the 1 stamp that reaches it so far.");
        assertThat(Size.square(5)).isEqualTo(state.geometry().output());
    }
}
