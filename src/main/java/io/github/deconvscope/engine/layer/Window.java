package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.Padding;
import io.github.deconvscope.math.Sides;
import io.github.deconvscope.math.Size;

/**
 * How a convolution moves over a map: the size of its kernel, its stride, padding and dilation, each height before width.
 *
 * @param kernel of the kernel, in weights; 1 or more
 * @param stride distance between two positions of the kernel, in pixels; 1 or more
 * @param padding zeros added around a map, 0 or more, or the rule that gives their number for each map
 * @param dilation distance between two pixels under the kernel; 1 or more
 */
public record Window(Size kernel, Size stride, Padding padding, Size dilation) {
    private static final Size ONE = Size.square(1);

    /** A square kernel of an odd side, with stride 1 and as much padding as keeps the size of the map. */
    public static Window same(int side) {
        return centred(side, 1);
    }

    /** A square kernel of an odd side, whose positions are centred on every so many pixels of a row and a column, the first one included. */
    public static Window centred(int side, int stride) {
        return new Window(Size.square(side), Size.square(stride), Padding.both(Size.square(side / 2)), ONE);
    }

    /** Every so many positions on a map of this size: the padding stays that of the positions themselves, whatever its rule. */
    Window sampled(int every, Size map) {
        Size apart = new Size(every * stride.height(), every * stride.width());
        return new Window(kernel, apart, Padding.each(paddingOf(map)), dilation);
    }

    private ConvolutionSettings on(Size map) {
        return ConvolutionSettings.direct(map, kernel)
                .withStride(stride)
                .withPadding(padding)
                .withDilation(dilation);
    }

    /** The zeros around a map of this size. */
    Sides paddingOf(Size map) {
        return on(map).sides();
    }

    /** Rows and columns of positions on a map; less than 1 where the kernel does not fit. */
    Size positionsOn(Size map) {
        return on(map).output();
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
        Sides p = paddingOf(sizeOf(input.getShape()));
        // PyTorch pads both ends of an axis alike; other padding is put around the input before.
        boolean inside = p.equalEnds();
        NDArray x = inside ? input : input.pad(new Shape(p.left(), p.right(), p.top(), p.bottom()), 0);
        Size within = inside ? p.begin() : Size.square(0);
        return Conv2d.conv2d(x, weight, bias, shape(stride), shape(within), shape(dilation), groups)
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
