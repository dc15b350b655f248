package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;
import java.util.random.RandomGenerator;

/**
 * Biases drawn uniformly from (-b, b) with b = 1 / sqrt(fanIn), where fanIn is that of the weights beside the bias. The reference calls
 * it crucial for whitened layers.
 */
public final class BiasHeUniform implements Initializer {
    private final RandomGenerator random;
    private final int fanIn;

    /**
     * @param random where the numbers come from
     * @param fanIn inputs of one output: channels / groups * kernel height * kernel width
     */
    public BiasHeUniform(RandomGenerator random, int fanIn) {
        this.random = random;
        this.fanIn = fanIn;
    }

    @Override
    public NDArray initialize(NDManager manager, Shape shape, DataType dataType) {
        return HeUniform.uniform(random, 1 / Math.sqrt(fanIn), manager, shape, dataType);
    }
}
