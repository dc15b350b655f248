package io.github.deconvscope.run;

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

    private final String id;
    private final String label;
    private final String explanation;

    Normalization(String id, String label, String explanation) {
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
