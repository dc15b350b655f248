package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.BatchNorm;
import io.github.deconvscope.run.feed.StepPart;
import java.util.Map;

/**
 * Batch normalization of channels, then a ReLU: what network deconvolution is compared with. (N, C, H, W) to the same shape. eps 1e-5, the
 * running values move by 0.1. Source: Ioffe and Szegedy, 2015.
 */
public final class BatchNorm2D extends Layer {
    /** Added to the variance. */
    public static final float EPS = 1e-5f;
    /** DJL's momentum is the share of the old value that stays. */
    private static final float MOMENTUM = 0.9f;

    private final int channels;
    private final Parameter gamma;
    private final Parameter beta;
    private final Parameter runningMean;
    private final Parameter runningVariance;
    private final InputProbe probe;
    private final BatchCounter batches = new BatchCounter();

    /**
     * @param name in errors and records
     * @param channels C
     * @param seenAs how a whitening layer would take the covariance of the input's channels, for observers
     */
    public BatchNorm2D(String name, int channels, WhiteningOptions seenAs) {
        setName(name);
        probe = InputProbe.ofPatches(this, channels, Window.same(1), seenAs);
        this.channels = channels;
        Shape shape = new Shape(channels);
        gamma = addParameter(learned("weight", Parameter.Type.GAMMA, shape));
        beta = addParameter(learned("bias", Parameter.Type.BETA, shape));
        runningMean = addParameter(WhiteningLayer.constant("running_mean", shape, NDManager::zeros));
        runningVariance = addParameter(WhiteningLayer.constant("running_var", shape, NDManager::ones));
    }

    private static Parameter learned(String name, Parameter.Type type, Shape shape) {
        return Parameter.builder()
                .setName(name)
                .setType(type)
                .optShape(shape)
                .optInitializer(
                        (manager, s, t) -> type == Parameter.Type.GAMMA ? manager.ones(s, t) : manager.zeros(s, t))
                .build();
    }

    @Override
    protected StepPart costCategory() {
        return StepPart.NORMALIZATION;
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
    public int effectiveBlock() {
        return probe.block();
    }

    @Override
    public boolean interleaved() {
        return probe.interleaved();
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }

    @Override
    protected NDArray forward(Values values, NDArray input, boolean training) {
        if (input.getShape().get(1) != channels) {
            throw BlockLayout.mismatch(name(), "channels", input.getShape().get(1), channels);
        }
        probe.show(input);
        if (training) {
            batches.add();
        }
        NDArray normalised = BatchNorm.batchNorm(
                        policy().toStatistics(input),
                        values.of(runningMean),
                        values.of(runningVariance),
                        values.of(gamma),
                        values.of(beta),
                        1,
                        MOMENTUM,
                        EPS,
                        training)
                .singletonOrThrow();
        return policy().toActivation(Activation.relu(normalised));
    }
}
