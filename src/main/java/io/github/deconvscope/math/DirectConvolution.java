package io.github.deconvscope.math;

/**
 * Convolution by nested loops, without a matrix: the reference that {@link ConvolutionMatrix} is tested against. As in deep learning it is
 * a cross-correlation: the kernel is not rotated.
 */
public final class DirectConvolution {
    private DirectConvolution() {}

    /**
     * A convolution, or a transposed one, as the geometry says.
     *
     * @param geometry sizes and settings
     * @param input flat (channel, row, column)
     * @param weights flat, in the layout of {@link ConvolutionGeometry#weightIndex}
     * @return flat (channel, row, column)
     */
    public static double[] apply(ConvolutionGeometry geometry, double[] input, double[] weights) {
        geometry.requireInput(input);
        geometry.requireWeights(weights);
        double[] output = new double[geometry.outputElements()];
        // One walk over all (small map position, kernel element) pairs serves both: the convolution gathers, its
        // transpose scatters.
        boolean scatter = geometry.transposed();
        ConvolutionSettings s = geometry.settings();
        Size small = scatter ? geometry.input() : geometry.output();
        Size large = scatter ? geometry.output() : geometry.input();
        for (int o = 0; o < geometry.outputChannels(); o++) {
            for (int i = 0; i < geometry.inputChannels(); i++) {
                int smallMap = (scatter ? i : o) * small.cells();
                int largeMap = (scatter ? o : i) * large.cells();
                for (int sy = 0; sy < small.height() && geometry.meet(o, i); sy++) {
                    for (int sx = 0; sx < small.width(); sx++) {
                        int at = smallMap + sy * small.width() + sx;
                        for (int ky = 0; ky < geometry.kernel().height(); ky++) {
                            int ly = sy * s.stride().height()
                                    - geometry.padding().top()
                                    + ky * s.dilation().height();
                            for (int kx = 0; kx < geometry.kernel().width(); kx++) {
                                int lx = sx * s.stride().width()
                                        - geometry.padding().left()
                                        + kx * s.dilation().width();
                                if (ly < 0 || ly >= large.height() || lx < 0 || lx >= large.width()) {
                                    continue;
                                }
                                double w = weights[geometry.weightIndex(o, i, ky, kx)];
                                int far = largeMap + ly * large.width() + lx;
                                if (scatter) {
                                    output[far] += w * input[at];
                                } else {
                                    output[at] += w * input[far];
                                }
                            }
                        }
                    }
                }
            }
        }
        return output;
    }
}
