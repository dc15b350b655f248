package io.github.deconvscope.run.config;

import io.github.deconvscope.base.Choice;

/** The number format of activations and convolutions. */
public enum Precision implements Choice {
    FP32("fp32", "fp32", "32-bit floating point everywhere."),
    FP16(
            "fp16",
            "fp16 mixed",
            "16-bit activations and convolutions with 32-bit master weights and statistics. Emulated by rounding on a CPU, native on a GPU.");

    private final Words words;

    Precision(String id, String label, String explanation) {
        words = new Words(id, label, explanation);
    }

    @Override
    public Words words() {
        return words;
    }
}
