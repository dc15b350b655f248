package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import io.github.deconvscope.base.InvalidInputException;

/** What a running value starts from. It is part of what a layer computes, so that no other initializer may take its place. */
record RunningStart(Initializer start) implements Initializer {
    @Override
    public NDArray initialize(NDManager manager, Shape shape, DataType type) {
        return start.initialize(manager, shape, type);
    }

    /**
     * Refuses a running value that is about to start otherwise; anything that is learned may.
     *
     * @param layer its name
     */
    static void require(String layer, Parameter parameter) {
        if (parameter.getType() == Parameter.Type.OTHER
                && !parameter.isInitialized()
                && !(parameter.getInitializer() instanceof RunningStart)) {
            throw new InvalidInputException("Layer " + layer + ": an initializer was set for " + parameter.getName()
                    + ". It is a running value, which has to start as the layer does, for example a mean at zero."
                    + " Set initializers for the types WEIGHT and BIAS, or for parameters by their name.");
        }
    }
}
