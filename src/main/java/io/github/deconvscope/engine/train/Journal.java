package io.github.deconvscope.engine.train;

import io.github.deconvscope.run.feed.EpochRecord;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.MemoryUse;
import io.github.deconvscope.run.feed.OptionChange;
import io.github.deconvscope.run.feed.Progress;
import io.github.deconvscope.run.feed.RunEvent;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.feed.StepRecord;
import io.github.deconvscope.run.record.LiveFeed;
import io.github.deconvscope.run.record.RunRecorder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells everything twice, in one order: to the record on disk, then to those who watch. */
final class Journal implements AutoCloseable {
    private final RunRecorder recorder;
    private final LiveFeed feed;

    Journal(RunRecorder recorder, LiveFeed feed) {
        this.recorder = recorder;
        this.feed = feed;
    }

    void environment(Map<String, String> facts) throws IOException {
        recorder.setEnvironment(facts);
    }

    void layers(List<LayerInfo> layers) throws IOException {
        recorder.setLayers(layers);
        feed.setLayers(layers);
    }

    void memory(MemoryUse use) throws IOException {
        recorder.setMemory(use);
        feed.setMemory(use);
    }

    void step(StepRecord line) throws IOException {
        recorder.add(line);
        feed.add(line);
    }

    void epoch(EpochRecord line) throws IOException {
        recorder.add(line);
        feed.add(line);
    }

    /** Records frames that watchers may already have seen; true if they had better come half as often. */
    boolean frames(long step, List<Frame> frames) throws IOException {
        if (frames.isEmpty()) {
            return false;
        }
        boolean full = recorder.addFrames(step, frames);
        feed.recorded();
        return full;
    }

    void event(long step, RunEvent.Kind kind, String message) throws IOException {
        event(new RunEvent(step, System.currentTimeMillis(), kind, message));
    }

    void changed(long step, OptionChange change, double before) throws IOException {
        event(new RunEvent(
                step, System.currentTimeMillis(), RunEvent.Kind.CHANGED, change.inWords(before), Optional.of(change)));
    }

    private void event(RunEvent event) throws IOException {
        recorder.add(event);
        feed.add(event);
    }

    /** Says that the run goes on; written every few seconds at most. */
    void heartbeat() throws IOException {
        if (recorder.status(feed.state(), feed.progress(), "", false)) {
            recordCost();
        }
    }

    /** A state that lasts: preparing, running or paused. */
    void state(RunState state, Progress progress) throws IOException {
        feed.setProgress(progress);
        feed.setState(state);
        recorder.status(state, progress, "", true);
    }

    /** The last word in the record; the feed says it when everything is released. */
    void end(RunState state, String message) throws IOException {
        recordCost();
        recorder.status(state, feed.progress(), message, true);
    }

    private void recordCost() throws IOException {
        if (feed.cost().isPresent()) {
            recorder.setCost(feed.cost().get());
        }
    }

    /** Takes the record of a run that never began back; those who watch are told by its failure. */
    void discard() throws IOException {
        recorder.discard();
    }

    @Override
    public void close() throws IOException {
        recorder.close();
    }
}
