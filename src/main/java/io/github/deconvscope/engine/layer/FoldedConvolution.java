package io.github.deconvscope.engine.layer;

/**
 * A plain convolution: what a trained whitening layer amounts to, since the whitening matrix folds into the weights.
 *
 * @param weight (O, C / groups, kh, kw), row-major
 * @param weightShape those four sizes
 * @param bias (O)
 * @param stride vertical and horizontal
 * @param padding vertical and horizontal
 * @param dilation vertical and horizontal
 * @param groups convolution groups
 */
public record FoldedConvolution(
        float[] weight, int[] weightShape, float[] bias, int[] stride, int[] padding, int[] dilation, int groups) {}
