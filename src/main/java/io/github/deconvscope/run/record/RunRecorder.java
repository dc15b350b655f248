package io.github.deconvscope.run.record;

import com.google.gson.JsonObject;
import io.github.deconvscope.base.AtomicFile;
import io.github.deconvscope.base.JsonLines;
import io.github.deconvscope.base.OutputFolder;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.feed.DataFacts;
import io.github.deconvscope.run.feed.EpochRecord;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.MemoryUse;
import io.github.deconvscope.run.feed.Progress;
import io.github.deconvscope.run.feed.RunEvent;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.feed.StepCost;
import io.github.deconvscope.run.feed.StepRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a run folder while the run goes on. For one thread. */
public final class RunRecorder implements AutoCloseable {
    private static final long HEARTBEAT_MILLIS = 2000;
    private static final long MOST_FRAME_BYTES = 512L << 20;

    private final RunFolder folder;
    private final FrameArchive frames;
    private final LineWriter steps;
    private final LineWriter epochs;
    private final LineWriter events;
    /** Of a new run. */
    private final Optional<OutputFolder> made;

    private long lastHeartbeat;

    private RunRecorder(RunFolder folder, Optional<OutputFolder> made) throws IOException {
        this.folder = folder;
        this.made = made;
        frames = new FrameArchive(folder.frames());
        steps = new LineWriter(folder.steps());
        epochs = new LineWriter(folder.epochs());
        events = new LineWriter(folder.events());
    }

    /** Starts the record of a new run. */
    public static RunRecorder create(RunFolder folder, RunConfig config) throws IOException {
        RunRecorder recorder = new RunRecorder(folder, Optional.of(folder.createNew()));
        recorder.setEnvironment(Map.of());
        // Last of all: a folder with a configuration is a run.
        RunFolder.writeJson(folder.config(), config.toJson());
        return recorder;
    }

    /**
     * Goes on with a record after a checkpoint: lines of later steps, which the checkpoint does not know, are taken out; they will be
     * computed again.
     *
     * @param step the step of the checkpoint
     */
    public static RunRecorder reopen(RunFolder folder, long step) throws IOException {
        keepUpTo(folder.steps(), step);
        keepUpTo(folder.epochs(), step);
        new FrameArchive(folder.frames()).keepUpTo(step);
        // A line that a kill cut short would swallow the next one.
        keepUpTo(folder.events(), Long.MAX_VALUE);
        return new RunRecorder(folder, Optional.empty());
    }

    private static void keepUpTo(Path file, long step) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        StringBuilder kept = new StringBuilder();
        new JsonLines(file).readNew(json -> {
            if (json.whole("step") <= step) {
                kept.append(json.json()).append('\n');
            }
        });
        AtomicFile.write(file, kept.toString());
    }

    public void add(StepRecord record) throws IOException {
        steps.write(record.toJson());
    }

    public void add(EpochRecord record) throws IOException {
        epochs.write(record.toJson());
    }

    public void add(RunEvent event) throws IOException {
        events.write(event.toJson());
    }

    /** Records machine and versions; replaces what was said before. */
    public void setEnvironment(Map<String, String> facts) throws IOException {
        JsonObject json = new JsonObject();
        json.addProperty("formatVersion", RunFolder.FORMAT_VERSION);
        facts.forEach(json::addProperty);
        RunFolder.writeJson(folder.environment(), json);
    }

    /** Records what the data set was found to be. */
    public void setData(DataFacts found) throws IOException {
        RunFolder.writeJson(folder.data(), found.toJson());
    }

    /** Records what the tensors take. */
    public void setMemory(MemoryUse use) throws IOException {
        RunFolder.writeJson(folder.memory(), use.toJson());
    }

    /** Records where the time of the last steps went, in place of what was said before. */
    public void setCost(StepCost cost) throws IOException {
        RunFolder.writeJson(folder.cost(), cost.toJson());
    }

    public void setLayers(List<LayerInfo> layers) throws IOException {
        folder.writeLayers(layers);
    }

    /**
     * Records frames. When all of them take more than 512 MB, every second recorded step goes.
     *
     * @return whether steps went, so that the next ones had better be recorded half as often
     */
    public boolean addFrames(long step, Collection<Frame> taken) throws IOException {
        frames.write(step, taken);
        return frames.thinTo(MOST_FRAME_BYTES);
    }

    /** Writes the state; while it stays the same, at most every two seconds. Returns whether it was written. */
    public boolean status(RunState state, Progress progress, String message, boolean always) throws IOException {
        long now = System.currentTimeMillis();
        if (!always && now - lastHeartbeat < HEARTBEAT_MILLIS) {
            return false;
        }
        lastHeartbeat = now;
        JsonObject json = new JsonObject();
        json.addProperty("state", state.name().toLowerCase(java.util.Locale.ROOT));
        json.addProperty("message", message);
        json.addProperty("step", progress.step());
        json.addProperty("totalSteps", progress.totalSteps());
        json.addProperty("epoch", progress.epoch());
        json.addProperty("epochs", progress.epochs());
        json.addProperty("processId", ProcessHandle.current().pid());
        json.addProperty("host", hostName());
        json.addProperty("updatedMillis", now);
        RunFolder.writeJson(folder.status(), json);
        return true;
    }

    static String hostName() {
        String name = System.getenv("HOSTNAME");
        if (name != null && !name.isBlank()) {
            return name;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** Takes back the record of a run that took no step: everything that {@link #create} and the setters made. */
    public void discard() throws IOException {
        close();
        for (Path file : List.of(
                folder.config(),
                folder.environment(),
                folder.status(),
                folder.data(),
                folder.layers(),
                folder.memory(),
                folder.cost(),
                folder.steps(),
                folder.epochs(),
                folder.events(),
                folder.lock())) {
            Files.deleteIfExists(file);
        }
        made.ifPresent(OutputFolder::removeEmpty);
    }

    @Override
    public void close() throws IOException {
        try (steps;
                epochs;
                events) {
            // All three are closed, even if one of them fails.
        }
    }

    /** Adds JSON objects to a file, one a line. */
    private static final class LineWriter implements AutoCloseable {
        private final Path file;
        private final BufferedWriter writer;

        LineWriter(Path file) throws IOException {
            this.file = file;
            writer = Files.newBufferedWriter(
                    file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }

        /** One write a line: a reader or a kill meets whole lines but for the last. */
        void write(JsonObject json) throws IOException {
            try {
                writer.write(json + "\n");
                writer.flush();
            } catch (IOException e) {
                throw PlainWords.naming(file, e);
            }
        }

        @Override
        public void close() throws IOException {
            writer.close();
        }
    }
}
