package io.github.deconvscope.engine.train;

import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.ProbeKey;
import io.github.deconvscope.run.feed.Quantity;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides which frames are taken in a step: for views so seldom that looking costs at most about one per cent of the run, but at
 * once where something is looked at for the first time; for the record every so many steps, and first and last.
 */
final class FrameDemand {
    /** What is recorded of every whitening layer beside what is of all. */
    private static final List<Quantity> RECORDED = List.of(
            Quantity.WHITENING,
            Quantity.COVARIANCE_AFTER,
            Quantity.CHANNEL_COVARIANCE_AFTER,
            Quantity.RESIDUALS,
            Quantity.ORIGIN,
            Quantity.KERNELS);

    /**
     * What is recorded of every layer: its input, so that a net that whitens can be compared with one that does not; and magnitudes, of an
     * fp32 run too, since what fp16 would lose is read from them.
     */
    private static final List<Quantity> RECORDED_OF_ALL = List.of(
            Quantity.MEAN,
            Quantity.SAMPLES,
            Quantity.COVARIANCE,
            Quantity.CHANNEL_COVARIANCE,
            Quantity.CHANNEL_RANGE,
            Quantity.GRADIENT_HISTOGRAM,
            Quantity.ACTIVATION_HISTOGRAM);

    private final LookInterval interval = new LookInterval(100_000_000L, 100);
    private long recordEvery;
    private Set<ProbeKey> seen = Set.of();

    /** @param recordEvery 0 for no record */
    FrameDemand(int recordEvery) {
        this.recordEvery = recordEvery;
    }

    /** Whether a step is recorded: every so many, and the first and the last, so that each run has a before and an after. */
    boolean recordsAt(long step, long last) {
        return recordEvery > 0 && (step == 1 || step == last || step % recordEvery == 0);
    }

    /**
     * The frames to take now.
     *
     * @param watching what views look at; may change meanwhile
     * @param layers of the net
     * @param record whether this step is recorded
     */
    Set<ProbeKey> of(Set<ProbeKey> watching, List<LayerInfo> layers, boolean record, long nowNanos) {
        Set<ProbeKey> wanted = new HashSet<>();
        Set<ProbeKey> watched = Set.copyOf(watching);
        if (interval.isDue(nowNanos) || !seen.containsAll(watched)) {
            wanted.addAll(watched);
            seen = watched;
        }
        if (record) {
            for (LayerInfo layer : layers) {
                if (layer.whitens()) {
                    RECORDED.forEach(quantity -> wanted.add(new ProbeKey(layer.name(), quantity)));
                }
                RECORDED_OF_ALL.forEach(quantity -> wanted.add(new ProbeKey(layer.name(), quantity)));
            }
        }
        return wanted;
    }

    /** Records half as often from now on. */
    void recordLess() {
        recordEvery *= 2;
    }

    /** Reports what the last frames cost. */
    void took(long nowNanos, long costNanos) {
        interval.took(nowNanos, costNanos);
    }
}
