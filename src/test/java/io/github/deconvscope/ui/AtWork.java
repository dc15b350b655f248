package io.github.deconvscope.ui;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** Whether the program computes something beside the FX thread, or is about to. */
public final class AtWork {
    private static final String OURS = "io.github.deconvscope.";

    /** The thread of {@code CompletableFuture.delayedExecutor}: it waits for a time only while something is due later. */
    private static final String LATER = "CompletableFutureDelayScheduler";

    private static final Set<Thread.State> RESTS =
            Set.of(Thread.State.NEW, Thread.State.WAITING, Thread.State.TIMED_WAITING, Thread.State.TERMINATED);

    private AtWork() {}

    /** Whether a thread runs code of the program, or a task of it is delayed. The calling thread and the FX thread do not count. */
    public static boolean any() {
        return Thread.getAllStackTraces().entrySet().stream().anyMatch(AtWork::isAtWork);
    }

    private static boolean isAtWork(Map.Entry<Thread, StackTraceElement[]> entry) {
        Thread thread = entry.getKey();
        if (thread == Thread.currentThread() || thread.getName().equals("JavaFX Application Thread")) {
            return false;
        }
        if (thread.getName().equals(LATER)) {
            return thread.getState() != Thread.State.WAITING;
        }
        return !RESTS.contains(thread.getState())
                && Arrays.stream(entry.getValue())
                        .anyMatch(frame -> frame.getClassName().startsWith(OURS));
    }
}
