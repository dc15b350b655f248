package io.github.deconvscope.lab.network;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** Blocks until a framework has answered. For commands and for making figures, never on the JavaFX thread. */
public final class Answers {
    private Answers() {}

    /**
     * The answer, or what kept the framework from it, as it was thrown there.
     *
     * @throws CancellationException if this thread is interrupted
     */
    public static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The wait for the framework was interrupted.");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            if (e.getCause() instanceof Error problem) {
                throw problem;
            }
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        }
    }
}
