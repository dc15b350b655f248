package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;

/** Lets tests of other packages see {@link Patches}. */
public final class PatchesAccess {
    private PatchesAccess() {}

    /** Square patches, see {@link Patches#columns}. */
    public static NDArray columns(NDArray x, int kernel, int stride, int padding, int dilation) {
        return Patches.columns(
                x, new int[] {kernel, kernel}, new int[] {stride, stride}, new int[] {padding, padding}, new int[] {
                    dilation, dilation
                });
    }
}
