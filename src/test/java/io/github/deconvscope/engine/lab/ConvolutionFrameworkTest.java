package io.github.deconvscope.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.lab.convolution.ConvolutionLab;
import io.github.deconvscope.lab.convolution.ConvolutionPreset;
import io.github.deconvscope.lab.convolution.ConvolutionResult;
import io.github.deconvscope.lab.convolution.ConvolutionState;
import io.github.deconvscope.lab.convolution.FrameworkCheck;
import io.github.deconvscope.math.RandomConvolutions;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        ConvolutionResult result =
                ConvolutionResult.of(ConvolutionState.of(c.geometry().settings(), c.input(), c.weights()));
        double[] answer = pytorch.convolve(c.geometry(), c.input(), c.weights())
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

    @ParameterizedTest
    @EnumSource(ConvolutionPreset.class)
    void everyPresetAgrees(ConvolutionPreset preset) {
        FrameworkCheck check = new ConvolutionLab(preset.state())
                .check(pytorch)
                .toCompletableFuture()
                .join();
        assertThat(check.agrees()).as(check.toString()).isTrue();
        assertThat(check.framework()).startsWith("PyTorch 2.");
    }

    @Test
    void forgettingTheRotationIsSeenByPyTorch() {
        ConvolutionLab lab =
                new ConvolutionLab(ConvolutionPreset.TURNED_KERNEL.state().withTurned(false));
        FrameworkCheck check = lab.check(pytorch).toCompletableFuture().join();
        assertThat(check.agrees()).isFalse();
        assertThat(check.largestDifference()).isGreaterThan(1);
    }
}
