package io.github.deconvscope.lab.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.RandomConvolutions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinksTest {
    static Stream<RandomConvolutions.Case> cases() {
        return RandomConvolutions.cases(80);
    }

    /** A lit output sums up, over the lit cells of the stretched input times the weights they meet, to its value. */
    @ParameterizedTest
    @MethodSource("cases")
    void theLitWindowComputesTheOutput(RandomConvolutions.Case c) {
        ConvolutionResult result =
                ConvolutionResult.of(ConvolutionState.of(c.geometry().settings(), c.input(), c.weights()));
        for (int o = 0; o < c.geometry().outputElements(); o += 3) {
            Links links = Links.of(result, Selection.output(o));
            double sum = 0;
            for (int s = 0; s < result.stretchedValues().length; s++) {
                if (links.stretched(s) != Links.DARK) {
                    sum += result.stretchedValues()[s] * c.weights()[links.stretched(s)];
                }
            }
            assertThat(sum).isCloseTo(result.output()[o], org.assertj.core.data.Offset.offset(1e-10));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anInputLightsTheOutputsOfItsColumn(RandomConvolutions.Case c) {
        ConvolutionResult result =
                ConvolutionResult.of(ConvolutionState.of(c.geometry().settings(), c.input(), c.weights()));
        ConvolutionGeometry g = c.geometry();
        int column = g.inputElements() / 2;
        Links links = Links.of(result, Selection.input(column));
        for (int row = 0; row < g.outputElements(); row++) {
            assertThat(links.output(row)).isEqualTo(result.matrix().weightAt(row, column));
        }
        assertThat(links.input(column)).isEqualTo(Links.SEVERAL);
    }

    @Test
    void aWeightLightsAllItsUses() {
        ConvolutionResult result = ConvolutionResult.of(ConvolutionPreset.EXAMPLE_1.state());
        Links links = Links.of(result, Selection.weight(0));
        for (int i = 0; i < 16; i++) {
            assertThat(links.input(i)).isEqualTo(i == 0 || i == 1 || i == 4 || i == 5 ? 0 : Links.DARK);
        }
        assertThat(links.weight(0)).isTrue();
        assertThat(links.weight(1)).isFalse();
        assertThat(Links.of(result, Selection.NOTHING).any()).isFalse();
    }

    @Test
    void aSelectionThatNoLongerExistsIsDropped() {
        ConvolutionGeometry g = ConvolutionPreset.EXAMPLE_1.state().geometry();
        assertThat(Selection.input(15).within(g)).isEqualTo(Selection.input(15));
        assertThat(Selection.input(16).within(g)).isEqualTo(Selection.NOTHING);
        assertThat(Selection.output(4).within(g)).isEqualTo(Selection.NOTHING);
        assertThat(Selection.weight(9).within(g)).isEqualTo(Selection.NOTHING);
    }
}
