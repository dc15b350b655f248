package io.github.deconvscope.run;

/** The rule that turns gradients into updates. */
public enum OptimizerName implements Choice {
    SGD("sgd", "SGD with momentum", "Stochastic gradient descent; with momentum 0.9 it is the recipe of the paper."),
    ADAM("adam", "Adam", "Steps scaled by running moments of the gradient; usual learning rate 0.001.");

    private final String id;
    private final String label;
    private final String explanation;

    OptimizerName(String id, String label, String explanation) {
        this.id = id;
        this.label = label;
        this.explanation = explanation;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public String explanation() {
        return explanation;
    }
}
