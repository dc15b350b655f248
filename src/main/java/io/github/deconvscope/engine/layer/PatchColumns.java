package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.math.Size;

/**
 * Patches of a feature map, as columns: the samples the covariance of a layer's input is taken from.
 *
 * <p>Features run along the rows, ordered (channel, ky, kx), and samples along the columns, ordered (y, x, n). In this layout splitting
 * the features into interleaved groups is a view, where the reference has to copy.
 */
final class PatchColumns {
    private PatchColumns() {}

    /**
     * Cuts the patches that the covariance of a convolution's input is taken from.
     *
     * @param layer in errors
     * @param x (N, C, H, W)
     * @param window of the convolution, every so many of whose places are taken
     * @param options how many, and whether a kernel of one pixel takes them as the published code does
     * @return (C * kh * kw, n)
     */
    static NDArray sampled(String layer, NDArray x, Window window, WhiteningOptions options) {
        Window sampled = window.sampled(options.statistics().samplingStride(), Window.sizeOf(x.getShape()));
        if (countsAcrossImages(window, options)) {
            return x.transpose(1, 0, 2, 3)
                    .reshape(x.getShape().get(1), -1)
                    .get(new NDIndex(":, ::{}", sampled.stride().cells()));
        }
        requirePositions(layer, sampled, x.getShape());
        return of(x, sampled);
    }

    /** Whether every so many of the flattened (n, y, x) positions is taken, without padding, as the published code does for a kernel of one pixel. */
    static boolean countsAcrossImages(Window window, WhiteningOptions options) {
        return window.kernel().cells() == 1 && !options.corrected();
    }

    /** Refuses maps that are smaller than the kernel. */
    static void requirePositions(String layer, Window placed, Shape shape) {
        Size positions = placed.positionsOn(Window.sizeOf(shape));
        if (positions.height() < 1 || positions.width() < 1) {
            throw new InvalidInputException("Layer " + layer + ": an input of " + shape.get(2) + " x " + shape.get(3)
                    + " is smaller than the kernel of " + placed.kernel().height() + " x "
                    + placed.kernel().width() + ". Use larger images, more padding or a smaller kernel.");
        }
    }

    /**
     * Cuts patches.
     *
     * @param x (N, C, H, W)
     * @param window size and places of the patches
     * @return (C * kh * kw, N * H' * W')
     */
    static NDArray of(NDArray x, Window window) {
        Shape shape = x.getShape();
        Size positions = window.positionsOn(Window.sizeOf(shape));
        NDArray patches = disjoint(window)
                ? tiles(ChannelsLast.withImagesInnermost(x), window).transpose(0, 2, 4, 1, 3, 5)
                : shifts(x, window, positions);
        return patches.reshape(
                shape.get(1) * window.kernel().cells(), shape.get(0) * positions.height() * positions.width());
    }

    /** Whether no two places share a pixel, and the kernel is not dilated. */
    static boolean disjoint(Window window) {
        Size k = window.kernel();
        Size d = window.dilation();
        return window.stride().height() >= k.height()
                && window.stride().width() >= k.width()
                && (d.height() == 1 || k.height() == 1)
                && (d.width() == 1 || k.width() == 1);
    }

    /**
     * Patches that do not overlap: the padded image is cut into tiles by reshaping.
     *
     * @param image (A, height, width, B), of any two axes A and B
     * @return (A, H', kh, W', kw, B)
     */
    static NDArray tiles(NDArray image, Window window) {
        Shape s = image.getShape();
        Size positions = window.positionsOn(new Size((int) s.get(1), (int) s.get(2)));
        Size kernel = window.kernel();
        int sy = window.stride().height();
        int sx = window.stride().width();
        NDArray tiles = fit(image, new Size(positions.height() * sy, positions.width() * sx), window)
                .reshape(s.get(0), positions.height(), sy, positions.width(), sx, s.get(3));
        return sy > kernel.height() || sx > kernel.width()
                ? tiles.get(new NDIndex(":, :, :" + kernel.height() + ", :, :" + kernel.width()))
                : tiles;
    }

    /** Patches that overlap: one strided view of the padded image for each place in the kernel. Returns (C, kh * kw, H', W', N). */
    private static NDArray shifts(NDArray x, Window window, Size positions) {
        Size kernel = window.kernel();
        Size dilation = window.dilation();
        int sy = window.stride().height();
        int sx = window.stride().width();
        int height = (positions.height() - 1) * sy + 1;
        int width = (positions.width() - 1) * sx + 1;
        Size reach = new Size(
                height + dilation.height() * (kernel.height() - 1), width + dilation.width() * (kernel.width() - 1));
        NDArray image = fit(ChannelsLast.withImagesInnermost(x), reach, window);
        NDList views = new NDList(kernel.cells());
        for (int i = 0; i < kernel.height(); i++) {
            for (int j = 0; j < kernel.width(); j++) {
                int top = i * dilation.height();
                int left = j * dilation.width();
                views.add(
                        image.get(new NDIndex(":, {}:{}:{}, {}:{}:{}", top, top + height, sy, left, left + width, sx)));
            }
        }
        return NDArrays.stack(views, 1);
    }

    /** Pads (A, height, width, B) in front by the padding, and behind (or crops) to the given size. */
    private static NDArray fit(NDArray image, Size size, Window window) {
        Size map =
                new Size((int) image.getShape().get(1), (int) image.getShape().get(2));
        Size padding = window.paddingOf(map).begin();
        int below = size.height() - padding.height() - map.height();
        int right = size.width() - padding.width() - map.width();
        NDArray padded = padding.height() > 0 || padding.width() > 0 || below > 0 || right > 0
                ? image.pad(
                        new Shape(0, 0, padding.width(), Math.max(0, right), padding.height(), Math.max(0, below)), 0)
                : image;
        return below < 0 || right < 0 ? padded.get(new NDIndex(":, :{}, :{}", size.height(), size.width())) : padded;
    }
}
