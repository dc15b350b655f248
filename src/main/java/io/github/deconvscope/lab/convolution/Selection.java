package io.github.deconvscope.lab.convolution;

import io.github.deconvscope.math.ConvolutionGeometry;

/**
 * The element that the pointer is on. All panes highlight the same selection: an output is a row of the matrix, an input a column.
 *
 * @param kind what is pointed at
 * @param index flat index of the output, the input or the weight; 0 for nothing
 */
public record Selection(Kind kind, int index) {
    /** What can be pointed at. */
    public enum Kind {
        NOTHING,
        /** An output: a row of the matrix. */
        OUTPUT,
        /** An input: a column of the matrix. */
        INPUT,
        /** A weight: all entries of the matrix that hold it. */
        WEIGHT
    }

    /** Nothing is selected. */
    public static final Selection NOTHING = new Selection(Kind.NOTHING, 0);

    public static Selection output(int index) {
        return new Selection(Kind.OUTPUT, index);
    }

    public static Selection input(int index) {
        return new Selection(Kind.INPUT, index);
    }

    public static Selection weight(int index) {
        return new Selection(Kind.WEIGHT, index);
    }

    /** This selection if it still exists under other sizes, else nothing. */
    public Selection within(ConvolutionGeometry geometry) {
        int limit =
                switch (kind) {
                    case NOTHING -> 1;
                    case OUTPUT -> geometry.outputElements();
                    case INPUT -> geometry.inputElements();
                    case WEIGHT -> geometry.weightElements();
                };
        return index < limit ? this : NOTHING;
    }
}
