package io.github.deconvscope.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets Ctrl-C (or SIGTERM) end a long command in good order: a shutdown hook asks the command to stop and waits until {@link #close()}; the
 * command itself must not call {@code System.exit}, which never returns during a shutdown. A second Ctrl-C ends the program at once. Either
 * way the exit code is that of the signal, 130 for Ctrl-C and 143 for SIGTERM.
 *
 * <pre>{@code
 * try (Interruption ctrlC = Interruption.asks(run::stop, System.err)) {
 *     run.awaitEnd();
 *     printSummary();
 * }
 * }</pre>
 */
public final class Interruption implements AutoCloseable {
    /** Enough for a step of the largest net and its checkpoint on a slow machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final PrintStream messages;
    private final Thread hook;
    private volatile boolean asked;

    private Interruption(Runnable stop, PrintStream messages) {
        this.messages = messages;
        hook = new Thread(() -> askAndWait(stop), "ctrl-c");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * From now until {@link #close()}, Ctrl-C calls {@code stop} on a thread of its own.
     *
     * @param stop asks the work to end soon; must not block
     * @param messages where messages for the user go
     */
    public static Interruption asks(Runnable stop, PrintStream messages) {
        return new Interruption(stop, messages);
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
        // On a line of its own: a progress bar may be on this one.
        messages.printf("%nStopping after this step. Ctrl-C again ends at once, without a new checkpoint.%n");
        endAtNextCtrlC();
        stop.run();
        try {
            ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Restores the default handler of Ctrl-C, since the JVM ignores the signal during a shutdown: the next one ends the process at once.
     * {@code Runtime.halt} would free PyTorch's memory while a thread still computes, and crash. Uses reflection because the class is not
     * part of every JVM and the compiler warns of its name; where it is missing, a second Ctrl-C has no effect.
     */
    private static void endAtNextCtrlC() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ctrlC = signal.getConstructor(String.class).newInstance("INT");
            Object byTheSystem = handler.getField("SIG_DFL").get(null);
            signal.getMethod("handle", signal, handler).invoke(null, ctrlC, byTheSystem);
        } catch (ReflectiveOperationException | IllegalArgumentException missing) {
            // The first Ctrl-C still ends the program in good order.
        }
    }

    /** Lets the waiting JVM end; print the summary before this. */
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
