package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
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

    private static final TorchScript TURN_OVER = new TorchScript("ImagesInnermost", "x: Tensor", """
            images = torch.reshape(torch.permute(x, [0, 2, 3, 1]), [torch.size(x, 0), -1])
            return torch.contiguous(torch.t(images))
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

    /**
     * Maps with the numbers of one place and channel side by side, so that all copies that follow, and their gradients, move long runs. Turned over as one
     * matrix, which PyTorch does in blocks: taken one by one from images that lie a power of two apart, they meet in the same places of the cache.
     *
     * @param x (N, C, H, W)
     * @return (C, H, W, N)
     */
    static NDArray withImagesInnermost(NDArray x) {
        if (!isUsed(x)) {
            return x.transpose(1, 2, 3, 0);
        }
        Shape s = x.getShape();
        return TURN_OVER.call(x).reshape(s.get(2), s.get(3), s.get(1), s.get(0)).transpose(2, 0, 1, 3);
    }

    /** Whether the maps of nets lie like this, where these do. */
    static boolean isUsed(NDArray maps) {
        return OneDnn.isUsed() && !maps.getDevice().isGpu();
    }
}
