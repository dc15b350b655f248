package io.github.deconvscope.engine.compute;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import io.github.deconvscope.run.EngineStatus;
import io.github.deconvscope.run.EngineStatus.State;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The only thread that touches tensors. It loads PyTorch itself, since the gradient mode is off only on the thread that does, and
 * gradient collection is process-global: two runs take turns here.
 *
 * <p>Tasks run in the order they come. A long piece of work has to cut itself into tasks, so that short questions get in between.
 */
public final class ComputeThread implements AutoCloseable {
    private final ExecutorService executor;
    /** Tasks in hand and waiting. */
    private final AtomicInteger tasks = new AtomicInteger();

    private volatile Thread thread;
    private volatile EngineStatus status = new EngineStatus(State.NOT_STARTED, "", "", "The engine is not started.");

    public ComputeThread() {
        executor = Executors.newSingleThreadExecutor(task -> {
            thread = new Thread(task, "compute");
            thread.setDaemon(true);
            // One below normal: a window that redraws goes first.
            thread.setPriority(Thread.NORM_PRIORITY - 1);
            return thread;
        });
    }

    /** Starts loading the engine; returns at once. Later calls return the same outcome. */
    public CompletableFuture<EngineStatus> load() {
        return submit(() -> {
            if (status.state() == State.NOT_STARTED) {
                status = new EngineStatus(State.LOADING, "", "", "Loading PyTorch");
                try {
                    Mkl.widen();
                    Engine engine = Engine.getEngine("PyTorch");
                    // PyTorch turns recording off on the thread that loads it; a second engine in this process is not
                    // loaded anew.
                    JniUtils.setGradMode(false);
                    Mkl.check();
                    OneDnn.check();
                    Threads.most();
                    Devices devices = Devices.of(engine);
                    String name = "PyTorch " + engine.getVersion();
                    status = new EngineStatus(State.READY, name, devices.describe(), devices.explain());
                } catch (RuntimeException | LinkageError e) {
                    status = new EngineStatus(State.FAILED, "", "", "PyTorch could not be loaded: " + reason(e));
                }
            }
            return status;
        });
    }

    private static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    public EngineStatus status() {
        return status;
    }

    /** Runs a task after those that came before, with all the threads that PyTorch has. */
    public <T> CompletableFuture<T> submit(Callable<T> task) {
        return submit(Integer.MAX_VALUE, task);
    }

    /**
     * Runs a task after those that came before.
     *
     * @param threads to compute with, see {@link Threads#wanted}; all that there are if it is more
     */
    public <T> CompletableFuture<T> submit(int threads, Callable<T> task) {
        return queue(() -> {
            if (status.state() == State.READY) {
                Threads.use(threads);
            }
            return task.call();
        });
    }

    private <T> CompletableFuture<T> queue(Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        tasks.incrementAndGet();
        try {
            executor.execute(() -> {
                Runnable answer = result.isCancelled() ? () -> {} : answer(task, result);
                // Before the answer is published, so that whoever sees it and asks again does not wait for this task.
                tasks.decrementAndGet();
                answer.run();
            });
        } catch (RejectedExecutionException e) {
            tasks.decrementAndGet();
            result.completeExceptionally(new IllegalStateException("The engine is closed.", e));
        }
        return result;
    }

    /** Carries the task out; what is returned makes its outcome known. */
    private static <T> Runnable answer(Callable<T> task, CompletableFuture<T> result) {
        try {
            T value = task.call();
            return () -> result.complete(value);
        } catch (Throwable e) {
            return () -> result.completeExceptionally(e);
        }
    }

    /** Runs a task after those that came before, with the engine loaded first; fails with its reason if it cannot be. */
    public <T> CompletableFuture<T> whenReady(Callable<T> task) {
        load();
        return submit(() -> {
            if (status.state() != State.READY) {
                throw new IllegalStateException(status.message());
            }
            return task.call();
        });
    }

    /** Whether a task that comes now has to wait; while a run trains it always has to. */
    public boolean isBusy() {
        return tasks.get() > 0;
    }

    /** Throws unless called on this thread. */
    public void assertCurrent() {
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException("Tensors belong to the compute thread, not to "
                    + Thread.currentThread().getName() + ".");
        }
    }

    /** Lets the task in hand end, drops the others, and waits for at most ten seconds. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
