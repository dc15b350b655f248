package io.github.deconvscope.math;

/**
 * The convolution with stride 1 and no padding, over the stretched input, that equals a transposed convolution. Its kernel is the one of the
 * transposed convolution rotated by 180 degrees; without the rotation the result is wrong unless the kernel is symmetric. For a convolution
 * that is not transposed the equivalent is the same operation over the padded input, with the kernel as it is.
 */
public final class EquivalentConvolution {
    private EquivalentConvolution() {}

    /**
     * Turns every kernel by 180 degrees.
     *
     * @param weights flat (.., .., height, width), any layout of the channels
     * @param kernel size of one kernel
     * @return a new array with the same layout
     */
    // lesson:start turn
    public static double[] turn(double[] weights, Size kernel) {
        int cells = kernel.cells();
        double[] turned = new double[weights.length];
        for (int first = 0; first < weights.length; first += cells) {
            for (int k = 0; k < cells; k++) {
                turned[first + k] = weights[first + cells - 1 - k];
            }
        }
        return turned;
    }
    // lesson:end turn

    /** The geometry of the equivalent convolution: its input is the stretched input. */
    public static ConvolutionGeometry geometry(ConvolutionGeometry of) {
        ConvolutionSettings s = of.settings();
        ConvolutionSettings direct = ConvolutionSettings.direct(of.stretched(), s.kernel())
                .withChannels(s.inputChannels(), s.outputChannels())
                .withGroups(s.groups())
                .withDilation(s.dilation());
        return new ConvolutionGeometry(s.transposed() ? direct : direct.withStride(s.stride()));
    }

    /**
     * Computes an operation by its equivalent direct convolution. Inserted zeros are skipped, so that this takes as many products as the
     * matrix has entries.
     *
     * @param of the operation
     * @param input its input, flat
     * @param weights its weights, flat, in its own layout
     * @param turned whether the kernel is turned where it has to be; {@code false} forgets the rotation
     * @return the output, flat; right only if {@code turned}, or the kernel is symmetric, or the operation is not transposed
     */
    public static double[] apply(ConvolutionGeometry of, double[] input, double[] weights, boolean turned) {
        of.requireInput(input);
        ConvolutionGeometry window = geometry(of);
        StretchedInput stretched = StretchedInput.of(of);
        double[] kernels = weights(of, weights, turned);
        double[] output = new double[window.outputElements()];
        for (int y = 0; y < of.input().height(); y++) {
            for (int x = 0; x < of.input().width(); x++) {
                int row = stretched.rowOf(y);
                int column = stretched.columnOf(x);
                boolean cropped = row < 0
                        || row >= stretched.size().height()
                        || column < 0
                        || column >= stretched.size().width();
                for (int i = 0; i < of.inputChannels() && !cropped; i++) {
                    double value =
                            input[(i * of.input().height() + y) * of.input().width() + x];
                    addToWindows(window, row, column, i, value, kernels, output);
                }
            }
        }
        return output;
    }

    /** Adds what one element of the stretched input gives to all windows over it. */
    private static void addToWindows(
            ConvolutionGeometry window,
            int row,
            int column,
            int channel,
            double value,
            double[] kernels,
            double[] output) {
        ConvolutionSettings s = window.settings();
        Size out = window.output();
        for (int ky = 0; ky < s.kernel().height(); ky++) {
            int oy = place(row - ky * s.dilation().height(), s.stride().height(), out.height());
            for (int kx = 0; kx < s.kernel().width() && oy >= 0; kx++) {
                int ox = place(column - kx * s.dilation().width(), s.stride().width(), out.width());
                for (int o = 0; o < s.outputChannels() && ox >= 0; o++) {
                    if (window.meet(o, channel)) {
                        output[(o * out.height() + oy) * out.width() + ox] +=
                                kernels[window.weightIndex(o, channel, ky, kx)] * value;
                    }
                }
            }
        }
    }

    /** The window that begins at a place of the stretched input, or -1 if none does. */
    private static int place(int start, int stride, int windows) {
        int at = Math.floorDiv(start, stride);
        return at >= 0 && at < windows && at * stride == start ? at : -1;
    }

    /**
     * The weights of the equivalent convolution, flat (output, input, height, width).
     *
     * @param of the operation
     * @param weights its weights, flat, in its own layout
     * @param turned whether the kernel is turned where it has to be
     */
    public static double[] weights(ConvolutionGeometry of, double[] weights, boolean turned) {
        return swapChannels(of, of.transposed() && turned ? turn(weights, of.kernel()) : weights);
    }

    /** A transposed convolution keeps its weights as (input, output, ..), a direct one as (output, input, ..). */
    private static double[] swapChannels(ConvolutionGeometry of, double[] weights) {
        of.requireWeights(weights);
        if (!of.transposed()) {
            return weights;
        }
        ConvolutionGeometry direct = geometry(of);
        double[] swapped = new double[weights.length];
        for (int i = 0; i < of.inputChannels(); i++) {
            for (int o = 0; o < of.outputChannels(); o++) {
                if (of.meet(o, i)) {
                    int from = of.weightIndex(o, i, 0, 0);
                    System.arraycopy(
                            weights,
                            from,
                            swapped,
                            direct.weightIndex(o, i, 0, 0),
                            of.kernel().cells());
                }
            }
        }
        return swapped;
    }
}
