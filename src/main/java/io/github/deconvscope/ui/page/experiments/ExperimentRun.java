package io.github.deconvscope.ui.page.experiments;

import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.run.RunService;
import io.github.deconvscope.run.experiment.Answer;
import io.github.deconvscope.run.experiment.AnswerTables;
import io.github.deconvscope.run.experiment.Experiment;
import io.github.deconvscope.run.experiment.ExperimentFolder;
import io.github.deconvscope.run.experiment.ExperimentProgress;
import io.github.deconvscope.run.experiment.InProcessWorker;
import io.github.deconvscope.run.experiment.LocalScheduler;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Has the runs of an experiment carried out by the engine of this window, one after another, on threads of its own. What is finished is left
 * alone, and what was cut is continued. At the end, also after {@link #stop}, the tables are written into the folder.
 */
final class ExperimentRun {
    private final Experiment experiment;
    private final ExperimentFolder folder;
    private final ExperimentProgress progress;
    private final LocalScheduler scheduler;
    private final Consumer<String> over;

    private ExperimentRun(RunService runs, Experiment experiment, ExperimentFolder folder, Consumer<String> over) {
        this.experiment = experiment;
        this.folder = folder;
        this.over = over;
        progress = new ExperimentProgress(folder, experiment.tasks());
        scheduler = new LocalScheduler(1, new InProcessWorker(runs, folder));
    }

    /**
     * Begins; returns at once.
     *
     * @param over is told, on another thread, that nothing is carried out any more: why, or nothing if all went well or was stopped
     */
    static ExperimentRun start(RunService runs, Experiment experiment, ExperimentFolder folder, Consumer<String> over) {
        ExperimentRun run = new ExperimentRun(runs, experiment, folder, over);
        Thread thread = new Thread(run::carryOut, "experiment");
        thread.setDaemon(true);
        thread.start();
        return run;
    }

    private void carryOut() {
        String problem = "";
        try {
            folder.claim(experiment);
            scheduler.carryOut(experiment.tasks(), (task, end) -> progress.ended(task));
            new AnswerTables(Answer.read(experiment, folder)).write(folder.path());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            // What is said of a folder is said for the command line.
            problem = PlainWords.of(e).replace(" with --out", "");
        }
        over.accept(problem);
    }

    /** How far all runs are, and how long they take from now on. */
    ExperimentProgress progress() {
        return progress;
    }

    /** Ends the run that is carried out, with a checkpoint, and begins no other; returns at once. */
    void stop() {
        scheduler.stop();
    }
}
