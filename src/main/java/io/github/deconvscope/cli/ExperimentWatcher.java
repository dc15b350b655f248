package io.github.deconvscope.cli;

import io.github.deconvscope.base.JsonFields;
import io.github.deconvscope.run.experiment.ExperimentFolder;
import io.github.deconvscope.run.experiment.InProcessWorker;
import io.github.deconvscope.run.experiment.RunTask;
import io.github.deconvscope.run.experiment.Worker.End;
import io.github.deconvscope.run.feed.Progress;
import io.github.deconvscope.run.record.RunFolder;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Shows the progress of an experiment, read from its run folders, whichever process writes them. */
final class ExperimentWatcher implements AutoCloseable {
    private static final long LOOK_MILLIS = 1000;

    private final ExperimentFolder folder;
    private final List<RunTask> tasks;
    private final ProgressLine line;
    private final boolean quiet;
    private final Map<String, End> ends = new HashMap<>();
    private final Thread thread = new Thread(this::watch, "progress");
    private final long start = System.nanoTime();
    private double shareAtStart = Double.NaN;

    ExperimentWatcher(ExperimentFolder folder, List<RunTask> tasks, PrintStream messages, boolean quiet) {
        this.folder = folder;
        this.tasks = tasks;
        this.quiet = quiet;
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

    /** The share done is a mean over runs, each by its steps; the time left grows from what was done since this began. */
    private void show() {
        List<RunTask> open = new ArrayList<>(tasks);
        synchronized (this) {
            open.removeIf(task -> ends.containsKey(task.name()));
        }
        double shares = tasks.size() - open.size();
        int running = 0;
        for (RunTask task : open) {
            double share = share(task);
            shares += share;
            running += share > 0 && share < 1 ? 1 : 0;
        }
        double share = tasks.isEmpty() ? 1 : shares / tasks.size();
        if (Double.isNaN(shareAtStart)) {
            shareAtStart = share;
        }
        double left = share > shareAtStart
                ? (System.nanoTime() - start) / 1e9 * (1 - share) / (share - shareAtStart)
                : Double.NaN;
        synchronized (this) {
            line.show(
                    share,
                    tasks.size() - open.size() + " of " + tasks.size() + " runs, " + running + " begun, "
                            + Progress.duration(left) + " left");
        }
    }

    private double share(RunTask task) {
        JsonFields status = RunFolder.readFields(new RunFolder(folder.run(task)).status());
        if (status == null || !status.has("step") || !status.has("totalSteps") || status.whole("totalSteps") < 1) {
            return 0;
        }
        return Math.min(1, (double) status.whole("step") / status.whole("totalSteps"));
    }

    /** A run came to an end, or was cut. */
    synchronized void ended(RunTask task, End end) {
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
