package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import io.github.deconvscope.math.Padding;
import io.github.deconvscope.math.Size;

/** Lets tests of other packages see {@link PatchColumns}. */
public final class PatchColumnsAccess {
    private PatchColumnsAccess() {}

    /** Square patches, see {@link PatchColumns#of}. */
    public static NDArray columns(NDArray x, int kernel, int stride, int padding, int dilation) {
        return PatchColumns.of(
                x,
                new Window(
                        Size.square(kernel),
                        Size.square(stride),
                        Padding.both(Size.square(padding)),
                        Size.square(dilation)));
    }
}
