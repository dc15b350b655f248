package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import io.github.deconvscope.run.feed.StepPart;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The manual backward step from mean and whitening matrix to the samples they were taken from, and on to the layer's input.
 *
 * <p>Many samples are cut out of the layer's input anew: kept from the forward pass, those of all layers would take twice the memory of the
 * activations.
 */
public final class StatisticsGradient {
    /** Samples of at most so many numbers are retained: the calls to cut them again would cost more than the copy. */
    private static final int KEPT = 1 << 20;

    private final GradientTape tape;
    private final StepClock clock;
    private final Supplier<NDArray> samples;
    private final Function<NDArray, NDArray> centring;
    private final LiveStatistics batch;
    private final NDArray mean;
    private final WhiteningLayer.Whitening used;

    private StatisticsGradient(
            GradientTape tape,
            StepClock clock,
            LiveStatistics batch,
            NDArray samples,
            Supplier<NDArray> cut,
            WhiteningLayer.Whitening used) {
        this.tape = tape;
        this.clock = clock;
        this.batch = batch;
        mean = batch.estimate().mean();
        this.used = used;
        if (samples.size() > KEPT) {
            this.samples = cut;
            centring = again -> batch.estimator().centred(again.stopGradient(), mean);
        } else {
            NDArray centred = tape.retain(batch.estimate().centred());
            tape.retain(samples);
            this.samples = () -> samples;
            centring = same -> centred;
        }
    }

    /**
     * Registers the manual backward step.
     *
     * @param clock measures the parts of the backward step
     * @param batch its statistics, without a graph
     * @param retained what they need to go back; closed afterwards
     * @param samples that they are of, with their graph
     * @param cut cuts them out of the input again
     * @param whitening mean and matrix, in the type that the layer uses
     * @return what the layer has to use instead, so that autograd collects its gradient
     */
    static WhiteningLayer.Whitening start(
            GradientTape tape,
            StepClock clock,
            LiveStatistics batch,
            NDList retained,
            NDArray samples,
            Supplier<NDArray> cut,
            WhiteningLayer.Whitening whitening) {
        WhiteningLayer.Whitening used = new WhiteningLayer.Whitening(
                tape.startSegment(whitening.mean()), tape.startSegment(whitening.matrix()));
        StatisticsGradient gradient = new StatisticsGradient(tape, clock, batch, samples, cut, used);
        retained.forEach(tape::retain);
        retained.add(used.mean());
        retained.add(used.matrix());
        tape.onBackward(() -> {
            gradient.backward();
            retained.close();
        });
        return used;
    }

    private void backward() {
        DataType type = mean.getDataType();
        clock.enter(StepPart.NEWTON_SCHULZ_BACK);
        NDArray throughRoot = batch.throughRoot(used.matrix().getGradient().toType(type, false));
        clock.enter(StepPart.PATCHES_BACK);
        NDArray from = samples.get();
        clock.enter(StepPart.COVARIANCE_BACK);
        NDArray centred = centring.apply(from);
        NDArray ofSamples =
                batch.ofSamples(throughRoot, centred, used.mean().getGradient().toType(type, true));
        centred.close();
        clock.enter(StepPart.PATCHES_BACK);
        tape.backwardFrom(from, ofSamples.toType(from.getDataType(), false));
        from.close();
        clock.enter(StepPart.AUTOGRAD);
    }
}
