package io.github.deconvscope.run;

/** Within which bounds kernels and dense weights are drawn before the first step, uniformly and symmetric about zero. */
public enum KernelStart implements Choice {
    HE("he", "He-uniform", "Within sqrt(6 / fan in): keeps the variance of what passes a ReLU. The seed's choice."),
    PYTORCH(
            "pytorch",
            "PyTorch's own",
            "Within 1 / sqrt(fan in), 2.4 times less: what the authors' code starts from, unasked.");

    private final String id;
    private final String label;
    private final String explanation;

    KernelStart(String id, String label, String explanation) {
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
