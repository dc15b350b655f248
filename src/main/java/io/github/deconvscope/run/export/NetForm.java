package io.github.deconvscope.run.export;

/** How much of a net's layers an export keeps apart. */
public enum NetForm {
    /** What suits the file: folded for ONNX where the net folds, whole for npz and safetensors. */
    USUAL,
    /** Whitening and normalization folded into plain convolutions with the same output. */
    FOLDED,
    /** Each layer with its own parameters and running values. */
    WHOLE
}
