package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import io.github.deconvscope.run.config.KernelStart;
import java.util.random.RandomGenerator;

/**
 * What the parameters of a layer are before the first step.
 *
 * @param kernel how large weights are
 * @param heBias whether biases start by {@link BiasHeUniform} instead of at zero
 */
public record Initialization(KernelStart kernel, boolean heBias) {
    /** What the published description asks for. */
    public static final Initialization DEFAULT = new Initialization(KernelStart.HE, true);

    /**
     * A weight.
     *
     * @param fanIn inputs of one output
     */
    Parameter weight(Shape shape, int fanIn, RandomGenerator random) {
        return parameter(
                "weight",
                Parameter.Type.WEIGHT,
                shape,
                switch (kernel) {
                    case HE -> new HeUniform(random, fanIn);
                    case PYTORCH -> new BiasHeUniform(random, fanIn); // the same bound, 1 / sqrt(fan in)
                });
    }

    /**
     * The bias beside a weight.
     *
     * @param fanIn that of the weight
     * @param out how many outputs there are
     */
    Parameter bias(int fanIn, int out, RandomGenerator random) {
        return parameter(
                "bias",
                Parameter.Type.BIAS,
                new Shape(out),
                heBias ? new BiasHeUniform(random, fanIn) : (manager, shape, type) -> manager.zeros(shape, type));
    }

    private static Parameter parameter(String name, Parameter.Type type, Shape shape, Initializer initializer) {
        return Parameter.builder()
                .setName(name)
                .setType(type)
                .optShape(shape)
                .optInitializer(initializer)
                .build();
    }
}
