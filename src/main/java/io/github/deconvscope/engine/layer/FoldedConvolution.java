package io.github.deconvscope.engine.layer;

/**
 * A plain convolution: what a trained whitening layer amounts to, since the whitening matrix folds into the weights.
 *
 * @param weight (O, C / groups, kh, kw), row-major
 * @param weightShape those four sizes
 * @param bias (O)
 * @param window kernel, stride, padding and dilation
 * @param groups convolution groups
 */
public record FoldedConvolution(float[] weight, int[] weightShape, float[] bias, Window window, int groups) {}
