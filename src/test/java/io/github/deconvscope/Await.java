package io.github.deconvscope;

import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits in tests: for a condition, never for a time. */
public final class Await {
    private static final double LOOK_SECONDS = 0.01;

    private Await() {}

    /** Waits until something is so, or fails with {@code what}. */
    public static void until(String what, double seconds, BooleanSupplier condition) {
        until(what, seconds, LOOK_SECONDS, condition);
    }

    /** Looks only every so many seconds, where a look takes its time. */
    public static void until(String what, double seconds, double every, BooleanSupplier condition) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("Not within " + seconds + " s: " + what);
            }
            LockSupport.parkNanos((long) (every * 1e9));
        }
    }

    /**
     * Waits until nothing holds what is referred to.
     *
     * @param between what lets go, such as a turn of an event queue; after each collection
     */
    public static void collected(Collection<? extends WeakReference<?>> references, Runnable between) {
        until("collected", 10, () -> {
            System.gc();
            between.run();
            return references.stream().map(WeakReference::get).noneMatch(Objects::nonNull);
        });
    }
}
