package io.github.deconvscope.engine.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import io.github.deconvscope.base.InvalidInputException;
import java.util.Map;

/** Adam, and AdamW where the decay is decoupled. eps is 1e-8, beta2 is 0.999. Source: Kingma and Ba, 2015; Loshchilov and Hutter, 2019. */
public final class Adam extends Optimizer {
    private static final double BETA2 = 0.999;
    private static final double EPS = 1e-8;

    private final double beta1;

    /**
     * @param beta1 how much of the mean gradient is kept, 0 or more and below 1; usual 0.9
     * @see Optimizer#Optimizer the other parameters
     */
    public Adam(
            NDManager parent,
            Map<String, Parameter> parameters,
            double weightDecay,
            boolean decoupled,
            boolean halfWeights,
            double beta1) {
        super(parent, parameters, weightDecay, decoupled, halfWeights);
        if (!(beta1 >= 0 && beta1 < 1)) {
            throw new InvalidInputException(
                    "Adam's beta1 is " + beta1 + "; it has to be 0 or more and below 1. Usual is 0.9.");
        }
        this.beta1 = beta1;
    }

    @Override
    protected void update(String name, NDArray weight, NDArray gradient, double learningRate) {
        NDArray mean = state("mean", name, weight);
        NDArray square = state("square", name, weight);
        mean.muli(beta1).addi(gradient.mul(1 - beta1));
        square.muli(BETA2).addi(gradient.square().muli(1 - BETA2));
        double meanSeen = 1 - Math.pow(beta1, steps());
        double squareSeen = 1 - Math.pow(BETA2, steps());
        NDArray size = square.sqrt().muli(1 / Math.sqrt(squareSeen)).addi(EPS);
        weight.subi(mean.div(size).muli(learningRate / meanSeen));
    }
}
