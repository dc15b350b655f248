package io.github.deconvscope.lab.convolution;

import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.Size;

/** Names of elements, such as {@code y[2,3]}: with the channel first where there are several, with one index in one dimension. */
public final class ElementName {
    private ElementName() {}

    public static String input(ConvolutionGeometry g, int index) {
        return map("x", index, g.inputChannels(), g.input(), g.oneDimensional());
    }

    public static String output(ConvolutionGeometry g, int index) {
        return map("y", index, g.outputChannels(), g.output(), g.oneDimensional());
    }

    /** In the layout of the operation: (output, input, row, column), or (input, output, row, column) if transposed. */
    public static String weight(ConvolutionGeometry g, int index) {
        int cells = g.kernel().cells();
        int pair = index / cells;
        int second = g.secondChannels();
        String prefix = g.kernels() > 1 ? pair / second + "," + pair % second + "," : "";
        return "w[" + prefix + position(index % cells, g.kernel(), g.oneDimensional()) + "]";
    }

    /** The name of an element of any map. */
    public static String map(String letter, int index, int channels, Size size, boolean oneDimensional) {
        String prefix = channels > 1 ? index / size.cells() + "," : "";
        return letter + "[" + prefix + position(index % size.cells(), size, oneDimensional) + "]";
    }

    /** What the letters and the numbers in brackets stand for. */
    public static String meaning(ConvolutionGeometry g) {
        String weight = g.kernels() == 1
                ? ""
                : ", before them in w the "
                        + (g.transposed() ? "input and the output channel" : "output and the input channel")
                        + (g.groups() == 1 ? "" : " within its group") + ", in x and y their channel";
        return "x is the input, w the kernel, y the output, g the gradient of the output and dx that of the input; in brackets "
                + (g.oneDimensional() ? "the place" : "row and column") + ", counted from 0" + weight + ".";
    }

    private static String position(int cell, Size size, boolean oneDimensional) {
        return oneDimensional ? String.valueOf(cell) : cell / size.width() + "," + cell % size.width();
    }
}
