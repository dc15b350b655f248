package io.github.deconvscope.math;

/**
 * The input with the zeros that the sliding window of a convolution meets, along with those that make a transposed convolution an ordinary one. A
 * convolution has its padding around the input. For a transposed one there are {@code stride - 1} zeros between two elements, {@code span - 1 -
 * padding} zeros around them, where the span is what a dilated kernel reaches over (if that is below 0, elements are cropped), and the output padding
 * behind the last one.
 *
 * <p>A window that moves over it by {@link ConvolutionAxis#window} gives the output; if transposed, with the kernel turned by 180 degrees. Sections
 * 4.2 to 4.5 of Dumoulin and Visin, 2016, who do not mention the rotation.
 */
public final class StretchedInput {
    /** Where an element of the stretched input comes from. */
    public enum Origin {
        /** An element of the input. */
        INPUT,
        /** A zero around the input. */
        PADDING,
        /** A zero between two elements of the input. */
        INSERTED
    }

    private final ConvolutionGeometry geometry;
    private final Size size;

    private StretchedInput(ConvolutionGeometry geometry) {
        this.geometry = geometry;
        this.size = geometry.stretched();
    }

    public static StretchedInput of(ConvolutionGeometry geometry) {
        return new StretchedInput(geometry);
    }

    /** Size of one stretched map. */
    public Size size() {
        return size;
    }

    /** Where the element at a place comes from. */
    public Origin origin(int row, int column) {
        int y = position(geometry.settings().vertical(), row);
        int x = position(geometry.settings().horizontal(), column);
        if (y == OUTSIDE || x == OUTSIDE) {
            return Origin.PADDING;
        }
        return y == BETWEEN || x == BETWEEN ? Origin.INSERTED : Origin.INPUT;
    }

    /** Flat index of the input element at a place of a stretched map, or -1 for a zero. */
    public int source(int channel, int row, int column) {
        int y = position(geometry.settings().vertical(), row);
        int x = position(geometry.settings().horizontal(), column);
        if (y < 0 || x < 0) {
            return -1;
        }
        return (channel * geometry.input().height() + y) * geometry.input().width() + x;
    }

    /** Row of the stretched map at which an input row lies; below 0 or beyond the last row if it was cropped. */
    public int rowOf(int inputRow) {
        ConvolutionAxis axis = geometry.settings().vertical();
        return axis.before() + inputRow * (axis.inserted() + 1);
    }

    /** Column of the stretched map at which an input column lies; below 0 or beyond the last column if it was cropped. */
    public int columnOf(int inputColumn) {
        ConvolutionAxis axis = geometry.settings().horizontal();
        return axis.before() + inputColumn * (axis.inserted() + 1);
    }

    /**
     * The numbers.
     *
     * @param input flat (channel, row, column)
     * @return flat (channel, row, column) of the stretched maps
     */
    public double[] values(double[] input) {
        geometry.requireInput(input);
        double[] values = new double[geometry.inputChannels() * size.cells()];
        int at = 0;
        for (int c = 0; c < geometry.inputChannels(); c++) {
            for (int y = 0; y < size.height(); y++) {
                for (int x = 0; x < size.width(); x++, at++) {
                    int source = source(c, y, x);
                    values[at] = source < 0 ? 0 : input[source];
                }
            }
        }
        return values;
    }

    private static final int OUTSIDE = -1;
    private static final int BETWEEN = -2;

    private static int position(ConvolutionAxis axis, int at) {
        int offset = at - axis.before();
        int step = axis.inserted() + 1;
        if (offset < 0 || offset > (axis.input() - 1) * step) {
            return OUTSIDE;
        }
        return offset % step == 0 ? offset / step : BETWEEN;
    }
}
