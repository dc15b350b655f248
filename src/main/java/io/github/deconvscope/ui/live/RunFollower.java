package io.github.deconvscope.ui.live;

import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.record.RecordedRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Opens a recorded run on a thread of its own and keeps reading what another process may add to it, until closed. A resumed run, whose
 * files were shortened to its checkpoint, is opened anew.
 */
public final class RunFollower implements AutoCloseable {
    private static final long POLL_MILLIS = 300;

    private final Path folder;
    private final Executor ui;
    private final Consumer<RunFeed> opened;
    private final Consumer<String> failed;
    private final ScheduledExecutorService worker;
    private volatile boolean closed;
    private RecordedRun run;

    private RunFollower(Path folder, Executor ui, Consumer<RunFeed> opened, Consumer<String> failed) {
        this.folder = folder;
        this.ui = ui;
        this.opened = opened;
        this.failed = failed;
        worker = Daemons.single("run-follower");
    }

    /**
     * Starts following a run folder.
     *
     * @param ui where the consumers are called
     * @param opened gets the feed, again when it had to be opened anew
     * @param failed receives why the run cannot be shown
     */
    public static RunFollower follow(Path folder, Executor ui, Consumer<RunFeed> opened, Consumer<String> failed) {
        RunFollower follower = new RunFollower(folder, ui, opened, failed);
        follower.worker.scheduleWithFixedDelay(follower::look, 0, POLL_MILLIS, TimeUnit.MILLISECONDS);
        return follower;
    }

    private void look() {
        try {
            if (run == null) {
                RecordedRun fresh = RecordedRun.open(folder);
                run = fresh;
                publish(() -> opened.accept(fresh.feed()));
            } else {
                run.poll();
            }
        } catch (IOException e) {
            run = null;
        } catch (RuntimeException e) {
            closed = true;
            worker.shutdown();
            ui.execute(() -> failed.accept(e.getMessage()));
        }
    }

    private void publish(Runnable news) {
        ui.execute(() -> {
            if (!closed) {
                news.run();
            }
        });
    }

    @Override
    public void close() {
        closed = true;
        worker.shutdown();
    }
}
