package io.github.deconvscope.ui.live;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Threads that do not keep the program from ending. */
public final class Daemons {
    private Daemons() {}

    /** One thread that does tasks in order, at once, later or again and again. Whoever made it shuts it down. */
    public static ScheduledExecutorService single(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
