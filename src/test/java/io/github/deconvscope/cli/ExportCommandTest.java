package io.github.deconvscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.feed.EpochRecord;
import io.github.deconvscope.run.feed.StepRecord;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import io.github.deconvscope.run.record.StepFiles;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        ExportCommand command = new ExportCommand(
                (from, step, to, form) -> Path.of(form + (step.isPresent() ? "-" + step.getAsLong() : "") + ".py"));
        return OneCommand.run(command, out, new StringWriter(), args);
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
    void theBestCheckpointIsTakenIfItWasKept() throws IOException {
        String net = folder.resolve("n.npz").toString();
        assertThat(export(run.toString(), "--out", net, "--step", "best"))
                .as("no epoch was tested")
                .isEqualTo(ExitCode.BAD_INPUT);
        RunFolder folderOfRun = new RunFolder(run);
        try (RunRecorder recorder = RunRecorder.reopen(folderOfRun, 1)) {
            recorder.add(new EpochRecord(1, 4, 2, 0.3, 2, 0.5, 1));
            recorder.add(new EpochRecord(2, 8, 1, 0.4, 2, 0.7, 1));
            recorder.add(new EpochRecord(3, 12, 1, 0.4, 2, 0.7, 1));
        }
        assertThat(export(run.toString(), "--out", net, "--step", "best"))
                .as("it was not kept")
                .isEqualTo(ExitCode.BAD_INPUT);
        StepFiles checkpoints = new StepFiles(folderOfRun.checkpoints());
        Files.createDirectories(checkpoints.folder());
        Files.createFile(checkpoints.of(8));
        Files.createFile(checkpoints.of(12));
        assertThat(export(run.toString(), "--out", net, "--step", "best")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("USUAL-8.py");
        assertThat(export(run.toString(), "--out", net, "--step", "12")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("USUAL-12.py").doesNotContain("USUAL.py");
        assertThat(export(run.toString(), "--out", net, "--step", "last")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("USUAL.py");
        assertThat(export(run.toString(), "--out", net, "--step", "worst")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(export(run.toString(), "--out", folder.resolve("a.csv").toString(), "--step", "last"))
                .as("curves have no step")
                .isEqualTo(ExitCode.BAD_INPUT);
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
