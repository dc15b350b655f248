package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import io.github.deconvscope.engine.root.Root;
import io.github.deconvscope.run.feed.StepPart;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The manual backward step from mean and whitening matrix to the samples they were taken from: with g the gradient with respect to the covariance
 * X X' / n, symmetric, that of X is 2 / n g X, one product; the mean adds 1 / n of its own to each sample.
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
    private final SampleOrder order;
    private final NDArray mean;
    private final Root root;
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
        order = batch.estimator().order();
        mean = batch.estimate().mean();
        root = batch.root();
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
     * @param samples that they are of, with their graph
     * @param cut cuts them out of the input again
     * @param whitening mean and matrix, in the type that the layer uses
     * @return what the layer has to use instead, so that autograd collects its gradient
     */
    static WhiteningLayer.Whitening start(
            GradientTape tape,
            StepClock clock,
            LiveStatistics batch,
            NDArray samples,
            Supplier<NDArray> cut,
            WhiteningLayer.Whitening whitening) {
        WhiteningLayer.Whitening used = new WhiteningLayer.Whitening(
                tape.startSegment(whitening.mean()), tape.startSegment(whitening.matrix()));
        StatisticsGradient gradient = new StatisticsGradient(tape, clock, batch, samples, cut, used);
        NDList retained = batch.root().kept();
        retained.add(batch.estimate().mean());
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
        NDArray ofCovariance = root.gradient(used.matrix().getGradient().toType(type, false));
        clock.enter(StepPart.PATCHES_BACK);
        NDArray from = samples.get();
        clock.enter(StepPart.COVARIANCE_BACK);
        NDArray centred = centring.apply(from);
        double each = 1.0 / order.count(centred);
        NDArray ofSamples = order.gradient(
                ofCovariance.duplicate().muli(2 * each),
                centred,
                used.mean().getGradient().toType(type, true).muli(each));
        centred.close();
        clock.enter(StepPart.PATCHES_BACK);
        tape.backwardFrom(from, ofSamples.toType(from.getDataType(), false));
        from.close();
        clock.enter(StepPart.AUTOGRAD);
    }
}
