package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import io.github.deconvscope.engine.root.Root;
import io.github.deconvscope.run.feed.StepPart;

/**
 * The manual backward step from mean and whitening matrix to the samples they were taken from: with g the gradient with respect to the covariance
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
            GradientTape tape, StepClock clock, LiveStatistics batch, WhiteningLayer.Whitening used) {
        this.tape = tape;
        this.clock = clock;
        samples = batch.samples();
        centred = batch.estimate().centred();
        root = batch.root();
        this.used = used;
    }

    /**
     * Registers the manual backward step.
     *
     * @param clock measures the parts of the backward step
     * @param batch its samples with their graph, its statistics without
     * @param whitening mean and matrix, in the type that the layer uses
     * @return what the layer has to use instead, so that autograd collects its gradient
     */
    static WhiteningLayer.Whitening start(
            GradientTape tape, StepClock clock, LiveStatistics batch, WhiteningLayer.Whitening whitening) {
        WhiteningLayer.Whitening used = new WhiteningLayer.Whitening(
                tape.startSegment(whitening.mean()), tape.startSegment(whitening.matrix()));
        StatisticsGradient gradient = new StatisticsGradient(tape, clock, batch, used);
        NDList retained = batch.root().kept();
        retained.add(batch.samples());
        retained.add(batch.estimate().centred());
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
        DataType type = centred.getDataType();
        clock.enter(StepPart.NEWTON_SCHULZ_BACK);
        NDArray ofCovariance = root.gradient(used.matrix().getGradient().toType(type, false));
        clock.enter(StepPart.COVARIANCE_BACK);
        NDArray ofMean =
                used.mean().getGradient().toType(type, true).muli(1.0 / CovarianceEstimator.samplesIn(centred));
        NDArray ofSamples = ofSamples(ofCovariance, centred).addi(ofMean);
        clock.enter(StepPart.PATCHES_BACK);
        tape.backwardFrom(samples, ofSamples.toType(samples.getDataType(), false));
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
        return ofCovariance
                .duplicate()
                .muli(2.0 / CovarianceEstimator.samplesIn(centred))
                .matMul(centred);
    }
}
