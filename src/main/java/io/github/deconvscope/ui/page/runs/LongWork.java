package io.github.deconvscope.ui.page.runs;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/**
 * Exports and imports, one at a time: after a second a person sees that one goes on, and can give it up. Giving up interrupts the thread, so that reading and
 * writing of files end where they are; what writes is to take back what it wrote. Properties change on the executor {@code ui}.
 */
final class LongWork {
    /** How long a person waits without a sign. */
    static final long PATIENCE_MILLIS = 1000;

    private final Executor work;
    private final Executor ui;
    private final Consumer<String> trouble;
    private final ReadOnlyStringWrapper activity = new ReadOnlyStringWrapper(this, "activity", "");
    private final ReadOnlyStringWrapper shown = new ReadOnlyStringWrapper(this, "shown", "");
    private Thread worker;
    private boolean givenUp;

    /** @param trouble takes why something was not done */
    LongWork(Executor work, Executor ui, Consumer<String> trouble) {
        this.work = work;
        this.ui = ui;
        this.trouble = trouble;
    }

    /** What has been going on for longer than a second, such as {@code Importing logs}; empty for nothing. */
    ReadOnlyStringProperty shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /**
     * Does something soon.
     *
     * @param what in words
     * @param then takes the result, on {@code ui}
     */
    <T> void run(String what, RunsModel.Task<T> task, Consumer<T> then) {
        activity.set(what);
        CompletableFuture.delayedExecutor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS, ui)
                .execute(() -> shown.set(activity.get().equals(what) ? what : shown.get()));
        work.execute(() -> {
            begin();
            try {
                T result = task.run();
                end(() -> then.accept(result));
            } catch (IOException | RuntimeException e) {
                boolean wanted = isGivenUp();
                end(() -> trouble.accept(wanted ? what + ": given up. Nothing of it was kept." : RunsModel.words(e)));
            }
        });
    }

    private synchronized void begin() {
        worker = Thread.currentThread();
        givenUp = false;
    }

    private synchronized boolean isGivenUp() {
        return givenUp;
    }

    private void end(Runnable told) {
        synchronized (this) {
            worker = null;
        }
        // The thread goes on with other tasks: they are wanted.
        Thread.interrupted();
        ui.execute(() -> {
            activity.set("");
            shown.set("");
            told.run();
        });
    }

    /** Ends what goes on. */
    synchronized void giveUp() {
        if (worker != null) {
            givenUp = true;
            worker.interrupt();
        }
    }
}
