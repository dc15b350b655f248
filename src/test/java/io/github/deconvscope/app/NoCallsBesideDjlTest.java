package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where nothing may be loaded from the folder for temporary files, JNA has no library of its own, and PyTorch's functions cannot be called past DJL. */
class NoCallsBesideDjlTest {
    @TempDir
    Path folder;

    @Test
    void theEngineComputesAllTheSame() throws Exception {
        Path log = folder.resolve("log");
        ProcessBuilder program = new ProcessBuilder(
                        ChildProgram.command(List.of("doctor", "--home", folder.toString())))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        program.environment().put("JDK_JAVA_OPTIONS", "-Djna.noclasspath=true -Djna.nounpack=true");
        assertThat(program.start().waitFor()).as(Files.readString(log)).isZero();
        assertThat(Files.readString(log))
                .contains("PyTorch 2.7.1, computes")
                .contains("MKL computes them; compared with double precision");
    }
}
