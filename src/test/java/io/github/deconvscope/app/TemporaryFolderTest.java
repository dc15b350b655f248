package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine without the folder that PyTorch is given functions by. */
@Tag("engine")
class TemporaryFolderTest {
    @TempDir
    private Path folder;

    @Test
    void trainingSaysWhichFolderIsMissingAndWhereIfThatIsAsked() throws Exception {
        Path missing = folder.resolve("gone");
        Path log = folder.resolve("log.txt");
        List<String> arguments = List.of(
                "train",
                "--dataset=synthetic",
                "--train-limit=16",
                "--test-limit=10",
                "--batch=8",
                "--width=0.125",
                "--block=16",
                "--epochs=1",
                "--debug",
                "--out=" + folder.resolve("run"));
        ProcessBuilder program = new ProcessBuilder(ChildProgram.command(arguments))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        program.environment().put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + missing);
        Process process = program.start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(log)
                .content()
                .contains("The folder for temporary files, " + missing + ", is missing", "-Djava.io.tmpdir=DIR")
                .contains("\tat ")
                .doesNotContain("There is no file or folder");
    }
}
