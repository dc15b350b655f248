package io.github.deconvscope.engine.train;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.engine.train.SessionControl.Wish;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.OptionChange;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.record.LiveFeed;
import io.github.deconvscope.run.record.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run, cut into turns: each takes one step, or tests one batch, and then lets others have the compute thread. The methods of
 * {@link RunHandle} may be called on any thread; everything else happens on that one.
 */
final class RunSession implements RunHandle {
    private static final Logger LOG = LoggerFactory.getLogger(RunSession.class);

    private final ComputeThread compute;
    /** Holds this run from its start until it has ended. */
    private final Collection<RunHandle> active;

    private final RunFolder folder;
    private final LiveFeed feed;
    private final TrainingLoop loop;
    private final SessionControl control = new SessionControl();
    private final CompletableFuture<RunState> done = new CompletableFuture<>();
    private boolean queued;

    private RunSession(
            ComputeThread compute, Collection<RunHandle> active, TrainingLoop.Parts parts, TrainingLoop.Target target) {
        this.compute = compute;
        this.active = active;
        folder = target.folder();
        feed = target.feed();
        loop = new TrainingLoop(parts, target, control);
    }

    /**
     * Starts a run.
     *
     * @param active gets this run, and loses it when the run has ended
     */
    static RunSession start(
            ComputeThread compute, Collection<RunHandle> active, TrainingLoop.Parts parts, TrainingLoop.Target target) {
        RunSession session = new RunSession(compute, active, parts, target);
        active.add(session);
        session.queue();
        return session;
    }

    private synchronized void queue() {
        if (!queued && !done.isDone()) {
            queued = true;
            compute.submit(() -> {
                turn();
                return null;
            });
        }
    }

    private void turn() {
        synchronized (this) {
            queued = false;
        }
        try {
            Wish wish = control.wish();
            if (wish == Wish.STOP) {
                finish(RunState.STOPPED);
            } else if (!loop.isPrepared()) {
                loop.prepare();
                queue();
            } else if (wish == Wish.PAUSE) {
                loop.rest();
            } else if (loop.isOver()) {
                finish(RunState.FINISHED);
            } else {
                loop.advance();
                queue();
            }
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            fail(e);
        }
    }

    private void finish(RunState state) throws IOException {
        loop.end(state);
        loop.close();
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
        control.wish(Wish.PAUSE);
        queue();
    }

    @Override
    public void proceed() {
        control.wish(Wish.RUN);
        queue();
    }

    @Override
    public void step() {
        control.wish(Wish.ONE_STEP);
        queue();
    }

    @Override
    public void stop() {
        control.wish(Wish.STOP);
        queue();
    }

    @Override
    public void change(RunOption option, Object value, long afterStep) {
        if (feed.state().ended()) {
            throw new InvalidInputException(
                    "The run is " + feed.state().label() + "; nothing can be changed any more.");
        }
        control.change(OptionChange.of(feed.config(), option, value), afterStep);
        queue();
    }

    @Override
    public CompletableFuture<RunState> done() {
        return done.copy();
    }
}
