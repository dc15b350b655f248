package io.github.deconvscope.run.experiment;

import io.github.deconvscope.run.experiment.Worker.End;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Several tasks at a time, each on a thread of its own that waits for a worker. */
public final class LocalScheduler implements Scheduler {
    /** A run whose process dies again and again without an end has something wrong with it. */
    private static final int MOST_CUTS = 20;

    private static final long WAIT_MILLIS = 500;

    private final int jobs;
    private final Worker worker;
    private final Deque<RunTask> left = new ArrayDeque<>();
    private final Map<RunTask, Integer> cuts = new HashMap<>();
    private volatile boolean stopped;
    private volatile @Nullable Throwable broken;

    /**
     * @param jobs tasks at a time, at least 1
     * @param worker for as many threads
     */
    public LocalScheduler(int jobs, Worker worker) {
        this.jobs = jobs;
        this.worker = worker;
    }

    @Override
    public void carryOut(List<RunTask> tasks, BiConsumer<RunTask, End> ended) throws InterruptedException {
        synchronized (this) {
            left.addAll(tasks);
        }
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Math.min(jobs, tasks.size()); i++) {
            Thread thread = new Thread(() -> work(ended), "job-" + (i + 1));
            thread.start();
            threads.add(thread);
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } finally {
            threads.forEach(Thread::interrupt);
        }
        Throwable problem = broken;
        if (problem instanceof Error error) {
            throw error;
        }
        if (problem instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private void work(BiConsumer<RunTask, End> ended) {
        try {
            RunTask task = next();
            while (task != null && !stopped) {
                End end = worker.carryOut(task);
                if (end == End.BUSY) {
                    putBack(task);
                    Thread.sleep(WAIT_MILLIS);
                } else if (end == End.CUT && !stopped && again(task)) {
                    putBack(task);
                } else {
                    synchronized (this) {
                        ended.accept(task, end);
                    }
                }
                task = next();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            // Not a run that failed, but the place they are carried out in: the next would meet it too.
            broken = e;
            stop();
        }
    }

    private synchronized boolean again(RunTask task) {
        return cuts.merge(task, 1, Integer::sum) < MOST_CUTS;
    }

    private synchronized @Nullable RunTask next() {
        return left.poll();
    }

    private synchronized void putBack(RunTask task) {
        left.add(task);
    }

    @Override
    public void stop() {
        stopped = true;
        worker.stop();
    }
}
