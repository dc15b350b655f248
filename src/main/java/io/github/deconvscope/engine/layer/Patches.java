package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/**
 * Patches of a feature map, as columns: the samples a whitening layer takes its covariance from.
 *
 * <p>Features run along the rows, ordered (channel, ky, kx), and samples along the columns, ordered (y, x, n). In this layout splitting
 * the features into interleaved groups is a view, where the reference has to copy.
 */
final class Patches {
    private Patches() {}

    /**
     * Cuts patches.
     *
     * @param x (N, C, H, W)
     * @param kernel height and width of a patch
     * @param stride vertical and horizontal distance of patches
     * @param padding zeros on each side, vertical and horizontal
     * @param dilation vertical and horizontal distance of the pixels in a patch
     * @return (C * kh * kw, N * H' * W')
     */
    static NDArray columns(NDArray x, int[] kernel, int[] stride, int[] padding, int[] dilation) {
        Shape shape = x.getShape();
        int oh = count((int) shape.get(2), kernel[0], stride[0], padding[0], dilation[0]);
        int ow = count((int) shape.get(3), kernel[1], stride[1], padding[1], dilation[1]);
        NDArray patches = disjoint(kernel[0], stride[0], dilation[0]) && disjoint(kernel[1], stride[1], dilation[1])
                ? tiles(x, kernel, stride, padding, oh, ow)
                : shifts(x, kernel, stride, padding, dilation, oh, ow);
        return patches.reshape(shape.get(1) * kernel[0] * kernel[1], shape.get(0) * oh * ow);
    }

    /** How many patches fit along one axis; below 1 if none does. */
    static int count(int size, int kernel, int stride, int padding, int dilation) {
        return Math.floorDiv(size + 2 * padding - dilation * (kernel - 1) - 1, stride) + 1;
    }

    private static boolean disjoint(int kernel, int stride, int dilation) {
        return stride >= kernel && (dilation == 1 || kernel == 1);
    }

    /** Patches that do not overlap: the padded image is cut into tiles by reshaping, and one transposition copies it. */
    private static NDArray tiles(NDArray x, int[] kernel, int[] stride, int[] padding, int oh, int ow) {
        NDArray image = fit(x, oh * stride[0], ow * stride[1], padding);
        Shape s = image.getShape();
        NDArray tiles = image.reshape(s.get(0), oh, stride[0], ow, stride[1], s.get(3));
        if (stride[0] > kernel[0] || stride[1] > kernel[1]) {
            tiles = tiles.get(new NDIndex(":, :, :" + kernel[0] + ", :, :" + kernel[1]));
        }
        return tiles.transpose(0, 2, 4, 1, 3, 5);
    }

    /** Patches that overlap: one strided view of the padded image for each place in the kernel. Returns (C, kh * kw, oh, ow, N). */
    private static NDArray shifts(
            NDArray x, int[] kernel, int[] stride, int[] padding, int[] dilation, int oh, int ow) {
        int height = (oh - 1) * stride[0] + 1;
        int width = (ow - 1) * stride[1] + 1;
        NDArray image = fit(x, height + dilation[0] * (kernel[0] - 1), width + dilation[1] * (kernel[1] - 1), padding);
        NDList views = new NDList(kernel[0] * kernel[1]);
        for (int i = 0; i < kernel[0]; i++) {
            for (int j = 0; j < kernel[1]; j++) {
                int top = i * dilation[0];
                int left = j * dilation[1];
                views.add(image.get(new NDIndex(
                        ":, {}:{}:{}, {}:{}:{}", top, top + height, stride[0], left, left + width, stride[1])));
            }
        }
        return ai.djl.ndarray.NDArrays.stack(views, 1);
    }

    /**
     * Pads in front by the padding, and behind (or crops) to the given size.
     *
     * @return (C, height, width, N): with the images innermost all copies that follow, and their gradients, move long runs of numbers
     */
    private static NDArray fit(NDArray x, int height, int width, int[] padding) {
        int below = height - padding[0] - (int) x.getShape().get(2);
        int right = width - padding[1] - (int) x.getShape().get(3);
        NDArray image = x.transpose(1, 2, 3, 0);
        if (padding[0] > 0 || padding[1] > 0 || below > 0 || right > 0) {
            image = image.pad(new Shape(0, 0, padding[1], Math.max(0, right), padding[0], Math.max(0, below)), 0);
        }
        return below < 0 || right < 0 ? image.get(new NDIndex(":, :{}, :{}", height, width)) : image;
    }
}
