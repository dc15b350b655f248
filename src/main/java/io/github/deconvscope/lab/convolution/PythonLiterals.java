package io.github.deconvscope.lab.convolution;

import io.github.deconvscope.math.ConvolutionAxis;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.Size;
import java.util.Arrays;
import java.util.StringJoiner;

/** The numbers of an operation as Python literals. */
final class PythonLiterals {
    private PythonLiterals() {}

    /** The input as a nested list (1, channel, row, column). */
    static String input(ConvolutionResult result) {
        ConvolutionGeometry g = result.state().geometry();
        return list(result.state().input(), 1, g.inputChannels(), g.input());
    }

    /** The weights as a nested list: (out, in, row, column), or (in, out, row, column) if transposed. */
    static String weights(ConvolutionResult result) {
        ConvolutionGeometry g = result.state().geometry();
        return list(result.state().weights(), g.firstChannels(), g.secondChannels(), g.kernel());
    }

    /** The bias as a list. */
    static String bias(ConvolutionResult result) {
        return Arrays.toString(result.state().bias());
    }

    static String tuple(Size size) {
        return "(" + size.height() + ", " + size.width() + ")";
    }

    /** What the padding of a transposed convolution leaves of an axis of all stamps, as a slice. */
    static String kept(ConvolutionAxis axis) {
        return axis.paddingBegin() + ":" + (axis.paddingBegin() + axis.output());
    }

    private static String list(double[] values, int outer, int inner, Size size) {
        StringJoiner maps = new StringJoiner("], [", "[[", "]]");
        int at = 0;
        for (int o = 0; o < outer; o++) {
            StringJoiner map = new StringJoiner(", ");
            for (int i = 0; i < inner; i++) {
                StringJoiner rows = new StringJoiner(", ", "[", "]");
                for (int y = 0; y < size.height(); y++) {
                    StringJoiner row = new StringJoiner(", ", "[", "]");
                    for (int x = 0; x < size.width(); x++) {
                        row.add(Double.toString(values[at++]));
                    }
                    rows.add(row.toString());
                }
                map.add(rows.toString());
            }
            maps.add(map.toString());
        }
        return maps.toString();
    }
}
