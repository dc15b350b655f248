package io.github.deconvscope.figure.convolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.app.PaintedWorld;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.lab.convolution.ConvolutionPreset;
import io.github.deconvscope.lab.convolution.ConvolutionState;
import io.github.deconvscope.lesson.model.Expression;
import io.github.deconvscope.lesson.page.LessonFunctions;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What lessons compute about convolutions, computed again by {@link NaiveConvolution}. */
class ConvolutionFunctionsTest {
    private static final LessonFunctions FUNCTIONS = new LessonFunctions(new PaintedWorld(FigureCatalog.standard()));

    @ParameterizedTest
    @EnumSource(ConvolutionPreset.class)
    void lessonsComputeTheSame(ConvolutionPreset preset) {
        String name = preset.name().toLowerCase(Locale.ROOT);
        ConvolutionState state = preset.state();
        NaiveConvolution naive = new NaiveConvolution(state.settings());
        double[][] dense = naive.matrix(state.weights());
        double[] output = naive.biased(naive.apply(state.input(), state.weights()), state.bias());
        double[] gradient = naive.gradient(output, state.weights());
        double[] stretched = naive.stretched(state.input());
        assertThat(value("rows(" + name + ")")).isEqualTo(dense.length);
        assertThat(value("columns(" + name + ")")).isEqualTo(dense[0].length);
        assertThat(value("nonzeros(" + name + ")")).isEqualTo(NaiveConvolution.nonZeros(dense));
        assertThat(value("rank(" + name + ")")).isEqualTo(NaiveConvolution.rank(dense));
        assertThat(value("outputside(" + name + ")")).isEqualTo(naive.outHeight);
        assertThat(value("stretched(" + name + ")")).isEqualTo(naive.stretchedHeight);
        assertThat(value("zeros(" + name + ")")).isEqualTo(stretched.length - state.input().length);
        for (int i = 0; i < output.length; i++) {
            assertThat(value("output(" + name + ", " + i + ")")).isCloseTo(output[i], within(1e-9));
        }
        for (int i = 0; i < state.input().length; i++) {
            assertThat(value("input(" + name + ", " + i + ")")).isEqualTo(state.input()[i]);
            assertThat(value("back(" + name + ", " + i + ")")).isCloseTo(gradient[i], within(1e-9));
        }
        for (int i = 0; i < state.weights().length; i++) {
            assertThat(value("weight(" + name + ", " + i + ")")).isEqualTo(state.weights()[i]);
        }
        double[] forgotten = naive.biased(naive.withoutTurn(state.input(), state.weights()), state.bias());
        double error = 0;
        for (int i = 0; i < output.length; i++) {
            error = Math.max(error, Math.abs(output[i] - forgotten[i]));
        }
        assertThat(value("forgotten(" + name + ")")).isCloseTo(error, within(1e-9));
    }

    @Test
    void lessonsCountHitsAndSides() {
        for (int kernel = 1; kernel <= 6; kernel++) {
            for (int stride = 1; stride <= 3; stride++) {
                int[] hits = new int[4 * stride + kernel];
                for (int k = 0; k < 5 * kernel; k++) {
                    hits[k / kernel * stride + k % kernel]++;
                }
                for (int i = 0; i < hits.length; i++) {
                    assertThat(value("hits(" + kernel + ", " + stride + ", " + i + ")"))
                            .isEqualTo(hits[i]);
                }
                for (int padding = 0; padding <= 2; padding++) {
                    int places = 0;
                    for (int at = -padding; at + kernel <= 9 + padding; at += stride) {
                        places++;
                    }
                    assertThat(value("side(9, " + kernel + ", " + stride + ", " + padding + ")"))
                            .isEqualTo(places);
                }
            }
        }
    }

    private static double value(String expression) {
        return Expression.parse(expression).value(FUNCTIONS);
    }
}
