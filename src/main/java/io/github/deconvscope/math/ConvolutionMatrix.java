package io.github.deconvscope.math;

/**
 * A convolution written as a matrix: {@code y = M x} for flattened maps, one row an output and one column an input. For a convolution M is
 * C; for a transposed convolution with the same weights and settings it is C', the transpose of the matrix of the convolution from its
 * output to its input. Every stored entry keeps the index of its weight. Section 4.1 of Dumoulin and Visin, 2016.
 */
public final class ConvolutionMatrix {
    private final ConvolutionGeometry geometry;
    private final SparseMatrix matrix;
    private final int[] weightOfEntry;

    private ConvolutionMatrix(ConvolutionGeometry geometry, SparseMatrix matrix, int[] weightOfEntry) {
        this.geometry = geometry;
        this.matrix = matrix;
        this.weightOfEntry = weightOfEntry;
    }

    /**
     * Writes a convolution as a matrix.
     *
     * @param geometry sizes and settings
     * @param weights flat, in the layout of {@link ConvolutionGeometry#weightIndex}
     * @throws IllegalArgumentException if the matrix would be too large
     */
    public static ConvolutionMatrix of(ConvolutionGeometry geometry, double[] weights) {
        geometry.requireWeights(weights);
        geometry.requireMatrix();
        Taps vertical = Taps.of(geometry.settings().vertical());
        Taps horizontal = Taps.of(geometry.settings().horizontal());
        int perPair = vertical.total() * horizontal.total();
        int stored = perPair * geometry.kernels();
        int[] rowStart = new int[geometry.outputElements() + 1];
        int[] column = new int[stored];
        int[] weight = new int[stored];
        double[] value = new double[stored];
        Size in = geometry.input();
        int row = 0;
        int entry = 0;
        for (int o = 0; o < geometry.outputChannels(); o++) {
            for (int oy = 0; oy < geometry.output().height(); oy++) {
                for (int ox = 0; ox < geometry.output().width(); ox++) {
                    for (int i = 0; i < geometry.inputChannels(); i++) {
                        for (int ty = 0; ty < vertical.count(oy) && geometry.meet(o, i); ty++) {
                            int first = (i * in.height() + vertical.input(oy, ty)) * in.width();
                            for (int tx = 0; tx < horizontal.count(ox); tx++) {
                                int w = geometry.weightIndex(o, i, vertical.kernel(oy, ty), horizontal.kernel(ox, tx));
                                column[entry] = first + horizontal.input(ox, tx);
                                weight[entry] = w;
                                value[entry] = weights[w];
                                entry++;
                            }
                        }
                    }
                    rowStart[++row] = entry;
                }
            }
        }
        SparseMatrix matrix =
                new SparseMatrix(geometry.outputElements(), geometry.inputElements(), rowStart, column, value);
        return new ConvolutionMatrix(geometry, matrix, weight);
    }

    /** The same convolution with other weights; what does not hang on them is shared. */
    public ConvolutionMatrix withWeights(double[] weights) {
        geometry.requireWeights(weights);
        double[] values = new double[weightOfEntry.length];
        for (int e = 0; e < values.length; e++) {
            values[e] = weights[weightOfEntry[e]];
        }
        return new ConvolutionMatrix(geometry, matrix.withValues(values), weightOfEntry);
    }

    public ConvolutionGeometry geometry() {
        return geometry;
    }

    /** The numbers: outputs x inputs. */
    public SparseMatrix sparse() {
        return matrix;
    }

    /** Index of the weight that a stored entry holds. */
    public int weight(int entry) {
        return weightOfEntry[entry];
    }

    /** Index of the weight at a place of the matrix, or -1 where output and input do not meet. */
    public int weightAt(int row, int column) {
        for (int e = matrix.rowStart(row); e < matrix.rowStart(row + 1); e++) {
            if (matrix.column(e) == column) {
                return weightOfEntry[e];
            }
        }
        return -1;
    }

    /**
     * The gradient of a loss with respect to the weights: that of each is the sum of input times gradient of the output over all entries that hold
     * it, which is the correlation of both.
     *
     * @param input x, flattened
     * @param gradient the loss' gradient with respect to the output, flattened
     * @return one number a weight, in the layout of {@link ConvolutionGeometry#weightIndex}
     */
    public double[] weightGradient(double[] input, double[] gradient) {
        geometry.requireInput(input);
        geometry.requireOutput(gradient);
        double[] sums = new double[geometry.weightElements()];
        for (int r = 0; r < matrix.rows(); r++) {
            for (int e = matrix.rowStart(r); e < matrix.rowStart(r + 1); e++) {
                sums[weightOfEntry[e]] += input[matrix.column(e)] * gradient[r];
            }
        }
        return sums;
    }

    /**
     * How often each output is hit: the number of products that sum up to it. Uneven counts are the cause of checkerboards (Odena, Dumoulin
     * and Olah, <i>Deconvolution and Checkerboard Artifacts</i>, 2016).
     *
     * @return one count an output, flattened
     */
    public int[] hits() {
        int[] hits = new int[matrix.rows()];
        for (int r = 0; r < hits.length; r++) {
            hits[r] = matrix.rowStart(r + 1) - matrix.rowStart(r);
        }
        return hits;
    }
}
