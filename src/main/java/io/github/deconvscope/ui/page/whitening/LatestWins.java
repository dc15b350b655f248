package io.github.deconvscope.ui.page.whitening;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A worker thread with room for one waiting job: a newer job takes the place of the one that waits, and tells the one that runs that it
 * has been overtaken. The last job is always done. The thread ends after a while without work.
 */
final class LatestWins {
    private static final long IDLE_NANOS = 2_000_000_000;

    private final String name;
    private final AtomicReference<Consumer<BooleanSupplier>> waiting = new AtomicReference<>();
    private final Object lock = new Object();
    private Thread thread;
    private long notBefore;
    private boolean closed;

    LatestWins(String name) {
        this.name = name;
    }

    /** Does the job soon, unless a newer one comes first. The job is handed a question: has a newer one come? */
    void submit(Consumer<BooleanSupplier> job) {
        submitAfter(0, job);
    }

    /** As {@link #submit}, but not before so many milliseconds have passed without a newer job. */
    void submitAfter(long restMillis, Consumer<BooleanSupplier> job) {
        synchronized (lock) {
            if (closed) {
                return;
            }
            waiting.set(job);
            notBefore = System.nanoTime() + restMillis * 1_000_000;
            if (thread == null) {
                thread = new Thread(this::work, name);
                thread.setDaemon(true);
                thread.start();
            }
            lock.notifyAll();
        }
    }

    /** Drops what waits and overtakes what runs. */
    void close() {
        synchronized (lock) {
            closed = true;
            waiting.set(null);
            lock.notifyAll();
        }
    }

    private boolean overtaken() {
        return closed || waiting.get() != null;
    }

    private void work() {
        while (true) {
            Consumer<BooleanSupplier> job = next();
            if (job == null) {
                return;
            }
            job.accept(this::overtaken);
        }
    }

    private Consumer<BooleanSupplier> next() {
        synchronized (lock) {
            long end = System.nanoTime() + IDLE_NANOS;
            try {
                while (!closed) {
                    long now = System.nanoTime();
                    long until = waiting.get() == null ? end : notBefore;
                    if (now - until >= 0) {
                        break;
                    }
                    // A millisecond more, since the wait is in whole ones.
                    lock.wait((until - now) / 1_000_000 + 1);
                }
            } catch (InterruptedException e) {
                closed = true;
            }
            Consumer<BooleanSupplier> job = waiting.getAndSet(null);
            if (job == null) {
                thread = null;
            }
            return job;
        }
    }
}
