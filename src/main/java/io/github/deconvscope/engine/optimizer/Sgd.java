package io.github.deconvscope.engine.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import io.github.deconvscope.base.InvalidInputException;
import java.util.Map;

/**
 * Stochastic gradient descent with momentum: v := m v + g, w := w - rate v; with Nesterov w := w - rate (g + m v). As PyTorch's SGD, so that
 * the same gradients give the same weights.
 */
public final class Sgd extends Optimizer {
    private final double momentum;
    private final boolean nesterov;

    /**
     * @param momentum m, 0 or more and below 1
     * @param nesterov whether to look one update ahead; needs momentum
     * @see Optimizer#Optimizer the other parameters
     */
    public Sgd(
            NDManager parent,
            Map<String, Parameter> parameters,
            double weightDecay,
            boolean decoupled,
            boolean halfWeights,
            double momentum,
            boolean nesterov) {
        super(parent, parameters, weightDecay, decoupled, halfWeights);
        if (!(momentum >= 0 && momentum < 1)) {
            throw new InvalidInputException(
                    "The momentum is " + momentum + "; it has to be 0 or more and below 1. Usual is 0.9.");
        }
        this.momentum = momentum;
        this.nesterov = nesterov;
    }

    @Override
    protected void update(String name, NDArray weight, NDArray gradient, double learningRate) {
        if (momentum == 0) {
            weight.subi(gradient.muli(learningRate));
            return;
        }
        NDArray velocity = state("momentum", name, weight);
        velocity.muli(momentum).addi(gradient);
        NDArray direction = nesterov ? gradient.addi(velocity.mul(momentum)) : velocity;
        weight.subi(direction.mul(learningRate));
    }
}
