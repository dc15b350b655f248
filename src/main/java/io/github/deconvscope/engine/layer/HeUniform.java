package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;
import java.util.random.RandomGenerator;

/**
 * Weights drawn uniformly from (-b, b) with b = sqrt(6 / fanIn), which keeps the variance of ReLU activations from layer to layer.
 *
 * <p>The numbers come from a Java generator, not from the engine: the same seed gives the same weights on every device and whatever
 * else the engine drew before. Source: He et al., 2015.
 */
public final class HeUniform implements Initializer {
    private final RandomGenerator random;
    private final int fanIn;

    /**
     * @param random where the numbers come from
     * @param fanIn inputs of one output: channels / groups * kernel height * kernel width
     */
    public HeUniform(RandomGenerator random, int fanIn) {
        this.random = random;
        this.fanIn = fanIn;
    }

    @Override
    public NDArray initialize(NDManager manager, Shape shape, DataType dataType) {
        return uniform(random, Math.sqrt(6.0 / fanIn), manager, shape, dataType);
    }

    static NDArray uniform(RandomGenerator random, double bound, NDManager manager, Shape shape, DataType dataType) {
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
        }
        NDArray array = manager.create(values, shape);
        return dataType == DataType.FLOAT32 ? array : array.toType(dataType, false);
    }
}
