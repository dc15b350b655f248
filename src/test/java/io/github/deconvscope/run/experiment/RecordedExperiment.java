package io.github.deconvscope.run.experiment;

import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.EpochRecord;
import io.github.deconvscope.run.feed.Progress;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.feed.StepRecord;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Writes the folder of an experiment whose runs say what is easily computed by hand, without an engine. */
public final class RecordedExperiment {
    /** Two groups, two rates, three seeds; two epochs of four steps. */
    public static final String TEXT = """
            {
              "name": "recorded",
              "groups": [
                {"name": "bn", "set": {"normalization": "batchnorm"}},
                {"name": "nd", "set": {"normalization": "deconv"}}
              ],
              "best": {"lr": [0.1, 1]},
              "seeds": "1..3",
              "measure": ["test-accuracy", "test-accuracy@1", "test-loss", "loss", "step-time", "time", "residual"]
            }
            """;

    private RecordedExperiment() {}

    /** Of run with seed s: test accuracy after epoch e, a share. */
    public static double accuracy(RunTask task, int epoch) {
        boolean best = task.config().learningRate() == (task.group().equals("nd") ? 1 : 0.1);
        return (10 * epoch + task.seed() + (best ? 5 : 0) + (task.group().equals("nd") ? 2 : 0)) / 100.0;
    }

    /** Of step t. */
    public static double loss(RunTask task, int step) {
        return 3.0 / step + task.seed();
    }

    /** Writes all runs, the one of this name with a loss that is no number. */
    public static ExperimentFolder write(Path path, String diverging) throws IOException {
        Experiment experiment = ExperimentReader.parse("recorded.json", TEXT);
        ExperimentFolder folder = new ExperimentFolder(path);
        folder.claim(experiment);
        for (RunTask task : experiment.tasks()) {
            writeRun(folder, task, task.name().equals(diverging));
        }
        return folder;
    }

    /** Writes one run to its end. */
    public static void writeRun(ExperimentFolder folder, RunTask task, boolean diverges) throws IOException {
        RunFolder run = new RunFolder(folder.run(task));
        try (RunRecorder recorder = RunRecorder.create(run, task.config())) {
            for (int step = 1; step <= 8; step++) {
                int epoch = (step + 3) / 4;
                double loss = diverges && step > 5 ? Double.NaN : loss(task, step);
                recorder.add(new StepRecord(
                        step,
                        epoch,
                        loss,
                        0.5,
                        task.config().real(RunOption.LEARNING_RATE),
                        10.0 * step,
                        1,
                        false,
                        Optional.empty()));
                if (step % 4 == 0) {
                    recorder.add(new EpochRecord(
                            epoch, step, 2, 0.4, 1.5 / epoch, accuracy(task, epoch), 3.0 * task.seed()));
                }
            }
            recorder.status(RunState.FINISHED, Progress.NONE, "", true);
        }
    }
}
