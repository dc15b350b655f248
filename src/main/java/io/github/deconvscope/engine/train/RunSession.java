package io.github.deconvscope.engine.train;

import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.engine.compute.Threads;
import io.github.deconvscope.engine.train.SessionControl.Command;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.OptionChange;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.record.LiveFeed;
import io.github.deconvscope.run.record.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run in turns on the compute thread: each turn takes one step, or tests one batch, so that several runs share the thread. The methods of
 * {@link RunHandle} may be called on any thread; everything else happens on that one.
 */
final class RunSession implements RunHandle {
    private static final Logger LOG = LoggerFactory.getLogger(RunSession.class);

    private final ComputeThread compute;
    /** The runs that go on, this one among them. */
    private final Collection<RunHandle> active;

    private final RunFolder folder;
    private final RunConfig config;
    private final int threads;
    private final LiveFeed feed;
    private final TrainingLoop loop;
    private final SessionControl control = new SessionControl();
    private final CompletableFuture<RunState> done = new CompletableFuture<>();
    private boolean queued;

    private RunSession(
            ComputeThread compute,
            Collection<RunHandle> active,
            TrainingLoop.Factory factory,
            TrainingLoop.Target target,
            LiveFeed feed) {
        this.compute = compute;
        this.active = active;
        this.feed = feed;
        folder = target.folder();
        config = target.config();
        threads = Threads.wanted(config);
        loop = new TrainingLoop(factory, target, control);
    }

    /**
     * Starts a run.
     *
     * @param active gets this run, and loses it when the run has ended
     * @param feed what the target publishes to
     */
    static RunSession start(
            ComputeThread compute,
            Collection<RunHandle> active,
            TrainingLoop.Factory factory,
            TrainingLoop.Target target,
            LiveFeed feed) {
        RunSession session = new RunSession(compute, active, factory, target, feed);
        active.add(session);
        target.watchers().onNetWanted(session::queue);
        session.queue();
        return session;
    }

    private synchronized void queue() {
        if (!queued && !done.isDone()) {
            queued = true;
            compute.submit(threads, () -> {
                turn();
                return null;
            });
        }
    }

    private void turn() {
        synchronized (this) {
            queued = false;
        }
        if (done.isDone()) {
            // A command that arrived while the run ended has queued this turn; nothing is left to do.
            return;
        }
        try {
            Command command = control.command();
            if (command == Command.STOP) {
                finish(RunState.STOPPED);
            } else if (!loop.isPrepared()) {
                loop.prepare();
                queue();
            } else if (command == Command.PAUSE) {
                loop.pause();
            } else if (loop.isOver()) {
                finish(RunState.FINISHED);
            } else {
                loop.advance();
                queue();
            }
        } catch (CancellationException e) {
            // Asked to stop while the pictures were read.
            queue();
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            fail(e);
        }
    }

    private void finish(RunState state) throws IOException {
        loop.end(state);
        loop.close();
        control.end(state);
        feed.setState(state);
        active.remove(this);
        done.complete(state);
    }

    private void fail(Throwable e) {
        String reason = PlainWords.of(e);
        try (loop) {
            loop.endBadly(e, reason);
        } catch (IOException | RuntimeException unrecorded) {
            e.addSuppressed(unrecorded);
        }
        LOG.debug("run {} failed", folder.path(), e);
        control.end(RunState.FAILED);
        feed.fail(reason);
        active.remove(this);
        done.completeExceptionally(e);
    }

    @Override
    public Path folder() {
        return folder.path();
    }

    @Override
    public RunFeed feed() {
        return feed;
    }

    @Override
    public void pause() {
        control.command(Command.PAUSE);
        queue();
    }

    @Override
    public void proceed() {
        control.command(Command.RUN);
        queue();
    }

    @Override
    public void step() {
        control.command(Command.ONE_STEP);
        queue();
    }

    @Override
    public void stop() {
        control.command(Command.STOP);
        queue();
    }

    @Override
    public void change(RunOption option, Object value, long afterStep) {
        control.change(OptionChange.of(config, option, value), afterStep);
        queue();
    }

    @Override
    public CompletableFuture<RunState> done() {
        return done.copy();
    }
}
