package io.github.deconvscope.engine.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.deconvscope.engine.OnComputeThread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The engine against golden numbers of the unmodified PyTorch reference: every case in the folder of {@code -Dgolden.dir}. A case of a kind
 * that is not known here fails, and so does one whose file is missing.
 */
@ExtendWith(OnComputeThread.class)
class ParityTest {

    @TestFactory
    List<DynamicTest> cases() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Map.Entry<String, JsonObject> e : GoldenCase.index().entrySet()) {
            tests.add(DynamicTest.dynamicTest(e.getKey(), () -> check(GoldenCase.read(e.getKey(), e.getValue()))));
        }
        return tests;
    }

    private static void check(GoldenCase golden) {
        switch (golden.kind()) {
            case "isqrt_newton_schulz_autograd", "isqrt_newton_schulz_autograd_batch" ->
                NewtonSchulzParity.check(golden);
            case "FastDeconv", "ChannelDeconv", "Delinear" -> LayerParity.check(golden);
            case "VGG bn", "VGG deconv", "VGG deconv_cd", "VGG deconv_lin" -> VggParity.check(golden);
            case "CosineAnnealingLR", "F.unfold" -> SmallParity.check(golden);
            default ->
                throw new AssertionError(
                        golden + " is of kind \"" + golden.kind() + "\", which this test does not know.");
        }
    }

    @Test
    void thereAreCases() throws IOException {
        assertThat(GoldenCase.index()).isNotEmpty();
    }
}
