package io.github.deconvscope.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvolutionSettingsTest {
    private static final ConvolutionSettings DIRECT = ConvolutionSettings.direct(Size.square(4), Size.square(3));

    /** Checked by hand against the formulas of PyTorch's Conv2d and ConvTranspose2d. */
    @ParameterizedTest
    @CsvSource({
        // transposed, input, kernel, stride, padding, dilation, output padding -> output, cut off, stretched
        "false, 4, 3, 1, 0, 1, 0, 2, 0, 4",
        "false, 6, 3, 2, 1, 1, 0, 3, 1, 8",
        "false, 5, 3, 2, 0, 1, 0, 2, 0, 5",
        "false, 7, 3, 1, 0, 2, 0, 3, 0, 7",
        "true, 2, 3, 1, 0, 1, 0, 4, 0, 6",
        "true, 2, 3, 2, 0, 1, 0, 5, 0, 7",
        "true, 3, 3, 2, 1, 1, 1, 6, 0, 8",
        "true, 4, 3, 1, 2, 1, 0, 2, 0, 4",
        "true, 4, 1, 1, 1, 1, 0, 2, 0, 2",
        "true, 2, 2, 1, 0, 3, 2, 7, 0, 10"
    })
    void sizes(boolean t, int in, int k, int s, int p, int d, int op, int output, int cutOff, int stretched) {
        ConvolutionAxis axis = new ConvolutionAxis(t, in, k, s, p, p, d, op);
        assertThat(axis.problem("width")).isEmpty();
        assertThat(axis.output()).isEqualTo(output);
        assertThat(axis.cutOff()).isEqualTo(cutOff);
        assertThat(axis.stretched()).isEqualTo(stretched);
    }

    @Test
    void illegalSettingsSayWhyAndWhatToDo() {
        assertThat(DIRECT.withKernel(new Size(5, 3)).problems())
                .singleElement()
                .asString()
                .contains("covers 5 in height", "padded input has only 4", "make the kernel");
        assertThat(DIRECT.withStride(new Size(0, 1)).problems())
                .singleElement()
                .asString()
                .contains("stride height is 0");
        assertThat(DIRECT.withOutputPadding(new Size(0, 1)).problems())
                .singleElement()
                .asString()
                .contains("only a transposed convolution");
        assertThat(DIRECT.withTransposed(true).withOutputPadding(Size.square(1)).problems())
                .hasSize(2)
                .allSatisfy(p -> assertThat(p).contains("smaller than the stride (1)"));
        assertThat(DIRECT.withTransposed(true).withPadding(Size.square(3)).problems())
                .hasSize(2)
                .allSatisfy(p -> assertThat(p).contains("crops the whole output"));
        assertThat(DIRECT.withChannels(0, 65).problems()).hasSize(2);
        assertThatThrownBy(() -> new ConvolutionGeometry(DIRECT.withStride(Size.square(-1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stride height is -1");
    }

    /**
     * 36 inputs meet 576 weights each: 20,736 entries. Over the stretched input, which no matrix is made of, there are 10,816 windows of 576
     * weights, most of them over zeros.
     */
    @Test
    void aTransposedConvolutionIsMeasuredByItsOwnMatrix() {
        ConvolutionSettings small =
                ConvolutionSettings.transposed(Size.square(6), Size.square(24)).withStride(Size.square(16));
        assertThat(small.problems()).isEmpty();
        ConvolutionGeometry geometry = new ConvolutionGeometry(small);
        double[] input = new double[36];
        double[] weights = new double[576];
        java.util.Arrays.setAll(input, i -> i - 17);
        java.util.Arrays.setAll(weights, i -> i % 7 - 3);

        assertThat(ConvolutionMatrix.of(geometry, weights).sparse().stored()).isEqualTo(20_736);
        assertThat(EquivalentConvolution.apply(geometry, input, weights, true))
                .containsExactly(DirectConvolution.apply(geometry, input, weights));
        ConvolutionSettings large =
                ConvolutionSettings.transposed(Size.square(6), Size.square(24)).withChannels(64, 4);
        assertThat(large.problems()).singleElement().asString().contains("5308416 weights");
        assertThatThrownBy(() -> ConvolutionMatrix.of(new ConvolutionGeometry(large), new double[64 * 4 * 576]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5308416 weights");
    }

    @Test
    void hugeSettingsAreRefusedBeforeMemoryIsSpent() {
        assertThat(DIRECT.withStride(Size.square(Integer.MAX_VALUE)).problems()).isNotEmpty();
        assertThat(DIRECT.withDilation(Size.square(4096)).problems()).isNotEmpty();
        assertThat(DIRECT.withInput(Size.square(4000)).problems())
                .singleElement()
                .asString()
                .contains("16000000 elements");
        assertThat(DIRECT.withInput(Size.square(200))
                        .withKernel(Size.square(60))
                        .problems())
                .singleElement()
                .asString()
                .contains("weights in it");
        assertThat(DIRECT.withTransposed(true)
                        .withInput(Size.square(2))
                        .withStride(Size.square(4096))
                        .problems())
                .isNotEmpty();
    }
}
