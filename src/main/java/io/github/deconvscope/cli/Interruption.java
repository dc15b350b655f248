package io.github.deconvscope.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes Ctrl-C (or a polite kill) end a long command in good order: the command is asked to stop, and the JVM waits until it
 * has closed what it had open. Not {@code System.exit} but this waits: during a shutdown {@code exit} never returns.
 *
 * <pre>{@code
 * try (Interruption ctrlC = Interruption.asks(run::stop)) {
 *     run.awaitEnd();
 *     printSummary();
 * }
 * }</pre>
 */
public final class Interruption implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean asked;

    private Interruption(Runnable stop) {
        hook = new Thread(() -> askAndWait(stop), "ctrl-c");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * From now until {@link #close()}, Ctrl-C calls {@code stop} on a thread of its own.
     *
     * @param stop asks the work to end soon; must not block
     */
    public static Interruption asks(Runnable stop) {
        return new Interruption(stop);
    }

    /** Whether the person asked to stop. */
    public boolean asked() {
        return asked;
    }

    private void askAndWait(Runnable stop) {
        if (ended.getCount() == 0) {
            return;
        }
        asked = true;
        stop.run();
        try {
            ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells the waiting JVM that all is in order; print the summary before this. */
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook is running already; it ends now.
        }
    }
}
