package io.github.deconvscope.run.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.feed.Progress;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.feed.StepRecord;
import io.github.deconvscope.run.library.RunEntry.Condition;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one folder says between two looks at it; {@link RunLibraryTest} looks at each kind of folder once. */
class RunTailTest {
    @TempDir
    private Path root;

    private Path path;
    private RunFolder folder;
    private RunTail tail;

    @BeforeEach
    void make() {
        path = root.resolve("run");
        folder = new RunFolder(path);
        tail = new RunTail(path);
    }

    private RunRecorder record(int steps) throws IOException {
        RunRecorder recorder = RunRecorder.create(folder, RunConfig.defaults());
        recorder.setEnvironment(Map.of("java", "17"));
        for (int step = 1; step <= steps; step++) {
            recorder.add(new StepRecord(step, 1, 1.0 / step, 0.5, 0.1, 250, 1, false));
        }
        return recorder;
    }

    @Test
    void aFolderBecomesARunAndEndsAsOneUnderTheSameTail() throws IOException {
        Files.createDirectories(path);
        assertThat(tail.poll().condition()).isEqualTo(Condition.FOREIGN);
        Files.delete(path);
        try (RunRecorder recorder = record(3)) {
            recorder.status(RunState.RUNNING, new Progress(3, 9, 1, 1, 10, 5, ""), "", true);
            RunEntry live = tail.poll();
            assertThat(live.condition()).isEqualTo(Condition.WHOLE);
            assertThat(live.state()).isEqualTo(RunState.RUNNING);
            assertThat(live.steps()).isEqualTo(3);
            assertThat(live.totalSteps()).isEqualTo(9);
            recorder.add(new StepRecord(4, 1, 0.125, 0.5, 0.1, 250, 1, false));
            recorder.status(RunState.FINISHED, new Progress(4, 4, 1, 1, 10, 0, ""), "", true);
        }
        RunEntry ended = tail.poll();
        assertThat(ended.state()).isEqualTo(RunState.FINISHED);
        assertThat(ended.lastLoss()).isEqualTo(0.125);
        assertThat(tail.poll()).as("nothing has changed").isEqualTo(ended);
        assertThat(tail.curves().get(0).size()).as("read anew after the end").isEqualTo(4);
    }

    @Test
    void aDamagedStatusIsToldUntilItIsRightAgain() throws IOException {
        try (RunRecorder recorder = record(2)) {
            recorder.status(RunState.FINISHED, new Progress(2, 2, 1, 1, 10, 0, ""), "", true);
        }
        String right = Files.readString(folder.status());
        Files.writeString(folder.status(), right.replaceFirst("\"totalSteps\": *2", "\"totalSteps\": \"two\""));
        RunEntry damaged = tail.poll();
        assertThat(damaged.condition()).isEqualTo(Condition.DAMAGED);
        assertThat(damaged.problem()).contains("totalSteps").contains("two");
        assertThat(damaged.steps()).as("its curves are shown all the same").isEqualTo(2);
        Files.writeString(folder.status(), right);
        assertThat(tail.poll().condition()).isEqualTo(Condition.WHOLE);
    }

    @Test
    void aConfigurationThatIsMendedIsReadAgain() throws IOException {
        record(2).close();
        String right = Files.readString(folder.config());
        Files.writeString(folder.config(), "{");
        assertThat(tail.poll().condition()).isEqualTo(Condition.DAMAGED);
        Files.writeString(folder.config(), right);
        RunEntry whole = tail.poll();
        assertThat(whole.condition()).isEqualTo(Condition.WHOLE);
        assertThat(whole.problem()).isEmpty();
        assertThat(whole.config()).contains(RunConfig.defaults());
    }

    @Test
    void itStartedWhenItsFirstEventHappenedElseWhenItsFileWasWritten() throws IOException {
        record(1).close();
        Files.writeString(folder.events(), "{\"epochMillis\":1700000000000,\"kind\":\"STARTED\",\"message\":\"\"}\n");
        assertThat(tail.poll().startedMillis()).isEqualTo(1_700_000_000_000L);
        Files.delete(folder.events());
        assertThat(tail.poll().startedMillis()).as("kept").isEqualTo(1_700_000_000_000L);
        assertThat(new RunTail(path).poll().startedMillis())
                .isEqualTo(Files.getLastModifiedTime(folder.config()).toMillis());
    }
}
