package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import io.github.deconvscope.engine.root.Root;
import io.github.deconvscope.run.feed.StepPart;

/**
 * The way back from mean and whitening matrix to the samples they were taken from: with g the gradient with respect to the covariance
 * X X' / n, symmetric, that of X is 2 / n g X, one product; the mean adds 1 / n of its own to each sample.
 */
public final class StatisticsGradient {
    private final GradientTape tape;
    private final StepClock clock;
    private final NDArray samples;
    private final NDArray centred;
    private final Root root;
    private final WhiteningLayer.Whitening used;

    private StatisticsGradient(
            GradientTape tape,
            StepClock clock,
            NDArray samples,
            NDArray centred,
            Root root,
            WhiteningLayer.Whitening used) {
        this.tape = tape;
        this.clock = clock;
        this.samples = samples;
        this.centred = centred;
        this.root = root;
        this.used = used;
    }

    /**
     * Prepares the way back.
     *
     * @param clock is told which part of the way back goes on
     * @param samples with their graph
     * @param estimate made from them, without a graph
     * @param root of its covariance
     * @param whitening both in the type that the layer uses
     * @return what the layer has to use, so that its gradient is known on the way back
     */
    static WhiteningLayer.Whitening start(
            GradientTape tape,
            StepClock clock,
            NDArray samples,
            WhiteningLayer.Estimate estimate,
            Root root,
            WhiteningLayer.Whitening whitening) {
        WhiteningLayer.Whitening used = new WhiteningLayer.Whitening(
                tape.startOfStretch(whitening.mean()), tape.startOfStretch(whitening.matrix()));
        StatisticsGradient gradient = new StatisticsGradient(tape, clock, samples, estimate.centred(), root, used);
        NDList kept = root.kept();
        kept.add(samples);
        kept.add(estimate.centred());
        kept.forEach(tape::keep);
        kept.add(used.mean());
        kept.add(used.matrix());
        tape.onTheWayBack(() -> {
            gradient.passOn();
            kept.close();
        });
        return used;
    }

    private void passOn() {
        DataType type = centred.getDataType();
        clock.enter(StepPart.NEWTON_SCHULZ_BACK);
        NDArray ofCovariance = root.gradient(used.matrix().getGradient().toType(type, false));
        clock.enter(StepPart.COVARIANCE_BACK);
        NDArray ofMean = used.mean().getGradient().toType(type, true).muli(1.0 / samplesIn(centred));
        NDArray ofSamples = ofSamples(ofCovariance, centred).addi(ofMean);
        clock.enter(StepPart.PATCHES_BACK);
        tape.passOn(samples, ofSamples.toType(samples.getDataType(), false));
        clock.enter(StepPart.AUTOGRAD);
    }

    /**
     * The gradient with respect to samples.
     *
     * @param ofCovariance that with respect to their covariance, symmetric, (F, F) or (G, F, F)
     * @param centred samples less their mean, (F, R) or (G, F, R)
     * @return in the shape of the samples
     */
    public static NDArray ofSamples(NDArray ofCovariance, NDArray centred) {
        return ofCovariance.duplicate().muli(2.0 / samplesIn(centred)).matMul(centred);
    }

    private static long samplesIn(NDArray centred) {
        return centred.getShape().get(centred.getShape().dimension() - 1);
    }
}
