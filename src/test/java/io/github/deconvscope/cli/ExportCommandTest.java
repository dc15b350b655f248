package io.github.deconvscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.feed.StepRecord;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExportCommandTest {
    @TempDir
    Path folder;

    private Path run;
    private final StringWriter out = new StringWriter();

    @BeforeEach
    void record() throws IOException {
        run = folder.resolve("run");
        try (RunRecorder recorder = RunRecorder.create(new RunFolder(run), RunConfig.defaults())) {
            recorder.add(new StepRecord(1, 1, 2.5, 0.25, 0.1, 100, 1, false));
        }
    }

    private int export(String... args) {
        ExportCommand command = new ExportCommand((from, to, form) -> Path.of(form + ".py"));
        return new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()))
                .setExecutionExceptionHandler((problem, line, parsed) -> ExitCode.BAD_INPUT)
                .execute(args);
    }

    @Test
    void theEndingDecidesWhatIsWritten() throws IOException {
        Path csv = folder.resolve("new/curves.csv");
        assertThat(export(run.toString(), "--out", csv.toString())).isEqualTo(ExitCode.DONE);
        assertThat(Files.readString(csv)).contains("run,1,1,0.1,2.5,0.25");
        Path board = folder.resolve("board");
        assertThat(export(run.toString(), "--out", board.toString())).isEqualTo(ExitCode.DONE);
        assertThat(board).isDirectoryContaining("glob:**/events.out.tfevents.*");
        assertThat(export(run.toString(), "--out", folder.resolve("n.npz").toString(), "--folded"))
                .isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("FOLDED.py");
    }

    @Test
    void aNetOfAnotherProgramIsNotWrittenOver() throws IOException {
        Path own = Files.writeString(folder.resolve("mine.npz"), "not of this program");
        assertThat(export(run.toString(), "--out", own.toString())).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(own).hasContent("not of this program");
        Files.writeString(folder.resolve("mine.npz.py"), "# trains what deconvscope exported\nimport deconvscope\n");
        assertThat(export(run.toString(), "--out", own.toString()))
                .as("a person's program that names this one")
                .isEqualTo(ExitCode.BAD_INPUT);
        // With its program beside it the net is one that was exported before.
        Files.writeString(folder.resolve("mine.npz.py"), "\"\"\"A net.\n\nWritten by DeconvScope.\n\"\"\"\n");
        assertThat(export(run.toString(), "--out", own.toString())).isEqualTo(ExitCode.DONE);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        String nowhere = folder.resolve("nowhere").toString();
        assertThat(export(nowhere, "--out", folder.resolve("a.csv").toString())).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(export(run.toString(), "--out", folder.resolve("a.csv").toString(), "--folded"))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(export(run.toString(), "--out", folder.resolve("a.pickle").toString()))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(export(run.toString())).isEqualTo(ExitCode.BAD_INPUT);
    }
}
