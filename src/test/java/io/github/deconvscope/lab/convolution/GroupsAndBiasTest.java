package io.github.deconvscope.lab.convolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.RandomConvolutions;
import io.github.deconvscope.math.Size;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GroupsAndBiasTest {
    static Stream<RandomConvolutions.Case> grouped() {
        return RandomConvolutions.cases(200)
                .filter(drawn -> drawn.geometry().groups() > 1)
                .limit(40);
    }

    /** A convolution with groups is one without, in which the kernels that cross from group to group are zero. */
    @ParameterizedTest
    @MethodSource("grouped")
    void groupsAreKernelsThatAreZero(RandomConvolutions.Case drawn) {
        ConvolutionGeometry g = drawn.geometry();
        ConvolutionGeometry whole = new ConvolutionGeometry(g.settings().withGroups(1));
        double[] weights = new double[whole.weightElements()];
        for (int o = 0; o < g.outputChannels(); o++) {
            for (int i = 0; i < g.inputChannels(); i++) {
                for (int k = 0; k < g.kernel().cells() && g.meet(o, i); k++) {
                    int ky = k / g.kernel().width();
                    int kx = k % g.kernel().width();
                    weights[whole.weightIndex(o, i, ky, kx)] = drawn.weights()[g.weightIndex(o, i, ky, kx)];
                }
            }
        }
        ConvolutionResult apart = ConvolutionResult.of(ConvolutionState.of(g, drawn.input(), drawn.weights()));
        assertThat(ConvolutionState.of(g, drawn.input(), drawn.weights()).withoutGroups())
                .isEqualTo(ConvolutionState.of(whole, drawn.input(), weights));
        ConvolutionResult together = ConvolutionResult.of(ConvolutionState.of(whole, drawn.input(), weights));
        double error = 1e-12 * Math.max(1, together.scale());
        assertThat(apart.output()).containsExactly(together.output(), within(error));
        assertThat(apart.windowOutput()).containsExactly(together.output(), within(error));
        assertThat(apart.inputGradient())
                .containsExactly(together.inputGradient(), within(1e-9 * Math.max(1, together.scale())));
        assertThat(apart.matrix().sparse().nonZeros())
                .isEqualTo(together.matrix().sparse().nonZeros());
    }

    /** The gradient of a loss g'y with respect to the bias, by differences. */
    @ParameterizedTest
    @MethodSource("grouped")
    void theGradientOfTheBiasIsWhatDifferencesGive(RandomConvolutions.Case drawn) {
        ConvolutionState state = ConvolutionState.of(drawn.geometry(), drawn.input(), drawn.weights());
        ConvolutionResult result = ConvolutionResult.of(state);
        double[] gradient = result.gradient();
        for (int o = 0; o < drawn.geometry().outputChannels(); o++) {
            double[] bias = new double[drawn.geometry().outputChannels()];
            bias[o] = 1;
            double[] moved = ConvolutionResult.of(state.withBias(bias)).output();
            double difference = IntStream.range(0, moved.length)
                    .mapToDouble(i -> gradient[i] * (moved[i] - result.output()[i]))
                    .sum();
            double scale = 1 + Arrays.stream(gradient).map(v -> v * v).sum();
            assertThat(result.biasGradient()[o]).isCloseTo(difference, within(1e-9 * scale));
        }
    }

    @Test
    void groupsAndBackKeepTheKernelsThatStay() {
        ConvolutionState channels = ConvolutionPreset.CHANNELS.state().withBias(new double[] {1, 2});
        ConvolutionState groups = channels.withSettings(channels.settings().withGroups(2));
        assertThat(groups.weights()).hasSize(18);
        ConvolutionState back = groups.withSettings(groups.settings().withGroups(1));
        assertThat(Arrays.copyOf(back.weights(), 9)).containsExactly(Arrays.copyOf(channels.weights(), 9));
        assertThat(Arrays.copyOfRange(back.weights(), 9, 27)).containsOnly(0);
        assertThat(Arrays.copyOfRange(back.weights(), 27, 36))
                .containsExactly(Arrays.copyOfRange(channels.weights(), 27, 36));
        assertThat(back.bias()).containsExactly(1, 2);
        assertThat(back.withSettings(back.settings().withChannels(2, 3)).bias()).containsExactly(1, 2, 0);
    }

    @Test
    void aStateOfVersionsWithoutGroupsAndBiasIsReadAndOneWithThemKeepsThem() {
        ConvolutionState state = ConvolutionPreset.CHANNELS.state();
        JsonObject old = ConvolutionStateJson.json(state);
        old.remove("groups");
        old.remove("bias");
        assertThat(ConvolutionStateJson.read(old.toString())).isEqualTo(state);
        for (ConvolutionPreset preset : new ConvolutionPreset[] {ConvolutionPreset.GROUPS, ConvolutionPreset.BIAS}) {
            assertThat(ConvolutionStateJson.read(ConvolutionStateJson.write(preset.state())))
                    .isEqualTo(preset.state());
        }
    }

    @Test
    void groupsThatDoNotDivideTheChannelsAreRefused() {
        ConvolutionSettings settings = ConvolutionSettings.direct(Size.square(4), Size.square(3))
                .withChannels(4, 4)
                .withGroups(3);
        assertThat(settings.problems().get(0))
                .isEqualTo(
                        "the number of groups is 3, which does not divide the input channels, 4: change one of them");
        assertThat(settings.withGroups(0).problems())
                .containsExactly("the number of groups is 0; it has to be 1 or more");
        assertThat(settings.withGroups(4).problems()).isEmpty();
    }
}
