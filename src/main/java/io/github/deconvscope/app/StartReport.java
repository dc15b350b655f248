package io.github.deconvscope.app;

import io.github.deconvscope.run.EngineStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import javafx.application.Platform;

/**
 * Says on standard output how long the start took, then closes the window: for {@code bench start} and for the build, which keeps
 * the classes that are loaded. Asked for with {@code -Ddeconvscope.exitWhen=usable} or {@code =ready}, or with {@code =trained}, where a net is
 * trained after the window has closed ({@link Rehearsal}).
 */
final class StartReport implements Runnable {
    static final String PROPERTY = "deconvscope.exitWhen";
    /** When the process was started, in milliseconds since 1970: told by who starts it, since Linux rounds it to seconds. */
    static final String STARTED = "deconvscope.startedAt";

    static final String USABLE = "usable";
    static final String READY = "ready";
    private static final String TRAINED = "trained";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final boolean waitsForEngine;
    private final Runnable loadEngine;
    private final Supplier<EngineStatus> engine;

    private StartReport(boolean waitsForEngine, Runnable loadEngine, Supplier<EngineStatus> engine) {
        this.waitsForEngine = waitsForEngine;
        this.loadEngine = loadEngine;
        this.engine = engine;
    }

    /** Whether this start is only timed; then it is the same each time, whatever the person set up. */
    static boolean isAskedFor() {
        return !System.getProperty(PROPERTY, "").isEmpty();
    }

    /** Whether a net is to be trained when the window has closed. */
    static boolean goesOnToTrain() {
        return System.getProperty(PROPERTY, "").equals(TRAINED);
    }

    /** What to do when the window is usable: usually to load the engine, and nothing else. */
    static Runnable asAskedFor(Runnable loadEngine, Supplier<EngineStatus> engine) {
        String when = System.getProperty(PROPERTY, "");
        return when.isEmpty() ? loadEngine : new StartReport(when.equals(READY), loadEngine, engine);
    }

    @Override
    public void run() {
        report(USABLE);
        if (!waitsForEngine) {
            Platform.exit();
            return;
        }
        loadEngine.run();
        Thread waiting = new Thread(this::waitForEngine, "start-report");
        waiting.setDaemon(true);
        waiting.start();
    }

    private void waitForEngine() {
        Instant end = Instant.now().plus(PATIENCE);
        EngineStatus.State state = engine.get().state();
        while (state != EngineStatus.State.READY
                && state != EngineStatus.State.FAILED
                && Instant.now().isBefore(end)) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            state = engine.get().state();
        }
        if (state == EngineStatus.State.READY) {
            report(READY);
        }
        Platform.exit();
    }

    private static void report(String what) {
        long now = System.currentTimeMillis();
        System.out.println(what + " " + (now - Long.getLong(STARTED, now)));
    }
}
