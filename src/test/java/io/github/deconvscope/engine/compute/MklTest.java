package io.github.deconvscope.engine.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.deconvscope.base.Programs;
import io.github.deconvscope.engine.OnComputeThread;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** MKL uses AVX-512 on processors of AMD that have it, and is left alone on others. */
@ExtendWith(OnComputeThread.class)
class MklTest {
    private static final String EPYC = "vendor_id\t: AuthenticAMD\nflags\t\t: fpu avx avx2 avx512f avx512dq\n";

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
