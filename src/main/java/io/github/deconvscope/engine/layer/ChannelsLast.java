package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import io.github.deconvscope.engine.compute.OneDnn;
import io.github.deconvscope.engine.compute.TorchScript;

/**
 * Maps that lie in memory with the channels of a pixel side by side, (N, H, W, C), while their shape stays (N, C, H, W). Batch normalization and pooling
 * then take the channels as vectors, where they would take one number after another, and oneDNN has less to reorder. PyTorch keeps
 * the order of what a layer is given, so that a net's images decide it.
 *
 * <p>Decision 29 has the measurements. Where oneDNN is not used {@link ColumnConvolution} has an order of its own.
 */
public final class ChannelsLast {
    private static final TorchScript REORDER = new TorchScript("ChannelsLast", "x: Tensor", """
            pixels = torch.contiguous(torch.permute(x, [0, 2, 3, 1]))
            return torch.permute(pixels, [0, 3, 1, 2])
            """);

    private ChannelsLast() {}

    /**
     * Puts the images of a net into the order that it computes fastest in. Gradients flow.
     *
     * @param images (N, C, H, W), in any order
     * @return the same numbers and shape
     */
    public static NDArray of(NDArray images) {
        return isUsed(images) ? REORDER.call(images) : images;
    }

    /** Whether the maps of nets lie like this, where these do. */
    static boolean isUsed(NDArray maps) {
        return OneDnn.isUsed() && !maps.getDevice().isGpu();
    }
}
