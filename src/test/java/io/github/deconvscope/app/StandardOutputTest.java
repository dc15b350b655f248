package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A result that could not be printed is no result. */
class StandardOutputTest {
    private static final List<String> CONVOLVE = List.of("convolve", "--input", "[1,2,3,4]", "--kernel", "[1,1]");

    @TempDir
    private Path folder;

    private File errors;

    @Test
    void aFullDiskFailsTheCommand() throws Exception {
        File full = new File("/dev/full");
        assumeThat(full).as("a file that is always full, of Linux").exists();
        assertThat(exitCode(CONVOLVE, full)).isEqualTo(1);
        assertThat(errors).content().contains("could not be written to standard output");
    }

    @Test
    void whatCouldBePrintedIsDone() throws Exception {
        File printed = folder.resolve("printed.txt").toFile();
        assertThat(exitCode(CONVOLVE, printed)).isZero();
        assertThat(Files.size(printed.toPath())).isPositive();
        assertThat(errors).isEmpty();
    }

    @Test
    void aReaderThatHadEnoughNeedsNoMessage() throws Exception {
        assumeThat(new File("/dev/stdout")).exists();
        errors = folder.resolve("errors.txt").toFile();
        Process process = new ProcessBuilder(ChildProgram.command(CONVOLVE))
                .redirectError(errors)
                .start();
        process.getInputStream().close();
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(errors).isEmpty();
    }

    private int exitCode(List<String> arguments, File output) throws Exception {
        errors = folder.resolve("errors.txt").toFile();
        Process process = new ProcessBuilder(ChildProgram.command(arguments))
                .redirectOutput(output)
                .redirectError(errors)
                .start();
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return process.exitValue();
    }
}
