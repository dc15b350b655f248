package io.github.deconvscope.run.experiment;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.base.ProcessLock;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.RunService;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.record.RecordedRun;
import io.github.deconvscope.run.record.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Carries runs out in this process. For one thread: two gradients cannot be computed at once. */
public final class InProcessWorker implements Worker {
    private final RunService runs;
    private final ExperimentFolder folder;
    private @Nullable RunHandle current;
    private boolean stopped;

    /** @param folder that was claimed for the experiment */
    public InProcessWorker(RunService runs, ExperimentFolder folder) {
        this.runs = runs;
        this.folder = folder;
    }

    @Override
    public End carryOut(RunTask task) throws InterruptedException {
        try {
            Optional<ProcessLock> lock = folder.take(task);
            if (lock.isEmpty()) {
                return End.BUSY;
            }
            try (ProcessLock held = lock.get()) {
                return carryOutLocked(task);
            }
        } catch (IOException e) {
            // Such as a full disk, which the next run meets too, and where there is no place to write why.
            throw new UncheckedIOException(PlainWords.of(e), e);
        }
    }

    private End carryOutLocked(RunTask task) throws IOException, InterruptedException {
        folder.refuse(task, Optional.empty());
        try {
            folder.requireOwn(task);
            folder.removeHalfWritten(task);
            RunFolder run = new RunFolder(folder.run(task));
            if (!run.isRun()) {
                return await(() -> runs.start(task.config(), run.path()));
            }
            RunFeed feed = RecordedRun.open(run.path()).feed();
            if (feed.state() == RunState.FINISHED || RunOutcome.diverged(feed)) {
                return End.DONE;
            }
            // Written a moment ago by a process on another machine that may be gone.
            return feed.state().ended() ? await(() -> runs.resume(run.path())) : End.BUSY;
        } catch (InvalidInputException e) {
            folder.refuse(task, Optional.of(e.getMessage()));
            return End.FAILED;
        }
    }

    private End await(java.util.function.Supplier<RunHandle> begin) throws InterruptedException {
        RunHandle run;
        synchronized (this) {
            if (stopped) {
                return End.CUT;
            }
            run = begin.get();
            current = run;
        }
        try {
            return run.done().get() == RunState.FINISHED ? End.DONE : End.CUT;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InvalidInputException refused && !new RunFolder(run.folder()).isRun()) {
                throw refused;
            }
            return RunOutcome.diverged(run.feed()) ? End.DONE : End.FAILED;
        } finally {
            synchronized (this) {
                current = null;
            }
        }
    }

    @Override
    public synchronized void stop() {
        stopped = true;
        if (current != null) {
            current.stop();
        }
    }

    /** Why a task failed, in plain words. */
    public static String reason(ExperimentFolder folder, RunTask task) {
        return folder.refused(task).orElseGet(() -> {
            try {
                return RecordedRun.open(folder.run(task))
                        .feed()
                        .failure()
                        .orElse("It did not come to its end; see the .log files in " + folder.runs() + ".");
            } catch (InvalidInputException e) {
                return PlainWords.of(e);
            }
        });
    }
}
