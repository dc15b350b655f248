package io.github.deconvscope.ui.live;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads that do not keep the program from ending. */
public final class Daemons {
    private Daemons() {}

    /** One thread that does tasks in order, at once, later or again and again. Whoever made it shuts it down. */
    public static ScheduledExecutorService single(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> daemon(task, name));
    }

    /** One thread that does tasks in order and ends after two seconds without any. Nobody need shut it down. */
    static Executor whileBusy(String name) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1, 1, 2, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> daemon(task, name));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
