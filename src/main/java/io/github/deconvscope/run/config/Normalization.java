package io.github.deconvscope.run.config;

import io.github.deconvscope.base.Choice;
import java.util.Locale;

/** How the layers of a net normalise what they see, or what they give. */
public enum Normalization implements Choice {
    DECONV(
            "deconv",
            "Network deconvolution",
            "Every convolution whitens its input: pixels and channels are decorrelated, not only rescaled."),
    BATCHNORM(
            "batchnorm",
            "Batch normalization",
            "Every convolution is followed by batch normalization, which rescales each channel by itself."),
    GROUPNORM(
            "groupnorm",
            "Group normalization",
            "Every convolution is followed by group normalization: each image by itself, its channels in 32 groups, or as many as divide them."),
    LAYERNORM(
            "layernorm",
            "Layer normalization",
            "Every convolution is followed by layer normalization: each image by itself, all its channels together."),
    ITERNORM(
            "iternorm",
            "IterNorm",
            "Every convolution is followed by IterNorm, which whitens groups of its output channels by the uncoupled iteration."),
    NONE("none", "None", "Plain convolutions. Deep nets then learn slowly, or not at all.");

    private final Words words;

    Normalization(String id, String label, String explanation) {
        words = new Words(id, label, explanation);
    }

    /** The label as it stands within a sentence. */
    public String inSentence() {
        return this == ITERNORM ? label() : label().toLowerCase(Locale.ROOT);
    }

    /** Whether a layer that normalises follows each convolution. */
    public boolean followsConvolutions() {
        return this != DECONV && this != NONE;
    }

    /** Whether, outside of training, it is an affine map that does not depend on the image, so that it folds into the convolutions. */
    public boolean folds() {
        return this != GROUPNORM && this != LAYERNORM;
    }

    @Override
    public Words words() {
        return words;
    }
}
