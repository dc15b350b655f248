package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import io.github.deconvscope.run.feed.StepPart;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The manual backward step from mean and whitening matrix to the samples they were taken from, and on to the layer's input.
 *
 * <p>Many samples are cut out of the layer's input anew: kept from the forward pass, those of all layers would take twice the memory of the
 * activations. Where each image has its own samples, some images follow one another: all samples at once, centred, and with their gradient
 * are the largest arrays of a step, for which memory in pieces has no room.
 */
public final class StatisticsGradient {
    /** Samples of at most so many numbers are retained: the calls to cut them again would cost more than the copy. */
    private static final int KEPT = 1 << 20;

    /**
     * How samples are cut out of the input of a layer.
     *
     * @param input of the layer, where a segment starts
     * @param ofEachImage whether the samples of some images are among those of all
     */
    record Cut(NDArray input, UnaryOperator<NDArray> samples, boolean ofEachImage) {}

    private final GradientTape tape;
    private final StepClock clock;
    private final LiveStatistics batch;
    private final Cut cut;
    /** The samples with their graph, and less their mean without one, if they are retained. */
    private final @Nullable NDArray samples;

    private final @Nullable NDArray centred;
    private final int parts;
    private final WhiteningLayer.Whitening used;

    private StatisticsGradient(
            GradientTape tape,
            StepClock clock,
            LiveStatistics batch,
            NDArray samples,
            Cut cut,
            WhiteningLayer.Whitening used) {
        this.tape = tape;
        this.clock = clock;
        this.batch = batch;
        this.cut = cut;
        this.used = used;
        boolean many = samples.size() > KEPT;
        this.samples = many ? null : tape.retain(samples);
        centred = many ? null : tape.retain(batch.estimate().centred());
        parts = many && cut.ofEachImage && batch.hasGradientOfEachSample()
                ? (int) ((samples.size() + KEPT - 1) / KEPT)
                : 1;
    }

    /**
     * Registers the manual backward step.
     *
     * @param clock measures the parts of the backward step
     * @param batch its statistics, without a graph
     * @param retained what they need to go back; closed afterwards
     * @param samples that they are of, with their graph
     * @param cut how they were cut
     * @param whitening mean and matrix, in the type that the layer uses
     * @return what the layer has to use instead, so that autograd collects its gradient
     */
    static WhiteningLayer.Whitening start(
            GradientTape tape,
            StepClock clock,
            LiveStatistics batch,
            NDList retained,
            NDArray samples,
            Cut cut,
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
        DataType type = batch.estimate().mean().getDataType();
        clock.enter(StepPart.NEWTON_SCHULZ_BACK);
        NDArray throughRoot = batch.throughRoot(used.matrix().getGradient().toType(type, false));
        NDArray throughMean = batch.throughMean(used.mean().getGradient().toType(type, false));
        clock.enter(StepPart.PATCHES_BACK);
        if (samples != null) {
            backward(samples, centred, throughRoot, throughMean);
        } else if (parts == 1) {
            backward(cut.samples.apply(cut.input), null, throughRoot, throughMean);
        } else {
            long images = cut.input.getShape().get(0);
            long some = (images + parts - 1) / parts;
            for (long first = 0; first < images; first += some) {
                backward(new NDIndex("{}:{}", first, Math.min(images, first + some)), throughRoot, throughMean);
            }
        }
        clock.enter(StepPart.AUTOGRAD);
    }

    /** Adds the gradient of some images to the one that the input has from the layer's product. */
    private void backward(NDIndex images, NDArray throughRoot, NDArray throughMean) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray some = cut.input.stopGradient().get(images);
            some.setRequiresGradient(true);
            backward(cut.samples.apply(some), null, throughRoot, throughMean);
            cut.input.getGradient().get(images).addi(some.getGradient());
        }
    }

    private void backward(NDArray from, @Nullable NDArray known, NDArray throughRoot, NDArray throughMean) {
        clock.enter(StepPart.COVARIANCE_BACK);
        NDArray less = known != null
                ? known
                : batch.estimator()
                        .centred(from.stopGradient(), batch.estimate().mean());
        NDArray ofSamples = batch.ofSamples(throughRoot, less, throughMean);
        less.close();
        clock.enter(StepPart.PATCHES_BACK);
        tape.backwardFrom(from, ofSamples.toType(from.getDataType(), false));
        from.close();
    }
}
