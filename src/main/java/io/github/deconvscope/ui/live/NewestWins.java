package io.github.deconvscope.ui.live;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Background work of which only the newest counts, such as what follows from a slider. One job runs at a time and one waits: a newer job
 * replaces the waiting one, and the running one can ask whether it is overtaken. The newest job is always done; what comes of an overtaken
 * one is dropped. Any thread may call it.
 */
public final class NewestWins implements AutoCloseable {
    /** Computes an answer. */
    @FunctionalInterface
    public interface Question<A> {
        /** @param overtaken whether nobody waits for the answer any more: a newer job has come, or the worker was closed */
        A answer(BooleanSupplier overtaken) throws Exception;
    }

    private static final long PATIENCE_MILLIS = 400;

    private final Executor background;
    private volatile Job<?> newest;
    private Job<?> waiting;
    private boolean busy;
    private boolean closed;

    /** @param background runs the jobs */
    public NewestWins(Executor background) {
        this.background = background;
    }

    /** With a thread of its own, which ends while there is nothing to do. */
    public NewestWins(String thread) {
        this(Daemons.whileBusy(thread));
    }

    private final class Job<A> {
        private final Function<BooleanSupplier, CompletionStage<A>> question;
        private final Executor here;
        private final Consumer<A> answered;
        private final Consumer<Throwable> failed;
        private volatile boolean over;

        Job(
                Function<BooleanSupplier, CompletionStage<A>> question,
                Executor here,
                Consumer<A> answered,
                Consumer<Throwable> failed) {
            this.question = question;
            this.here = here;
            this.answered = answered;
            this.failed = failed;
        }

        boolean overtaken() {
            return newest != this;
        }

        CompletionStage<A> start() {
            return question.apply(this::overtaken)
                    .whenComplete((answer, failure) -> here.execute(() -> deliver(answer, failure)));
        }

        private void deliver(A answer, Throwable failure) {
            over = true;
            if (overtaken()) {
                return;
            }
            if (failure == null) {
                answered.accept(answer);
            } else {
                boolean wrapped = failure instanceof CompletionException && failure.getCause() != null;
                failed.accept(wrapped ? failure.getCause() : failure);
            }
        }
    }

    /** Does a job soon, unless a newer one comes first. It is given the question whether it is overtaken. */
    public void submit(Consumer<BooleanSupplier> job) {
        submitAfter(0, job);
    }

    /** As {@link #submit}, after so many milliseconds without a newer job. */
    public void submitAfter(long restMillis, Consumer<BooleanSupplier> job) {
        Question<Void> question = overtaken -> {
            try {
                job.accept(overtaken);
            } catch (RuntimeException | Error e) {
                // Here and not where the answer is delivered, which can be the caller's thread if the job ends at once.
                if (!overtaken.getAsBoolean()) {
                    Thread thread = Thread.currentThread();
                    thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
                }
            }
            return null;
        };
        put(new Job<>(inBackground(question), Runnable::run, done -> {}, failure -> {}), restMillis);
    }

    /**
     * Computes an answer in the background.
     *
     * @param here where {@code answered} or {@code failed} is called, unless the question is overtaken by then
     * @param failed takes what the question threw
     */
    public <A> void ask(Question<A> question, Executor here, Consumer<A> answered, Consumer<Throwable> failed) {
        put(new Job<>(inBackground(question), here, answered, failed), 0);
    }

    /**
     * As {@link #ask}, for a question that can take long.
     *
     * @param late called on {@code here} if there is no answer after the time that a person waits without a sign, {@value #PATIENCE_MILLIS} ms
     */
    public <A> void ask(
            Question<A> question, Executor here, Consumer<A> answered, Consumer<Throwable> failed, Runnable late) {
        Job<A> job = new Job<>(inBackground(question), here, answered, failed);
        put(job, 0);
        CompletableFuture.delayedExecutor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS, here)
                .execute(() -> {
                    if (!job.over && !job.overtaken()) {
                        late.run();
                    }
                });
    }

    /** As {@link #ask}, for a question that is answered on other threads; what refuses it at once is a failure like any other. */
    public <A> void askElsewhere(
            Supplier<CompletionStage<A>> question, Executor here, Consumer<A> answered, Consumer<Throwable> failed) {
        put(new Job<>(overtaken -> asked(question), here, answered, failed), 0);
    }

    private static <A> CompletionStage<A> asked(Supplier<CompletionStage<A>> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private <A> Function<BooleanSupplier, CompletionStage<A>> inBackground(Question<A> question) {
        return overtaken -> CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return question.answer(overtaken);
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                background);
    }

    private void put(Job<?> job, long restMillis) {
        synchronized (this) {
            if (closed) {
                return;
            }
            newest = job;
            waiting = null;
        }
        if (restMillis > 0) {
            CompletableFuture.delayedExecutor(restMillis, TimeUnit.MILLISECONDS, Runnable::run)
                    .execute(() -> enqueue(job));
        } else {
            enqueue(job);
        }
    }

    private void enqueue(Job<?> job) {
        synchronized (this) {
            if (job.overtaken()) {
                return;
            }
            waiting = job;
        }
        startNext();
    }

    private void startNext() {
        Job<?> next;
        synchronized (this) {
            if (busy || waiting == null) {
                return;
            }
            next = waiting;
            waiting = null;
            busy = true;
        }
        try {
            next.start().whenComplete((answer, failure) -> {
                synchronized (this) {
                    busy = false;
                }
                startNext();
            });
        } catch (RejectedExecutionException e) {
            // The executor was shut down: nobody waits for an answer.
            close();
        }
    }

    /** Whether a job runs or waits to. */
    public synchronized boolean isBusy() {
        return busy || waiting != null;
    }

    /** Overtakes whatever runs or waits. */
    public synchronized void cancel() {
        newest = null;
        waiting = null;
    }

    /** As {@link #cancel}; later jobs are ignored. */
    @Override
    public synchronized void close() {
        closed = true;
        cancel();
    }
}
