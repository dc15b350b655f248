package io.github.deconvscope.engine.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.ndarray.NDArray;
import io.github.deconvscope.base.Programs;
import io.github.deconvscope.engine.OnComputeThread;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Products are right, by the code that MKL was told to use; the check of them finds wrong ones. */
@ExtendWith(OnComputeThread.class)
class MklTest {
    private static final String EPYC = "vendor_id\t: AuthenticAMD\nflags\t\t: fpu avx avx2 avx512f avx512dq\n";

    @Test
    void theLoadedEngineMultipliesRight() {
        assertThat(Mkl.firstFault(NDArray::matMul)).isEmpty();
    }

    @Test
    void aProductThatIsOffByAThousandthIsAFault() {
        assertThat(Mkl.firstFault((a, b) -> a.matMul(b).mul(1.001f)))
                .hasValueSatisfying(fault -> assertThat(fault).startsWith("1 x "));
    }

    @Test
    void aFaultInBatchesOnlyIsFound() {
        assertThat(Mkl.firstFault(
                        (a, b) -> a.getShape().dimension() == 3 ? a.matMul(b).mul(1.001f) : a.matMul(b)))
                .isPresent();
    }

    @Test
    void whatIsNotANumberIsAFault() {
        assertThat(Mkl.firstFault((a, b) -> a.matMul(b).mul(Float.NaN))).isPresent();
    }

    @Test
    void aProcessorOfAmdWithAvx512IsToldOf() {
        assertThat(Mkl.helps(EPYC)).isTrue();
        assertThat(Mkl.helps(EPYC.replace("AuthenticAMD", "GenuineIntel"))).isFalse();
        assertThat(Mkl.helps(EPYC.replace(" avx512f avx512dq", ""))).isFalse();
        assertThat(Mkl.helps("")).isFalse();
    }

    @Test
    void onSuchAProcessorMklUsesIt() throws Exception {
        needProcessor();
        assertThat(Mkl.words()).isEqualTo("MKL, told to use AVX-512");
    }

    /** Else the same seed gives other last bits at times. A nursery this small is collected often while PyTorch is loaded. */
    @Test
    void collectingGarbageBeforePyTorchIsLoadedChangesNothing(@TempDir Path folder) throws Exception {
        needProcessor();
        assertThat(Programs.run(
                        folder,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmn2m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "io.github.deconvscope.app.Main",
                        "doctor"))
                .contains("told to use the AVX-512");
    }

    private static void needProcessor() throws IOException {
        Path processor = Path.of("/proc/cpuinfo");
        assumeThat(Files.exists(processor) && Mkl.helps(Files.readString(processor, StandardCharsets.ISO_8859_1)))
                .as("MKL is told to use AVX-512 on processors of AMD that have it; this one is another")
                .isTrue();
    }
}
