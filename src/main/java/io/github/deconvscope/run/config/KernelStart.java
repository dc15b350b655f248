package io.github.deconvscope.run.config;

import io.github.deconvscope.base.Choice;

/** Within which bounds kernels and dense weights are drawn before the first step, uniformly and symmetric about zero. */
public enum KernelStart implements Choice {
    HE(
            "he",
            "He-uniform",
            "Within sqrt(6 / fan in): keeps the variance of what passes a ReLU. The choice of the TensorFlow port of the layers."),
    PYTORCH(
            "pytorch",
            "PyTorch's own",
            "Within 1 / sqrt(fan in), 2.4 times less: what the authors' code starts from, unasked.");

    private final Words words;

    KernelStart(String id, String label, String explanation) {
        words = new Words(id, label, explanation);
    }

    @Override
    public Words words() {
        return words;
    }
}
