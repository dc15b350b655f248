package io.github.deconvscope;

import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits in tests: for a condition, never for a time. */
public final class Await {
    private static final double LOOK_SECONDS = 0.01;

    /** Far longer than anything here takes on a busy machine: only what never comes ends a wait. */
    public static final long LONGEST_SECONDS = 120;

    private Await() {}

    /** Waits until something is so, or fails with {@code what}. */
    public static void until(String what, BooleanSupplier condition) {
        until(what, LOOK_SECONDS, condition);
    }

    /** Looks only every so many seconds, where a look takes its time. */
    public static void until(String what, double every, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("Not within " + LONGEST_SECONDS + " s: " + what);
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
        until("collected", () -> {
            System.gc();
            between.run();
            return references.stream().map(WeakReference::get).noneMatch(Objects::nonNull);
        });
    }
}
