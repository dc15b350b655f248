package io.github.deconvscope.engine.compute;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import io.github.deconvscope.engine.OnComputeThread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The check of PyTorch's products finds wrong ones, and the engine that is loaded has none. */
@ExtendWith(OnComputeThread.class)
class ProductCheckTest {
    @Test
    void theLoadedEngineMultipliesRight() {
        assertThat(ProductCheck.firstFault(NDArray::matMul)).isEmpty();
    }

    @Test
    void aProductThatIsOffByAThousandthIsAFault() {
        assertThat(ProductCheck.firstFault((a, b) -> a.matMul(b).mul(1.001f)))
                .hasValueSatisfying(fault -> assertThat(fault).startsWith("1 x "));
    }

    @Test
    void aFaultInBatchesOnlyIsFound() {
        assertThat(ProductCheck.firstFault(
                        (a, b) -> a.getShape().dimension() == 3 ? a.matMul(b).mul(1.001f) : a.matMul(b)))
                .isPresent();
    }

    @Test
    void whatIsNotANumberIsAFault() {
        assertThat(ProductCheck.firstFault((a, b) -> a.matMul(b).mul(Float.NaN)))
                .isPresent();
    }
}
