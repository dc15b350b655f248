package io.github.deconvscope.ui.live;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that paint figures: two, so that one slow figure does not hold up the others; they end when there is nothing to do. */
public final class PaintPool {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final ThreadPoolExecutor POOL =
            new ThreadPoolExecutor(2, 2, 2, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                Thread thread = new Thread(task, "figure-painter-" + COUNT.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });

    static {
        POOL.allowCoreThreadTimeOut(true);
    }

    private PaintPool() {}

    /** Runs something that paints, or makes what is painted; soon, on a thread of the pool. */
    public static void run(Runnable painting) {
        POOL.execute(painting);
    }
}
