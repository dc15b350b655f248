package io.github.deconvscope.engine.train;

import io.github.deconvscope.run.feed.DataFacts;
import io.github.deconvscope.run.feed.EpochRecord;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.MemoryUse;
import io.github.deconvscope.run.feed.NetCopy;
import io.github.deconvscope.run.feed.OptionChange;
import io.github.deconvscope.run.feed.Progress;
import io.github.deconvscope.run.feed.RunEvent;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.feed.StepCost;
import io.github.deconvscope.run.feed.StepRecord;
import io.github.deconvscope.run.record.LiveFeed;
import io.github.deconvscope.run.record.RunHistory;
import io.github.deconvscope.run.record.RunRecorder;
import io.github.deconvscope.run.scalar.LiveEvents;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what a run does: each fact goes to the record on disk first, then to the feed that views watch. A resumed run has no recorder
 * until its checkpoint is read; until then only the feed gets it. Nothing is read back from either.
 */
final class RunPublisher implements AutoCloseable {
    private final LiveFeed feed;
    private @Nullable RunRecorder recorder;
    private final Optional<LiveEvents> tensorBoard;
    private RunState state = RunState.PREPARING;
    private Progress progress = Progress.NONE;
    private @Nullable StepCost cost;

    /**
     * @param recorder of a new run; null for a run that is resumed, until {@link #startRecording}
     * @param tensorBoard also gets numbers and recorded frames
     */
    RunPublisher(LiveFeed feed, @Nullable RunRecorder recorder, Optional<LiveEvents> tensorBoard) {
        this.feed = feed;
        this.recorder = recorder;
        this.tensorBoard = tensorBoard;
    }

    boolean isRecording() {
        return recorder != null;
    }

    /** Publishes what the run has recorded so far, and records from now on. */
    void startRecording(RunRecorder reopened, RunHistory history) throws IOException {
        recorder = reopened;
        if (tensorBoard.isPresent()) {
            long last =
                    history.steps().stream().mapToLong(StepRecord::step).max().orElse(0);
            tensorBoard.get().restart(last + 1);
        }
        history.steps().forEach(feed::add);
        history.epochs().forEach(feed::add);
        history.events().forEach(feed::add);
    }

    void environment(Map<String, String> facts) throws IOException {
        recorder.setEnvironment(facts);
    }

    void layers(List<LayerInfo> layers) throws IOException {
        recorder.setLayers(layers);
        feed.setLayers(layers);
    }

    void data(DataFacts found) throws IOException {
        recorder.setData(found);
    }

    void memory(MemoryUse use) throws IOException {
        recorder.setMemory(use);
        feed.setMemory(use);
    }

    void step(StepRecord line) throws IOException {
        recorder.add(line);
        if (tensorBoard.isPresent()) {
            tensorBoard.get().add(line);
        }
        feed.add(line);
    }

    void epoch(EpochRecord line) throws IOException {
        recorder.add(line);
        if (tensorBoard.isPresent()) {
            tensorBoard.get().add(line);
        }
        feed.add(line);
    }

    void event(long step, RunEvent.Kind kind, String message) throws IOException {
        event(new RunEvent(step, System.currentTimeMillis(), kind, message));
    }

    void change(long step, OptionChange change, double before) throws IOException {
        event(new RunEvent(
                step, System.currentTimeMillis(), RunEvent.Kind.CHANGED, change.inWords(before), Optional.of(change)));
    }

    private void event(RunEvent event) throws IOException {
        recorder.add(event);
        feed.add(event);
    }

    /** Shows frames to views. */
    void showFrames(List<Frame> frames) {
        feed.publish(frames);
    }

    /** Shows the net to views. */
    void showNet(NetCopy copy) {
        feed.publish(copy);
    }

    /** Records the frames of a step; true if frames should be recorded half as often from now on. */
    boolean recordFrames(long step, List<Frame> frames) throws IOException {
        if (frames.isEmpty()) {
            return false;
        }
        boolean full = recorder.addFrames(step, frames);
        if (tensorBoard.isPresent()) {
            for (Frame frame : frames) {
                tensorBoard.get().add(frame);
            }
        }
        feed.recorded();
        return full;
    }

    /** Shows where the time of the last steps went; recorded with the next {@link #heartbeat}. */
    void cost(StepCost newest) {
        cost = newest;
        feed.setCost(newest);
    }

    /** Shows how far the run is; recorded with the next {@link #heartbeat}. */
    void progress(Progress now) {
        progress = now;
        feed.setProgress(now);
    }

    /** Records that the run is alive, every few seconds at most. */
    void heartbeat() throws IOException {
        if (recorder.status(state, progress, "", false)) {
            recordCost();
        }
    }

    /** A state that lasts: preparing, running or paused. */
    void state(RunState now, Progress far) throws IOException {
        state = now;
        progress(far);
        feed.setState(now);
        recorder.status(now, far, "", true);
    }

    /** Records the final state. The feed gets it when everything is released. */
    void recordEnd(RunState last, String message) throws IOException {
        recordCost();
        recorder.status(last, progress, message, true);
    }

    private void recordCost() throws IOException {
        if (cost != null) {
            recorder.setCost(cost);
        }
    }

    /** Deletes the record of a run that never began. */
    void discard() throws IOException {
        recorder.discard();
    }

    @Override
    public void close() throws IOException {
        if (tensorBoard.isPresent()) {
            tensorBoard.get().close();
        }
        if (recorder != null) {
            recorder.close();
        }
    }
}
