package io.github.deconvscope.run.experiment;

import io.github.deconvscope.base.JsonFields;
import io.github.deconvscope.run.record.RunFolder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How far the runs of an experiment are, read from their folders, whichever process writes them. Any thread may call it. */
public final class ExperimentProgress {
    /**
     * One look.
     *
     * @param share done, from 0 to 1: a mean over runs, each by its steps
     * @param done runs at their end
     * @param begun runs between start and end
     * @param total all runs
     * @param secondsLeft grown from what was done since the first look; NaN while nothing was
     * @param states what each run last said of itself; changes when one begins or ends
     */
    public record Look(double share, int done, int begun, int total, double secondsLeft, List<String> states) {}

    private final ExperimentFolder folder;
    private final List<RunTask> tasks;
    private final Set<String> ended = new HashSet<>();
    private final long start = System.nanoTime();
    private double shareAtStart = Double.NaN;

    /** @param tasks the runs that are counted */
    public ExperimentProgress(ExperimentFolder folder, List<RunTask> tasks) {
        this.folder = folder;
        this.tasks = List.copyOf(tasks);
    }

    /** A run came to an end, whatever its folder says. */
    public synchronized void ended(RunTask task) {
        ended.add(task.name());
    }

    /** Looks at all folders. */
    public synchronized Look look() {
        List<String> states = new ArrayList<>();
        double shares = 0;
        int done = 0;
        int begun = 0;
        for (RunTask task : tasks) {
            JsonFields status = RunFolder.readFields(new RunFolder(folder.run(task)).status());
            double share = ended.contains(task.name()) ? 1 : share(status);
            states.add(status != null && status.has("state") ? status.text("state") : "");
            shares += share;
            done += share == 1 ? 1 : 0;
            begun += share > 0 && share < 1 ? 1 : 0;
        }
        double share = tasks.isEmpty() ? 1 : shares / tasks.size();
        if (Double.isNaN(shareAtStart)) {
            shareAtStart = share;
        }
        double left = share > shareAtStart
                ? (System.nanoTime() - start) / 1e9 * (1 - share) / (share - shareAtStart)
                : Double.NaN;
        return new Look(share, done, begun, tasks.size(), left, List.copyOf(states));
    }

    private static double share(@Nullable JsonFields status) {
        if (status == null || !status.has("step") || !status.has("totalSteps") || status.whole("totalSteps") < 1) {
            return 0;
        }
        return Math.min(1, (double) status.whole("step") / status.whole("totalSteps"));
    }
}
