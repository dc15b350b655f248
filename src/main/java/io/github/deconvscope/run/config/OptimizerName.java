package io.github.deconvscope.run.config;

import io.github.deconvscope.base.Choice;

/** The rule that turns gradients into updates. */
public enum OptimizerName implements Choice {
    SGD("sgd", "SGD with momentum", "Stochastic gradient descent; with momentum 0.9 it is the recipe of the paper."),
    ADAM("adam", "Adam", "Steps scaled by running moments of the gradient; usual learning rate 0.001.");

    private final Words words;

    OptimizerName(String id, String label, String explanation) {
        words = new Words(id, label, explanation);
    }

    @Override
    public Words words() {
        return words;
    }
}
