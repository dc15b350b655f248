package io.github.deconvscope.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2dTranspose;
import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.lab.convolution.ConvolutionPreset;
import io.github.deconvscope.lab.convolution.ConvolutionResult;
import io.github.deconvscope.lab.convolution.ConvolutionState;
import io.github.deconvscope.lab.convolution.FrameworkCheck;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.RandomConvolutions;
import io.github.deconvscope.math.Size;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("engine")
class ConvolutionFrameworkTest {
    private static ComputeThread compute;
    private static ConvolutionFramework pytorch;

    @BeforeAll
    static void start() {
        compute = new ComputeThread();
        pytorch = new ConvolutionFramework(compute);
    }

    @AfterAll
    static void stop() {
        compute.close();
    }

    static Stream<RandomConvolutions.Case> cases() {
        return RandomConvolutions.cases(300);
    }

    /** Relative to the largest output: 1e-6 for fp32, whose products are exact here up to 2^-24 and whose sums have up to 64 terms. */
    @ParameterizedTest
    @MethodSource("cases")
    void pyTorchAgreesWithMatrixWindowAndLoops(RandomConvolutions.Case c) {
        double[] bias = RandomConvolutions.bias(c);
        ConvolutionResult result = ConvolutionResult.of(
                ConvolutionState.of(c.geometry(), c.input(), c.weights()).withBias(bias));
        double[] answer = pytorch.convolve(c.geometry(), c.input(), c.weights(), bias)
                .toCompletableFuture()
                .join();
        double largest = 0;
        double difference = 0;
        assertThat(answer).hasSameSizeAs(result.output());
        for (int i = 0; i < answer.length; i++) {
            largest = Math.max(largest, Math.abs(answer[i]));
            difference = Math.max(difference, Math.abs(answer[i] - result.output()[i]));
            difference = Math.max(difference, Math.abs(answer[i] - result.windowOutput()[i]));
        }
        assertThat(difference).isLessThanOrEqualTo(1e-6 * largest);
        assertThat(FrameworkCheck.of("PyTorch", result, answer).agrees()).isTrue();
    }

    private FrameworkCheck check(ConvolutionState state) {
        return FrameworkCheck.ask(pytorch, ConvolutionResult.of(state))
                .toCompletableFuture()
                .join();
    }

    @ParameterizedTest
    @EnumSource(ConvolutionPreset.class)
    void everyPresetAgrees(ConvolutionPreset preset) {
        FrameworkCheck check = check(preset.state());
        assertThat(check.agrees()).as(check.toString()).isTrue();
        assertThat(check.framework()).startsWith("PyTorch 2.");
    }

    @Test
    void forgettingTheRotationIsSeenByPyTorch() {
        FrameworkCheck check = check(ConvolutionPreset.TURNED_KERNEL.state().withTurned(false));
        assertThat(check.agrees()).isFalse();
        assertThat(check.largestDifference()).isGreaterThan(1);
    }

    /** Inputs and weights of every size that fp32 knows, and some that it does not: what fp32 cannot hold is no fault. */
    @ParameterizedTest
    @MethodSource("sizes")
    void agreesWhereFp32Ends(RandomConvolutions.Case c, double inputSize, double weightSize) {
        double[] input = Arrays.stream(c.input()).map(x -> x * inputSize).toArray();
        double[] weights = Arrays.stream(c.weights()).map(w -> w * weightSize).toArray();
        FrameworkCheck check = check(ConvolutionState.of(c.geometry().settings(), input, weights));
        assertThat(check.agrees()).as(check.toString()).isTrue();
        if (inputSize * weightSize > 1e42) {
            // Nothing is multiplied where the window meets padding only.
            assertThat(check.beyond() > 0 || check.tolerance() == 0)
                    .as(check.toString())
                    .isTrue();
        }
    }

    static Stream<Arguments> sizes() {
        return RandomConvolutions.cases(200).map(c -> {
            SplittableRandom random = new SplittableRandom(c.seed());
            return Arguments.of(c, Math.pow(10, random.nextDouble(-50, 37)), Math.pow(10, random.nextDouble(-50, 37)));
        });
    }

    @ParameterizedTest
    @CsvSource({"1e20, 1e20, 1, false", "1e-30, 1e-20, 0, true", "1e-30, 1e-5, 0, false"})
    void theRangeIsNamed(double input, double weight, int beyond, boolean below) {
        FrameworkCheck check = check(ConvolutionState.of(
                ConvolutionSettings.direct(Size.square(1), Size.square(1)), new double[] {input}, new double[] {weight
                }));
        assertThat(check.agrees()).isTrue();
        assertThat(check.beyond()).isEqualTo(beyond);
        assertThat(check.belowRange()).isEqualTo(below);
    }

    /** The comment of the snippet says so of this version. */
    @Test
    void djlStillHasNoTransposedConvolution() {
        assertThat(Engine.getDjlVersion()).isEqualTo("0.36.0");
        try (NDManager scope = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            NDArray one = scope.ones(new Shape(1, 1, 1, 1));
            assertThatThrownBy(() -> Conv2dTranspose.conv2dTranspose(one, one))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }
}
