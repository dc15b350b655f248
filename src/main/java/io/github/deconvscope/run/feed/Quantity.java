package io.github.deconvscope.run.feed;

import io.github.deconvscope.base.Choice;

/** What a probe can copy out of a layer. */
public enum Quantity implements Choice {
    /**
     * Covariance of the layer's input patches, eps included; (F, F), or (groups, F, F). Of a layer that does not whiten too, sampled and in
     * blocks as one that does would: there it is what the layer multiplies.
     */
    COVARIANCE("covariance", "covariance"),
    /** The whitening matrix D that the layer used in this step, see {@link #ORIGIN}; shape of the covariance. */
    WHITENING("whitening", "whitening matrix"),
    /** D Cov D' of this batch with the D that the layer used: the covariance after whitening; the identity if it were perfect. */
    COVARIANCE_AFTER("covariance-after", "covariance after"),
    /**
     * norm(D_k Cov D_k' - I)_F / sqrt(F) after k = 0, 1, ... Newton-Schulz iterations; (iterations + 1). Only of steps that iterated: a
     * layer that used running values has none.
     */
    RESIDUALS("residuals", "Newton-Schulz residual"),
    /** Where D came from: 0 this batch, 1 the running values, 2 the running values of a frozen layer; one number. */
    ORIGIN("origin", "origin of D"),
    /** Mean of the input patches; (F). */
    MEAN("mean", "mean"),
    /** How many samples the covariance was taken from; one number. */
    SAMPLES("samples", "samples of the covariance"),
    /** Covariance of all channels of the input, in every block, at the centre of the sampled patches, eps included; (C, C). */
    CHANNEL_COVARIANCE("channel-covariance", "covariance of channels"),
    /** The same after D, of a layer that whitens; (C, C). */
    CHANNEL_COVARIANCE_AFTER("channel-covariance-after", "covariance of channels after"),
    /** Largest minus smallest value of each channel of the input, over all pixels of the batch: 0 for a dead channel; (C). */
    CHANNEL_RANGE("channel-range", "range of each channel"),
    /** The first {@value #KERNELS_SHOWN} kernels of the layer as this step used them, without bias; (K, C, kh, kw), or (K, C) of a dense layer. */
    KERNELS("kernels", "kernels"),
    /** Histogram of log2 |gradient| of the weights the layer multiplies with, before rounding to fp16, loss scale included: counts of -40 .. 23, then zeros, then non-finite; (66). */
    GRADIENT_HISTOGRAM("gradient-histogram", "log2 |gradient|"),
    /** Histogram of log2 |activation| of the layer's output, laid out as the gradient's; (66). */
    ACTIVATION_HISTOGRAM("activation-histogram", "log2 |activation|");

    private final Words words;

    /** As many kernels are looked at: enough to see what a layer has learned, few enough to record. */
    public static final int KERNELS_SHOWN = 8;

    Quantity(String id, String label) {
        this.words = new Words(id, label);
    }

    @Override
    public Words words() {
        return words;
    }
}
