package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.cli.CommandRunner;
import io.github.deconvscope.cli.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code train} refuses it refuses before anything is written. */
class TrainRefusalTest {
    @TempDir
    Path folder;

    @Test
    void aFolderBesideASetThatIsNotReadFromOne() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        try (Services services = new Services()) {
            CommandRunner runner = new CommandRunner(services.commands());
            runner.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
            String run = folder.resolve("run").toString();
            assertThat(runner.run("train", "--dataset", "fashion-mini", "--data", "my/images", "--out", run))
                    .isEqualTo(ExitCode.BAD_INPUT);
        }
        assertThat(err.toString())
                .startsWith("error: ")
                .as("thing, value and remedy")
                .contains("--data is my/images", "fashion-mini is not read from a folder", "leave --data out");
        assertThat(out.toString()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }
}
