package io.github.deconvscope.engine.compute;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import io.github.deconvscope.engine.OnComputeThread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The check of PyTorch's convolutions finds wrong ones, and the engine that is loaded has none: with oneDNN or, where it fails, without. */
@ExtendWith(OnComputeThread.class)
class ConvolutionCheckTest {
    @Test
    void theLoadedEngineConvolvesRight() {
        assertThat(ConvolutionCheck.firstFault(ConvolutionCheck::convolve)).isEmpty();
    }

    @Test
    void anOutputThatIsOffByAHundredthIsAFault() {
        assertThat(ConvolutionCheck.firstFault((x, w, shape) -> ConvolutionCheck.convolve(x, w, shape)
                        .mul(x.getManager().create(1.01f))))
                .hasValueSatisfying(fault -> assertThat(fault).startsWith("the output of "));
    }

    @Test
    void aGradientThatIsNotPassedOnIsAFault() {
        assertThat(ConvolutionCheck.firstFault((x, w, shape) -> {
                    NDArray half = ConvolutionCheck.convolve(x, w, shape)
                            .div(x.getManager().create(2f));
                    return half.add(half.stopGradient());
                }))
                .hasValueSatisfying(fault -> assertThat(fault).startsWith("the gradient of the input of "));
    }

    @Test
    void whatIsNotANumberIsAFault() {
        assertThat(ConvolutionCheck.firstFault((x, w, shape) -> ConvolutionCheck.convolve(x, w, shape)
                        .mul(x.getManager().create(Float.NaN))))
                .isPresent();
    }
}
