package io.github.deconvscope.ui.page.convolution;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Asks something slow about a value that changes fast: one question at a time, and when it is answered the newest value, if there is a newer one.
 * Answers about old values are dropped. For one thread, the one that {@code here} runs things on.
 */
final class LatestAnswer<Q, A> {
    private final Function<Q, CompletionStage<A>> asking;
    private final Executor here;
    private final Consumer<A> answered;
    private final Consumer<Throwable> failed;
    private Q newest;
    private boolean busy;

    LatestAnswer(
            Function<Q, CompletionStage<A>> asking, Executor here, Consumer<A> answered, Consumer<Throwable> failed) {
        this.asking = asking;
        this.here = here;
        this.answered = answered;
        this.failed = failed;
    }

    void ask(Q question) {
        newest = question;
        if (!busy) {
            next();
        }
    }

    private void next() {
        busy = true;
        Q asked = newest;
        try {
            asking.apply(asked).whenComplete((answer, failure) -> here.execute(() -> finish(asked, answer, failure)));
        } catch (RejectedExecutionException e) {
            // The window was closed: nobody waits for the answer.
            busy = false;
        }
    }

    private void finish(Q asked, A answer, Throwable failure) {
        busy = false;
        if (newest != asked) {
            next();
        } else if (failure == null) {
            answered.accept(answer);
        } else {
            failed.accept(
                    failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause()
                            : failure);
        }
    }
}
