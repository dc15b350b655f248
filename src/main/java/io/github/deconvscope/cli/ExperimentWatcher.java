package io.github.deconvscope.cli;

import io.github.deconvscope.run.experiment.ExperimentFolder;
import io.github.deconvscope.run.experiment.ExperimentProgress;
import io.github.deconvscope.run.experiment.InProcessWorker;
import io.github.deconvscope.run.experiment.RunTask;
import io.github.deconvscope.run.experiment.Worker.End;
import io.github.deconvscope.run.feed.Progress;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Shows the progress of an experiment, read from its run folders, whichever process writes them. */
final class ExperimentWatcher implements AutoCloseable {
    private static final long LOOK_MILLIS = 1000;

    private final ExperimentFolder folder;
    private final List<RunTask> tasks;
    private final ExperimentProgress progress;
    private final ProgressLine line;
    private final boolean quiet;
    private final Map<String, End> ends = new HashMap<>();
    private final Thread thread = new Thread(this::watch, "progress");

    ExperimentWatcher(ExperimentFolder folder, List<RunTask> tasks, PrintStream messages, boolean quiet) {
        this.folder = folder;
        this.tasks = tasks;
        this.quiet = quiet;
        progress = new ExperimentProgress(folder, tasks);
        line = ProgressLine.on(messages, quiet);
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try {
            while (true) {
                show();
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void show() {
        ExperimentProgress.Look look = progress.look();
        synchronized (this) {
            line.show(
                    look.share(),
                    look.done() + " of " + look.total() + " runs, " + look.begun() + " begun, "
                            + Progress.duration(look.secondsLeft()) + " left");
        }
    }

    /** A run came to an end, or was cut. */
    synchronized void ended(RunTask task, End end) {
        progress.ended(task);
        ends.put(task.name(), end);
        if (end == End.FAILED) {
            line.say("failed: " + task.name() + ". " + InProcessWorker.reason(folder, task));
        } else if (end == End.DONE && !quiet) {
            line.say("done: " + task.name());
        }
    }

    /** Whether every run ended well, or diverged. */
    synchronized boolean allDone() {
        return ends.size() == tasks.size() && ends.values().stream().allMatch(end -> end == End.DONE);
    }

    @Override
    public void close() {
        thread.interrupt();
        synchronized (this) {
            line.close();
        }
    }
}
