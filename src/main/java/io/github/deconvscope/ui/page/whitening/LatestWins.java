package io.github.deconvscope.ui.page.whitening;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A worker thread with room for one waiting job: a newer job takes the place of the one that waits, and tells the one that runs that it
 * has been overtaken. The last job is always done. The thread ends after a while without work.
 */
final class LatestWins {
    private static final long IDLE_MILLIS = 2_000;

    private final String name;
    private final AtomicReference<Consumer<BooleanSupplier>> waiting = new AtomicReference<>();
    private final Object lock = new Object();
    private Thread thread;
    private boolean closed;

    LatestWins(String name) {
        this.name = name;
    }

    /** Does the job soon, unless a newer one comes first. The job is handed a question: has a newer one come? */
    void submit(Consumer<BooleanSupplier> job) {
        synchronized (lock) {
            if (closed) {
                return;
            }
            waiting.set(job);
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
            long end = System.currentTimeMillis() + IDLE_MILLIS;
            while (waiting.get() == null && !closed && System.currentTimeMillis() < end) {
                try {
                    lock.wait(IDLE_MILLIS);
                } catch (InterruptedException e) {
                    closed = true;
                }
            }
            Consumer<BooleanSupplier> job = waiting.getAndSet(null);
            if (job == null) {
                thread = null;
            }
            return job;
        }
    }
}
