package io.github.deconvscope.app.spark;

import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.base.ProcessLock;
import io.github.deconvscope.run.experiment.ExperimentFolder;
import io.github.deconvscope.run.experiment.RunTask;
import io.github.deconvscope.run.experiment.Worker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Gives each run to Spark as a job of one task, so that Spark decides where it is computed, and begins it again elsewhere if its executor is
 * lost. For any number of threads.
 */
final class SparkWorker implements Worker {
    private static final String GROUP = "deconvscope";

    /** Hooks of higher priority come first; Spark's have 50 and less. */
    private static final int BEFORE_SPARK = 1000;

    private static final long POLL_MILLIS = 100;

    /** How long executors may take to write their checkpoints after they were asked to stop. */
    private static final long STOP_MILLIS = 120_000;

    private final JavaSparkContext spark;
    private final ExperimentFolder folder;
    private final String experiment;
    private final String mark;
    /** When this process is told to end, Spark would end the executors at the same time. */
    private final Runnable beforeSparkEnds = this::stopAndWait;

    private volatile boolean shared;
    private volatile boolean stopped;

    /**
     * @param spark a connection with executors; closed with this worker
     * @param folder that was claimed for the experiment
     * @param shared whether executors may see the folder; if they turn out not to, runs travel as bytes
     */
    SparkWorker(JavaSparkContext spark, ExperimentFolder folder, boolean shared) {
        this.spark = spark;
        this.folder = folder;
        this.shared = shared;
        this.experiment = folder.read().json().toString();
        try {
            this.mark = SharedDisk.mark(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(PlainWords.of(e), e);
        }
        ShutdownHookManager.get().addShutdownHook(beforeSparkEnds, BEFORE_SPARK, STOP_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public End carryOut(RunTask task) {
        try {
            if (shared) {
                End end = carryOut(errand(task, null)).end();
                if (end != null) {
                    return end;
                }
                shared = false;
            }
            return withParcel(task);
        } catch (IOException e) {
            // Such as a full disk, which the next run meets too.
            throw new UncheckedIOException(PlainWords.of(e), e);
        }
    }

    /** The run is locked here as long as it is away. */
    private End withParcel(RunTask task) throws IOException {
        Optional<ProcessLock> lock = folder.take(task);
        if (lock.isEmpty()) {
            return End.BUSY;
        }
        try (ProcessLock held = lock.get()) {
            Path run = folder.run(task);
            RunParcel.recover(run);
            Errand.Outcome outcome = carryOut(errand(task, RunParcel.pack(run)));
            if (outcome.parcel() != null) {
                RunParcel.unpack(outcome.parcel(), run);
            }
            folder.refuse(task, outcome.refused());
            return outcome.end();
        }
    }

    private Errand errand(RunTask task, byte[] parcel) {
        return new Errand(
                experiment, task.name(), folder.path().toAbsolutePath().toString(), mark, parcel);
    }

    private Errand.Outcome carryOut(Errand errand) {
        if (stopped) {
            return new Errand.Outcome(End.CUT, null, null);
        }
        spark.setJobGroup(GROUP, errand.run(), true);
        try {
            return spark.parallelize(List.of(errand), 1)
                    .map(new Executor())
                    .collect()
                    .get(0);
        } catch (Exception e) {
            if (e instanceof SparkException lost) {
                // Its executors were lost again and again, or it was told to stop.
                if (!stopped) {
                    System.err.println(errand.run() + ": "
                            + PlainWords.of(lost).lines().findFirst().orElse(""));
                }
                return new Errand.Outcome(End.CUT, null, null);
            }
            throw e;
        }
    }

    @Override
    public void stop() {
        stopped = true;
        spark.sc().cancelJobGroupAndFutureJobs(GROUP);
    }

    private void stopAndWait() {
        stop();
        try {
            await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until executors have written their checkpoints. */
    private void await() throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS);
        while (running() > 0 && System.nanoTime() < until) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Executors end with the connection. */
    @Override
    public void close() throws InterruptedException {
        await();
        if (!ShutdownHookManager.get().isShutdownInProgress()) {
            ShutdownHookManager.get().removeShutdownHook(beforeSparkEnds);
        }
        spark.close();
    }

    private int running() {
        int tasks = 0;
        for (var executor : spark.statusTracker().getExecutorInfos()) {
            tasks += executor.numRunningTasks();
        }
        return tasks;
    }
}
