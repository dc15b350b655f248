package io.github.deconvscope.run.record;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.JsonFields;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.ProbeKey;
import io.github.deconvscope.run.feed.Progress;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.feed.StepRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run read from its folder: finished, interrupted, or being written by another process. {@link #poll} reads what is new into {@link #feed},
 * the newest recorded frames of what is watched among it.
 */
public final class RecordedRun {
    /** A writer that has not renewed its status for so long is taken for dead when its process cannot be asked. */
    private static final long SILENT_MILLIS = 60_000;

    private final RunFolder folder;
    private final LiveFeed feed;
    private final RunLines lines;
    private long lastStep;
    private int lastEpoch;

    private RecordedRun(RunFolder folder) {
        this.folder = folder;
        feed = new LiveFeed(folder.readConfig(), folder);
        lines = new RunLines(folder);
    }

    /**
     * Opens a run folder and reads what is there.
     *
     * @throws InvalidInputException if it holds no run, or one of a newer version
     */
    public static RecordedRun open(Path path) {
        RecordedRun run = new RecordedRun(new RunFolder(path));
        try {
            run.poll();
        } catch (IOException e) {
            throw new InvalidInputException("The run " + path + " cannot be read: " + e.getMessage(), e);
        }
        return run;
    }

    /** What was read so far. */
    public RunFeed feed() {
        return feed;
    }

    /** Damaged lines of the record that were skipped. */
    public long damagedLines() {
        return lines.damaged();
    }

    /** Reads what was written since the last call; never on the FX thread. For one thread at a time. */
    public synchronized void poll() throws IOException {
        if (feed.layers().isEmpty()) {
            List<LayerInfo> layers = folder.readLayers();
            if (!layers.isEmpty()) {
                feed.setLayers(layers);
            }
        }
        if (feed.memory().isEmpty()) {
            folder.readMemory().ifPresent(feed::setMemory);
        }
        folder.readCost().filter(cost -> !feed.cost().equals(Optional.of(cost))).ifPresent(feed::setCost);
        lines.readNew(this::addStep, feed::add, feed::add);
        readStatus();
        readWatchedFrames();
    }

    private void readWatchedFrames() {
        if (feed.watchers().keys().isEmpty()) {
            return;
        }
        List<Long> recorded = feed.recordedSteps();
        if (recorded.isEmpty()) {
            return;
        }
        long newest = recorded.get(recorded.size() - 1);
        List<Frame> read = new ArrayList<>();
        for (ProbeKey key : feed.watchers().keys()) {
            boolean known =
                    feed.latestFrame(key).filter(f -> f.step() == newest).isPresent();
            if (!known) {
                feed.frameAt(key, newest).ifPresent(read::add);
            }
        }
        if (!read.isEmpty()) {
            feed.publish(read);
        }
    }

    private void addStep(StepRecord record) {
        feed.add(record);
        lastStep = record.step();
        lastEpoch = record.epoch();
    }

    private void readStatus() {
        JsonFields status = RunFolder.readFields(folder.status());
        RunState state = status == null ? RunState.INTERRUPTED : stateOf(status);
        String message = status != null && status.has("message") ? status.text("message") : "";
        for (String count : List.of("step", "epoch", "epochs")) {
            if (status != null && status.has(count)) {
                status.whole(count);
            }
        }
        long totalSteps = status != null && status.has("totalSteps") ? status.whole("totalSteps") : 0;
        Progress progress =
                new Progress(lastStep, totalSteps, lastEpoch, feed.config().epochs(), Double.NaN, Double.NaN, message);
        if (!progress.equals(feed.progress())) {
            feed.setProgress(progress);
        }
        if (state == RunState.FAILED && feed.failure().isEmpty()) {
            feed.fail(message);
        } else if (state != feed.state()) {
            feed.setState(state);
        }
    }

    /**
     * The state in {@code status.json}: interrupted if the process that wrote it is gone.
     *
     * @throws InvalidInputException if a member is missing or is not what it has to be
     */
    public static RunState stateOf(JsonFields status) {
        RunState state = status.choice("state", RunState.class);
        boolean alive = alive(status);
        return state.ended() || alive ? state : RunState.INTERRUPTED;
    }

    private static boolean alive(JsonFields status) {
        boolean fresh = System.currentTimeMillis() - status.whole("updatedMillis") < SILENT_MILLIS;
        boolean here = RunRecorder.hostName().equals(status.text("host"));
        if (!here) {
            return fresh;
        }
        boolean running = ProcessHandle.of(status.whole("processId"))
                .map(ProcessHandle::isAlive)
                .orElse(false);
        return running && (fresh || "paused".equals(status.text("state")));
    }
}
