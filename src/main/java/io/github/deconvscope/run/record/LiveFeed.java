package io.github.deconvscope.run.record;

import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.feed.Curve;
import io.github.deconvscope.run.feed.EpochRecord;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.LostGradients;
import io.github.deconvscope.run.feed.MemoryUse;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.NetCopy;
import io.github.deconvscope.run.feed.ProbeKey;
import io.github.deconvscope.run.feed.Progress;
import io.github.deconvscope.run.feed.RunEvent;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.feed.StepCost;
import io.github.deconvscope.run.feed.StepRecord;
import io.github.deconvscope.run.feed.Subscription;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The feed of a run that is being computed or read back. One thread writes; any thread reads, and neither waits for the other.
 */
public final class LiveFeed implements RunFeed {
    private final RunConfig config;
    private final Optional<Path> folder;
    private final FrameArchive archive;
    private final Map<Metric, Curve> curves = new EnumMap<>(Metric.class);
    private final Map<LostGradients.Kind, Map<Integer, Curve>> lost = new EnumMap<>(LostGradients.Kind.class);
    private final List<RunEvent> events = new CopyOnWriteArrayList<>();
    private final Watchers watchers = new Watchers();
    private final AtomicLong version = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    /** Never changed, only replaced: a reader sees all frames of a step or none. */
    private volatile Map<ProbeKey, Slot> frames = Map.of();

    private volatile RunState state = RunState.PREPARING;
    private volatile Progress progress = Progress.NONE;
    private volatile List<LayerInfo> layers = List.of();
    private volatile @Nullable MemoryUse memory;
    private volatile @Nullable StepCost cost;
    private volatile @Nullable NetCopy net;
    private volatile @Nullable String failure;

    /** A frame, and whether somebody has seen it. */
    private record Slot(Frame frame, AtomicBoolean seen) {}

    /**
     * @param config what the run is
     * @param folder where it is recorded
     */
    public LiveFeed(RunConfig config, RunFolder folder) {
        this(config, Optional.of(folder.path()), new FrameArchive(folder.frames()));
    }

    /**
     * A feed of a run without a folder.
     *
     * @param config what the run is
     * @param archive its recorded frames
     */
    public LiveFeed(RunConfig config, FrameArchive archive) {
        this(config, Optional.empty(), archive);
    }

    private LiveFeed(RunConfig config, Optional<Path> folder, FrameArchive archive) {
        this.config = config;
        this.folder = folder;
        this.archive = archive;
        for (Metric metric : Metric.values()) {
            curves.put(metric, new Curve());
        }
        for (LostGradients.Kind kind : LostGradients.Kind.values()) {
            lost.put(kind, new ConcurrentHashMap<>());
        }
    }

    /** Adds a step to the curves; of steps that come again, the later record counts. */
    public void add(StepRecord record) {
        double x = record.step();
        // Not every step has lost gradients to replace the old ones with.
        lost.values().forEach(layers -> layers.values().forEach(curve -> curve.dropFrom(x)));
        curve(Metric.LOSS).append(x, record.loss());
        curve(Metric.ACCURACY).append(x, record.accuracy());
        curve(Metric.LEARNING_RATE).append(x, record.learningRate());
        curve(Metric.STEP_MILLIS).append(x, record.stepMillis());
        curve(Metric.LOSS_SCALE).append(x, record.lossScale());
        curve(Metric.SKIPPED).append(x, record.skipped() ? 1 : 0);
        record.lost().ifPresent(shares -> {
            for (LostGradients.Kind kind : LostGradients.Kind.values()) {
                float[] ofLayers = shares.of(kind);
                for (int layer = 0; layer < ofLayers.length; layer++) {
                    if (!Float.isNaN(ofLayers[layer])) {
                        lost(layer, kind).append(x, ofLayers[layer]);
                    }
                }
            }
        });
        version.incrementAndGet();
    }

    /** Adds an epoch to the curves. */
    public void add(EpochRecord record) {
        double x = record.epoch();
        curve(Metric.EPOCH_STEP).append(x, record.step());
        curve(Metric.TRAIN_LOSS).append(x, record.trainLoss());
        curve(Metric.TRAIN_ACCURACY).append(x, record.trainAccuracy());
        curve(Metric.TEST_LOSS).append(x, record.testLoss());
        curve(Metric.TEST_ACCURACY).append(x, record.testAccuracy());
        curve(Metric.SECONDS).append(x, record.seconds());
        version.incrementAndGet();
    }

    /** Adds an event to the log. */
    public void add(RunEvent event) {
        events.add(event);
        version.incrementAndGet();
    }

    public void setState(RunState state) {
        this.state = state;
        if (state.ended()) {
            net = null;
        }
        version.incrementAndGet();
    }

    /** Sets the state to failed, with the reason. */
    public void fail(String reason) {
        failure = reason;
        setState(RunState.FAILED);
    }

    public void setProgress(Progress progress) {
        this.progress = progress;
        version.incrementAndGet();
    }

    public void setMemory(MemoryUse use) {
        memory = use;
        version.incrementAndGet();
    }

    /** Sets where the time of the last steps went. */
    public void setCost(StepCost newest) {
        cost = newest;
        version.incrementAndGet();
    }

    public void setLayers(List<LayerInfo> layers) {
        this.layers = List.copyOf(layers);
        version.incrementAndGet();
    }

    /** Publishes the frames of one step, all at once; they replace older ones of the same keys. */
    public void publish(List<Frame> ofStep) {
        Map<ProbeKey, Slot> next = new HashMap<>(frames);
        for (Frame frame : ofStep) {
            Slot before = next.put(frame.key(), new Slot(frame, new AtomicBoolean()));
            if (before != null && !before.seen.get() && watchers.keys().contains(frame.key())) {
                dropped.incrementAndGet();
            }
        }
        frames = next;
        version.incrementAndGet();
    }

    /** Publishes a copy of the net, in place of the one before. */
    public void publish(NetCopy newest) {
        net = newest;
        version.incrementAndGet();
    }

    /** What views watch. */
    public Watchers watchers() {
        return watchers;
    }

    /** Notes that a frame was recorded. */
    public void recorded() {
        version.incrementAndGet();
    }

    @Override
    public RunConfig config() {
        return config;
    }

    @Override
    public Optional<Path> folder() {
        return folder;
    }

    @Override
    public RunState state() {
        return state;
    }

    @Override
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public Progress progress() {
        return progress;
    }

    @Override
    public Curve curve(Metric metric) {
        return curves.get(metric);
    }

    @Override
    public Curve lost(int layer, LostGradients.Kind kind) {
        return lost.get(kind).computeIfAbsent(layer, absent -> new Curve());
    }

    @Override
    public Optional<MemoryUse> memory() {
        return Optional.ofNullable(memory);
    }

    @Override
    public Optional<StepCost> cost() {
        return Optional.ofNullable(cost);
    }

    @Override
    public Subscription watchCost() {
        return watchers.watchCost();
    }

    @Override
    public List<LayerInfo> layers() {
        return layers;
    }

    @Override
    public List<RunEvent> events() {
        return new ArrayList<>(events);
    }

    @Override
    public Optional<Frame> latestFrame(ProbeKey key) {
        return Optional.ofNullable(latestFrames(List.of(key)).get(key));
    }

    @Override
    public Map<ProbeKey, Frame> latestFrames(Collection<ProbeKey> keys) {
        Map<ProbeKey, Slot> now = frames;
        Map<ProbeKey, Frame> found = new HashMap<>();
        for (ProbeKey key : keys) {
            Slot slot = now.get(key);
            if (slot != null) {
                slot.seen.set(true);
                found.put(key, slot.frame);
            }
        }
        return found;
    }

    @Override
    public Subscription watch(ProbeKey key) {
        return watchers.watch(key);
    }

    @Override
    public Optional<NetCopy> latestNet() {
        return Optional.ofNullable(net);
    }

    @Override
    public Subscription watchNet() {
        return watchers.watchNet();
    }

    @Override
    public List<Long> recordedSteps() {
        return archive.steps();
    }

    @Override
    public Optional<Frame> frameAt(ProbeKey key, long step) {
        return archive.read(key, step);
    }

    @Override
    public long version() {
        return version.get();
    }

    @Override
    public long droppedFrames() {
        return dropped.get();
    }
}
