package io.github.deconvscope.run.feed;

import org.jspecify.annotations.Nullable;

/** What a training step does, in order. Each moment of a step belongs to one part. */
public enum StepPart {
    /** Waiting for the batch and handing it to the device. */
    DATA("data", "Data"),
    PATCHES("patches", "Patches"),
    /** With the mean, the running values, and the check that the input is finite. */
    COVARIANCE("covariance", "Covariance"),
    NEWTON_SCHULZ("newtonSchulz", "Newton-Schulz"),
    /** The whitening matrix times the weights, or times the input where there are no weights. */
    WEIGHT("weight", "W D"),
    /** With the bias, ReLU and dense layers. */
    CONVOLUTION("convolution", "Convolution"),
    NORMALIZATION("normalization", "Normalization"),
    /** Pooling, loss, releasing memory. */
    REST("rest", "Pooling, loss"),
    PATCHES_BACK("patchesBack", PATCHES),
    COVARIANCE_BACK("covarianceBack", COVARIANCE),
    NEWTON_SCHULZ_BACK("newtonSchulzBack", NEWTON_SCHULZ),
    /** Everything that autograd takes the gradient of in one piece: convolution, W D, normalization, pooling, loss. */
    AUTOGRAD("autograd", "Autograd"),
    OPTIMIZER("optimizer", "Optimizer"),
    /** Taking what views and the record show. */
    PROBES("probes", "Views"),
    /** Writing the record. */
    RECORDING("recording", "Recording");

    private final String key;
    private final String label;
    private final @Nullable StepPart forward;

    StepPart(String key, String label) {
        this.key = key;
        this.label = label;
        forward = null;
    }

    /** The backward work of a part. */
    StepPart(String key, StepPart forward) {
        this.key = key;
        label = forward.label;
        this.forward = forward;
    }

    /** Name in {@code cost.json}. */
    public String key() {
        return key;
    }

    /** The label for people; a part and its backward work share one. */
    public String label() {
        return label;
    }

    /** Whether this is work of the backward pass. */
    public boolean isBackward() {
        return forward != null || this == AUTOGRAD;
    }

    /** The part whose backward work this is; itself if it is none. */
    public StepPart forward() {
        return forward == null ? this : forward;
    }
}
