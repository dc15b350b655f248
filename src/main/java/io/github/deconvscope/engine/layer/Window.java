package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import io.github.deconvscope.math.Size;

/**
 * How a convolution moves over a map: the size of its kernel, its stride, padding and dilation, each height before width.
 *
 * @param kernel of the kernel, in weights; 1 or more
 * @param stride distance between two positions of the kernel, in pixels; 1 or more
 * @param padding zeros added at both ends of an axis; 0 or more
 * @param dilation distance between two pixels under the kernel; 1 or more
 */
public record Window(Size kernel, Size stride, Size padding, Size dilation) {
    private static final Size ONE = Size.square(1);

    /** A square kernel of an odd side, with stride 1 and as much padding as keeps the size of the map. */
    public static Window same(int side) {
        return new Window(Size.square(side), ONE, Size.square(side / 2), ONE);
    }

    Window withStride(Size value) {
        return new Window(kernel, value, padding, dilation);
    }

    /** Rows and columns of positions on a map; less than 1 where the kernel does not fit. */
    Size positionsOn(Size map) {
        return new Size(
                positions(map.height(), kernel.height(), stride.height(), padding.height(), dilation.height()),
                positions(map.width(), kernel.width(), stride.width(), padding.width(), dilation.width()));
    }

    private static int positions(int size, int kernel, int stride, int padding, int dilation) {
        return Math.floorDiv(size + 2 * padding - dilation * (kernel - 1) - 1, stride) + 1;
    }

    /**
     * Convolves.
     *
     * @param input (N, C, H, W)
     * @param weight (O, C / groups, kernel height, kernel width)
     * @param bias (O)
     * @return (N, O, rows, columns)
     */
    NDArray convolve(NDArray input, NDArray weight, NDArray bias, int groups) {
        return Conv2d.conv2d(input, weight, bias, shape(stride), shape(padding), shape(dilation), groups)
                .singletonOrThrow();
    }

    /** Height and width of (N, C, H, W). */
    static Size sizeOf(Shape map) {
        return new Size((int) map.get(2), (int) map.get(3));
    }

    private static Shape shape(Size size) {
        return new Shape(size.height(), size.width());
    }
}
