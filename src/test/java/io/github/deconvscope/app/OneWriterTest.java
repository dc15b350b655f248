package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.google.gson.JsonObject;
import io.github.deconvscope.Await;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.record.RecordedRun;
import io.github.deconvscope.run.record.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of several programs that want to go on with one run, one does. */
@Tag("engine")
class OneWriterTest {
    private static final List<String> TRAIN = List.of(
            "train",
            "--width",
            "0.0625",
            "--block",
            "4",
            "--batch",
            "8",
            "--train-limit",
            "160",
            "--test-limit",
            "16",
            "--epochs",
            "2",
            "--checkpoint-every",
            "3",
            "--quiet",
            "--out");

    @TempDir
    Path temp;

    private Path run;

    /** A training that holds still after its first checkpoint. */
    private Process heldTraining() throws Exception {
        run = temp.resolve("run");
        List<String> arguments = new ArrayList<>(TRAIN);
        arguments.add(run.toString());
        Process training = ChildProgram.start(temp.resolve("train.log"), arguments);
        Await.until("a checkpoint", () -> Files.isDirectory(run.resolve("checkpoint")) || !training.isAlive());
        ChildProgram.signal(training, "STOP");
        assertThat(training.isAlive())
                .as(Files.readString(temp.resolve("train.log")))
                .isTrue();
        return training;
    }

    private List<String> resume() {
        return List.of("resume", run.toString(), "--quiet");
    }

    /** What a laptop finds that slept: a status so old that its writer is taken for dead. */
    private void ageStatus() throws IOException {
        RunFolder folder = new RunFolder(run);
        JsonObject status = RunFolder.readJson(folder.status());
        status.addProperty("updatedMillis", 1L);
        RunFolder.writeJson(folder.status(), status);
    }

    @Test
    void aRunThatIsWrittenToIsNotResumed() throws Exception {
        assumeFalse(System.getProperty("os.name").startsWith("Windows"), "no signal that holds a process");
        Process training = heldTraining();
        try {
            ageStatus();
            assertThat(RecordedRun.open(run).feed().state()).isEqualTo(RunState.INTERRUPTED);
            byte[] steps = Files.readAllBytes(run.resolve("steps.jsonl"));
            assertThat(InThisJvm.run(temp.resolve("log"), resume())).isEqualTo(2);
            assertThat(Files.readString(temp.resolve("log")))
                    .contains("Another program is writing to the run " + run, "Stop it there or wait");
            assertThat(Files.readAllBytes(run.resolve("steps.jsonl"))).isEqualTo(steps);
        } finally {
            training.destroyForcibly().waitFor();
        }
        // The lock went with the process. Of two that want the run now, one gets it.
        ageStatus();
        Process one = ChildProgram.start(temp.resolve("one"), resume());
        int here = InThisJvm.run(temp.resolve("other"), resume());
        assertThat(List.of(one.waitFor(), here))
                .as(Files.readString(temp.resolve("one")) + Files.readString(temp.resolve("other")))
                .containsExactlyInAnyOrder(0, 2);
        assertThat(RecordedRun.open(run).feed().state()).isEqualTo(RunState.FINISHED);
    }
}
