package io.github.deconvscope.run.config;

import io.github.deconvscope.base.Choice;

/** How the layers of a net normalise what they see. */
public enum Normalization implements Choice {
    DECONV(
            "deconv",
            "Network deconvolution",
            "Every convolution whitens its input: pixels and channels are decorrelated, not only rescaled."),
    BATCHNORM(
            "batchnorm",
            "Batch normalization",
            "Every convolution is followed by batch normalization, which rescales each channel by itself."),
    NONE("none", "None", "Plain convolutions. Deep nets then learn slowly, or not at all.");

    private final Words words;

    Normalization(String id, String label, String explanation) {
        words = new Words(id, label, explanation);
    }

    @Override
    public Words words() {
        return words;
    }
}
