package io.github.deconvscope.math;

/**
 * The convolution with stride 1 and no padding, over the stretched input, that equals a transposed convolution. Its kernel is the one of the
 * transposed convolution turned by 180 degrees; leave the turn out and the result is wrong unless the kernel is symmetric.
 * For a convolution that is not transposed the equivalent is the same operation over the padded input, with the kernel as it is.
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
                .withDilation(s.dilation());
        return new ConvolutionGeometry(s.transposed() ? direct : direct.withStride(s.stride()));
    }

    /**
     * Computes an operation by its equivalent direct convolution.
     *
     * @param of the operation
     * @param input its input, flat
     * @param weights its weights, flat, in its own layout
     * @param turned whether the kernel is turned where it has to be; {@code false} forgets the rotation
     * @return the output, flat; right only if {@code turned}, or the kernel is symmetric, or the operation is not transposed
     */
    public static double[] apply(ConvolutionGeometry of, double[] input, double[] weights, boolean turned) {
        return DirectConvolution.apply(geometry(of), StretchedInput.of(of).values(input), weights(of, weights, turned));
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
        int cells = of.kernel().cells();
        double[] swapped = new double[weights.length];
        for (int i = 0; i < of.inputChannels(); i++) {
            for (int o = 0; o < of.outputChannels(); o++) {
                System.arraycopy(
                        weights,
                        (i * of.outputChannels() + o) * cells,
                        swapped,
                        (o * of.inputChannels() + i) * cells,
                        cells);
            }
        }
        return swapped;
    }
}
