package io.github.deconvscope.run.feed;

import io.github.deconvscope.run.config.RunConfig;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What views see of a run: live, finished or foreign alike. All methods may be called on any thread and return at once, but for
 * {@link #frameAt}, which may read a file.
 */
public interface RunFeed {
    RunConfig config();

    /** The folder the run is recorded in; empty for a run without one. */
    Optional<Path> folder();

    RunState state();

    /** Why the run failed, in plain words. */
    Optional<String> failure();

    Progress progress();

    /** A lossless curve; the same object for the life of the feed. */
    Curve curve(Metric metric);

    /**
     * Share of the gradients of a layer's weights that fp16 rounds away, or that are nothing already, by step; see {@link LostGradients}.
     * Without points in fp32, for a layer without weights, and where it is not known.
     *
     * @param layer index into {@link #layers}
     */
    Curve lost(int layer, LostGradients.Kind kind);

    /** What the tensors take; empty before the first update. */
    Optional<MemoryUse> memory();

    /** Where the time of the last steps went; empty before the first step, and on a GPU until somebody watches. */
    Optional<StepCost> cost();

    /** Asks for {@link #cost} on a GPU, where measuring makes the program wait for the device between the parts; a CPU's is always there. */
    Subscription watchCost();

    /** Layers that can be watched; empty until the net is built. */
    List<LayerInfo> layers();

    /** All events so far, oldest first. */
    List<RunEvent> events();

    /** The newest frame of a quantity: latest wins, frames between two looks are dropped. */
    Optional<Frame> latestFrame(ProbeKey key);

    /** {@link #latestFrame} of several quantities, read at once, so that those of one step stay together. */
    Map<ProbeKey, Frame> latestFrames(Collection<ProbeKey> keys);

    /** Asks for frames of a quantity; without a subscription none are made but those the recorder writes. */
    Subscription watch(ProbeKey key);

    /** The newest copy of the net of a run that goes on, of a few steps ago; empty before the first, and once the run has ended. */
    Optional<NetCopy> latestNet();

    /** Asks for {@link #latestNet}; without a subscription none is made. */
    Subscription watchNet();

    /** Steps at which frames were recorded, ascending. */
    List<Long> recordedSteps();

    /** A recorded frame; may read a file, so never on the FX thread. Empty if there is none or the file is damaged. */
    Optional<Frame> frameAt(ProbeKey key, long step);

    /** Grows with every change of anything above; equal numbers mean that nothing changed. */
    long version();

    /** Frames that were replaced before anybody looked. */
    long droppedFrames();
}
