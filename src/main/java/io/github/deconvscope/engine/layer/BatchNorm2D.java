package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.BatchNorm;
import java.util.Arrays;
import java.util.Map;

/**
 * Batch normalization of channels, then a ReLU: what network deconvolution is compared with. (N, C, H, W) to the same shape. eps 1e-5, the
 * running values move by 0.1. Source: Ioffe and Szegedy, 2015.
 */
public final class BatchNorm2D extends NormalizationLayer {
    /** Added to the variance. */
    private static final float EPS = 1e-5f;
    /** DJL's momentum is the share of the old value that stays. */
    private static final float MOMENTUM = 0.9f;

    private final Parameter runningMean;
    private final Parameter runningVariance;
    private final BatchCounter batches = new BatchCounter();

    /** Parameters as of {@link NormalizationLayer}. */
    public BatchNorm2D(String name, int channels, WhiteningOptions seenAs) {
        super(name, channels, seenAs);
        Shape shape = new Shape(channels);
        runningMean = addParameter(WhiteningLayer.constant("running_mean", shape, NDManager::zeros));
        runningVariance = addParameter(WhiteningLayer.constant("running_var", shape, NDManager::ones));
    }

    @Override
    public Map<String, Long> counters() {
        return batches.in(super.counters());
    }

    @Override
    public void setCounters(Map<String, Long> counters) {
        batches.restore(counters);
    }

    @Override
    public FoldedConvolution fold(FoldedConvolution before) {
        float[] variance = floats(runningVariance);
        double[] scales = new double[variance.length];
        Arrays.setAll(scales, c -> 1 / Math.sqrt(variance[c] + EPS));
        return fold(before, scales, 1, floats(runningMean));
    }

    @Override
    NDArray normalise(Values values, NDArray x, NDArray scale, NDArray shift, boolean training) {
        if (training) {
            batches.add();
        }
        if (!ColumnConvolution.imagesInnermost(x)) {
            return standardise(values, x, scale, shift, training);
        }
        // As one image with all pixels of all images in a row, which is how they lie in memory.
        Shape shape = x.getShape();
        NDArray row = x.transpose(1, 2, 3, 0).reshape(1, channels(), -1);
        return standardise(values, row, scale, shift, training)
                .reshape(channels(), shape.get(2), shape.get(3), shape.get(0))
                .transpose(3, 0, 1, 2);
    }

    private NDArray standardise(Values values, NDArray x, NDArray scale, NDArray shift, boolean training) {
        return BatchNorm.batchNorm(
                        x, values.of(runningMean), values.of(runningVariance), scale, shift, 1, MOMENTUM, EPS, training)
                .singletonOrThrow();
    }
}
