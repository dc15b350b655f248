package io.github.deconvscope.ui;

import io.github.deconvscope.Await;
import io.github.deconvscope.ui.lesson.Targets;
import io.github.deconvscope.ui.shell.JavaFxLog;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;

/** The toolkit for window tests: started once, asked from the test's thread. */
public final class Fx {
    private static boolean started;

    private Fx() {}

    public static synchronized void start() {
        if (started) {
            return;
        }
        JavaFxLog.quieten();
        CountDownLatch up = new CountDownLatch(1);
        Platform.startup(up::countDown);
        Platform.setImplicitExit(false);
        try {
            if (!up.await(Await.LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The JavaFX toolkit does not start.");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        started = true;
    }

    /** Does something on the FX thread and returns what came of it; an exception there is one here. */
    public static <T> T call(Callable<T> action) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                result.complete(action.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.get(Await.LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    public static void run(Runnable action) {
        call(() -> {
            action.run();
            return null;
        });
    }

    /** The first node that a CSS selector finds; by its id also what joins the scene only when it is first seen. */
    @SuppressWarnings("unchecked")
    public static <N extends Node> N node(Scene scene, String selector) {
        Node found = scene.lookup(selector);
        return (N)
                (found != null
                        ? found
                        : Targets.find(scene.getRoot(), selector.substring(1)).orElse(null));
    }

    /** Waits until something is so on the FX thread, or fails with {@code what}. */
    public static void await(String what, BooleanSupplier condition) {
        Await.until(what, () -> call(condition::getAsBoolean));
    }
}
