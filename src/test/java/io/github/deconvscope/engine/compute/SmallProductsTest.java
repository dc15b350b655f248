package io.github.deconvscope.engine.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmallProductsTest {
    /** Small products have one thread, large ones all, and what follows either has as many as before, also after a failure. */
    @Test
    void smallProductsHaveOneThread() {
        try (ComputeThread compute = new ComputeThread()) {
            compute.load().join();
            List<Integer> threads = compute.submit(() -> {
                        JniUtils.setNumThreads(2);
                        List<Integer> seen = new ArrayList<>();
                        seen.add(SmallProducts.compute(288, JniUtils::getNumThreads));
                        seen.add(JniUtils.getNumThreads());
                        seen.add(SmallProducts.compute(289, JniUtils::getNumThreads));
                        assertThatIllegalStateException()
                                .isThrownBy(() -> SmallProducts.compute(8, () -> {
                                    throw new IllegalStateException();
                                }));
                        seen.add(JniUtils.getNumThreads());
                        return seen;
                    })
                    .join();
            assertThat(threads).containsExactly(1, 2, 2, 2);
        }
    }
}
