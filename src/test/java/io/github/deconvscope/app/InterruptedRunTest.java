package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.Await;
import io.github.deconvscope.run.feed.Curve;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.record.RecordedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Presses Ctrl-C, or asks politely to end, while a training process is at work. */
@Tag("engine")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no command to send a process these signals")
class InterruptedRunTest {

    @TempDir
    Path temp;

    private Process train(Path folder, String options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("train", "--out", folder.toString()));
        arguments.addAll(List.of(options.split(" ")));
        return ChildProgram.start(log(), arguments);
    }

    private Path log() {
        return temp.resolve("log");
    }

    private static void signal(Process process, String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Waits until a file of a living process holds a text. */
    private static void awaitText(Process process, Path file, String text) throws Exception {
        while (!(Files.exists(file) && Files.readString(file).contains(text))) {
            assertThat(process.waitFor(5, TimeUnit.MILLISECONDS))
                    .as("ended before " + file + " said " + text)
                    .isFalse();
        }
    }

    private static double[] losses(Path folder) {
        Curve.Snapshot loss = RecordedRun.open(folder).feed().curve(Metric.LOSS).snapshot();
        return Arrays.copyOf(loss.y(), loss.size());
    }

    /** The file and the text that say that the run is where the signal shall find it. */
    @ParameterizedTest
    @CsvSource({
        "INT, 130, status.json, preparing",
        "TERM, 143, steps.jsonl, '\"step\":3,'",
        "INT, 130, steps.jsonl, '\"step\":20,'",
    })
    void aSignalLeavesAWholeRunThatGoesOn(String name, int exitCode, String file, String text) throws Exception {
        // 20 steps an epoch, then 20 batches of test images: the last case meets the run in its test.
        Path folder = temp.resolve("run");
        Process process =
                train(folder, "--width 0.0625 --block 4 --batch 8 --train-limit 160 --test-limit 160 --epochs 2");
        awaitText(process, folder.resolve(file), text);
        signal(process, name);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends by itself").isTrue();
        assertThat(process.exitValue()).isEqualTo(exitCode);
        assertThat(log()).content().contains("Stopping after this step", "resume " + folder);
        assertThat(RecordedRun.open(folder).feed().state()).isEqualTo(RunState.STOPPED);
        double[] before = losses(folder);
        assertThat(before).hasSizeLessThan(40);

        assertThat(InThisJvm.run(log(), List.of("resume", folder.toString()))).isZero();
        assertThat(RecordedRun.open(folder).feed().state()).isEqualTo(RunState.FINISHED);
        double[] whole = losses(folder);
        assertThat(whole).hasSize(40);
        assertThat(Arrays.copyOf(whole, before.length)).containsExactly(before);
        assertThat(RecordedRun.open(folder).feed().curve(Metric.TEST_ACCURACY).size())
                .isEqualTo(2);
    }

    @Test
    void aSecondCtrlCEndsAtOnce() throws Exception {
        Path folder = temp.resolve("run");
        // One step of many seconds.
        Process process = train(folder, "--width 1 --batch 2000 --epochs 1");
        awaitText(process, folder.resolve("status.json"), "running");
        signal(process, "INT");
        awaitText(process, log(), "Ctrl-C again");
        assertThat(process.waitFor(500, TimeUnit.MILLISECONDS))
                .as("waits for the step")
                .isFalse();
        signal(process, "INT");
        assertThat(process.waitFor(Await.LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(log()).content().doesNotContain("SIGSEGV", "fatal error", "NNPACK");
        assertThat(RecordedRun.open(folder).feed().state())
                .as("did not wait for the step")
                .isEqualTo(RunState.INTERRUPTED);
    }

    /** A terminal is another world: the progress is drawn there, and the key itself makes the signal. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere script has other options")
    void ctrlCPressedAtATerminalLeavesAWholeRun() throws Exception {
        Path folder = temp.resolve("run");
        List<String> program = ChildProgram.command(
                List.of(("train --width 0.0625 --block 4 --batch 8 --train-limit 800 --out " + folder).split(" ")));
        Process terminal = new ProcessBuilder(
                        "script", "--quiet", "--return", "--command", String.join(" ", program), "/dev/null")
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
        awaitText(terminal, log(), "% step");
        terminal.getOutputStream().write(3);
        terminal.getOutputStream().flush();
        assertThat(terminal.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(log()).content().contains("Stopping after this step", "state           stopped");
        assertThat(terminal.exitValue()).isEqualTo(130);
        assertThat(RecordedRun.open(folder).feed().state()).isEqualTo(RunState.STOPPED);
        assertThat(folder.resolve("checkpoint")).isNotEmptyDirectory();
    }
}
