package io.github.deconvscope.run.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import io.github.deconvscope.run.record.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An answer read from run folders holds the numbers that were written there. */
class RecordedAnswerTest {
    @TempDir
    Path temp;

    @Test
    void measuresAreThoseOfTheRecord() throws IOException {
        ExperimentFolder folder = RecordedExperiment.write(temp.resolve("out"), "");
        Answer answer = Answer.read(folder.read(), folder);
        assertThat(answer.sides().get(0).value()).contains("0.1");
        assertThat(answer.sides().get(1).value()).contains("1");
        RunOutcome run = answer.sides().get(1).runs().get(2);
        assertThat(run.task().name()).isEqualTo("nd_lr-1_seed-3");
        double loss = 3;
        for (int step = 1; step <= 8; step++) {
            loss += 3.0 / step / 8;
        }
        // Accuracies in per cent; the median of 10, 20, ... 80; their sum in seconds; no frames, so no residual.
        List<Double> expected = List.of(30.0, 20.0, 0.75, loss, 45.0, 0.36);
        for (int i = 0; i < expected.size(); i++) {
            Measure measure = answer.experiment().measures().get(i);
            assertThat(run.values().get(measure)).as(measure.id()).isCloseTo(expected.get(i), within(1e-9));
        }
        assertThat(run.values().get(Measure.parse("residual"))).isNaN();
        assertThat(answer.differences().get(0).mean().mean()).isCloseTo(2, within(1e-9));
    }

    @Test
    void aRunThatDivergedSaysAtWhichStep() throws IOException {
        ExperimentFolder folder = RecordedExperiment.write(temp.resolve("out"), "bn_lr-0.1_seed-2");
        Answer answer = Answer.read(folder.read(), folder);
        assertThat(answer.troubled())
                .singleElement()
                .satisfies(run -> assertThat(run.end()).isEqualTo(RunOutcome.End.DIVERGED))
                .satisfies(run -> assertThat(run.reason()).isEqualTo("The loss of step 6 is not a number."));
        // Not the value with two seeds left, however good they are.
        assertThat(answer.sides().get(0).value()).contains("1");
    }

    @Test
    void whereARunIsIsRead() throws IOException {
        ExperimentFolder folder = RecordedExperiment.write(temp.resolve("out"), "");
        Experiment experiment = folder.read();
        RunFolder cut = new RunFolder(folder.run(experiment.tasks().get(0)));
        JsonObject status = RunFolder.readJson(cut.status());
        status.addProperty("state", "stopped");
        RunFolder.writeJson(cut.status(), status);
        RunFolder failed = new RunFolder(folder.run(experiment.tasks().get(1)));
        status.addProperty("state", "failed");
        status.addProperty("message", "The disk is full.");
        RunFolder.writeJson(failed.status(), status);
        RunFolder layer = new RunFolder(folder.run(experiment.tasks().get(2)));
        status.addProperty("message", "Layer 1: the input holds NaN. If it happened in training, the run diverged.");
        RunFolder.writeJson(layer.status(), status);
        Answer answer = Answer.read(experiment, folder);
        assertThat(answer.runs())
                .extracting(RunOutcome::end)
                .startsWith(
                        RunOutcome.End.CUT, RunOutcome.End.FAILED, RunOutcome.End.DIVERGED, RunOutcome.End.FINISHED);
        assertThat(answer.runs().get(1).reason()).isEqualTo("The disk is full.");
        assertThat(new AnswerTables(answer).count())
                .isEqualTo("9 of 12 runs are finished, 1 diverged, 1 failed, 1 not finished.");
    }

    @Test
    void whatIsNotBegunHasNoNumber() {
        ExperimentFolder folder = new ExperimentFolder(temp.resolve("out"));
        Experiment experiment = ExperimentReader.parse("r.json", RecordedExperiment.TEXT);
        folder.claim(experiment);
        Answer answer = Answer.read(experiment, folder);
        AnswerTables tables = new AnswerTables(answer);
        assertThat(tables.count()).isEqualTo("0 of 12 runs are finished, 12 not begun.");
        assertThat(tables.markdown()).doesNotContain("NaN");
        assertThat(tables.csv()).doesNotContain("NaN");
        assertThat(tables.json().toString()).doesNotContain("NaN");
    }
}
