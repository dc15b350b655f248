package io.github.deconvscope.figure.convolution;

import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.Padding;
import io.github.deconvscope.math.Sides;
import java.util.Arrays;

/** A convolution, or a transposed one, as its definition says it: loops over maps, places and weights, in double. */
final class NaiveConvolution {
    final int outHeight;
    final int outWidth;
    final int stretchedHeight;
    private final int stretchedWidth;
    private final ConvolutionSettings s;
    private final int beforeHeight;
    private final int beforeWidth;
    private final int[] rows;
    private final int[] columns;

    NaiveConvolution(ConvolutionSettings settings) {
        s = settings;
        int spanHeight = s.dilation().height() * (s.kernel().height() - 1) + 1;
        int spanWidth = s.dilation().width() * (s.kernel().width() - 1) + 1;
        Sides given = s.padding().sides();
        rows = ends(s.input().height(), spanHeight, s.stride().height(), given.top(), given.bottom());
        columns = ends(s.input().width(), spanWidth, s.stride().width(), given.left(), given.right());
        if (s.transposed()) {
            outHeight = s.padding().rule().computed()
                    ? s.input().height() * s.stride().height()
                    : (s.input().height() - 1) * s.stride().height()
                            - rows[0]
                            - rows[1]
                            + spanHeight
                            + s.outputPadding().height();
            outWidth = s.padding().rule().computed()
                    ? s.input().width() * s.stride().width()
                    : (s.input().width() - 1) * s.stride().width()
                            - columns[0]
                            - columns[1]
                            + spanWidth
                            + s.outputPadding().width();
            beforeHeight = spanHeight - 1 - rows[0];
            beforeWidth = spanWidth - 1 - columns[0];
            // a window of the span, cell by cell, has to give the output
            stretchedHeight = outHeight + spanHeight - 1;
            stretchedWidth = outWidth + spanWidth - 1;
        } else {
            stretchedHeight = s.input().height() + rows[0] + rows[1];
            stretchedWidth = s.input().width() + columns[0] + columns[1];
            outHeight = places(stretchedHeight, spanHeight, s.stride().height());
            outWidth = places(stretchedWidth, spanWidth, s.stride().width());
            beforeHeight = rows[0];
            beforeWidth = columns[0];
        }
    }

    /**
     * The padding at both ends of an axis. Under the rules of TensorFlow and ONNX: the fewest zeros that give one window for each begun
     * stride; for a transposed convolution those of the convolution that its output would go back through.
     */
    private int[] ends(int size, int span, int stride, int begin, int end) {
        if (!s.padding().rule().computed()) {
            return new int[] {begin, end};
        }
        int large = s.transposed() ? size * stride : size;
        int windows = s.transposed() ? size : (size + stride - 1) / stride;
        int zeros = 0;
        while (places(large + zeros, span, stride) < windows) {
            zeros++;
        }
        boolean oddInFront = s.padding().rule() == Padding.Rule.SAME_LOWER;
        int half = zeros / 2;
        return oddInFront ? new int[] {zeros - half, half} : new int[] {half, zeros - half};
    }

    private static int places(int size, int span, int stride) {
        int count = 0;
        for (int at = 0; at + span <= size; at += stride) {
            count++;
        }
        return count;
    }

    /** Calls back for each product of the operation. */
    private interface Product {
        void of(int output, int input, int weight);
    }

    private void each(Product product) {
        int inCells = s.input().height() * s.input().width();
        int outCells = outHeight * outWidth;
        int kernelCells = s.kernel().height() * s.kernel().width();
        int smallHeight = s.transposed() ? s.input().height() : outHeight;
        int smallWidth = s.transposed() ? s.input().width() : outWidth;
        int largeHeight = s.transposed() ? outHeight : s.input().height();
        int largeWidth = s.transposed() ? outWidth : s.input().width();
        for (int o = 0; o < s.outputChannels(); o++) {
            for (int i = 0; i < s.inputChannels(); i++) {
                int outputs = s.outputChannels() / s.groups();
                int inputs = s.inputChannels() / s.groups();
                if (o / outputs != i / inputs) {
                    continue;
                }
                int pair = s.transposed() ? i * outputs + o % outputs : o * inputs + i % inputs;
                for (int k = 0; k < kernelCells; k++) {
                    int ky = k / s.kernel().width() * s.dilation().height();
                    int kx = k % s.kernel().width() * s.dilation().width();
                    for (int y = 0; y < smallHeight; y++) {
                        for (int x = 0; x < smallWidth; x++) {
                            int atY = y * s.stride().height() + ky - rows[0];
                            int atX = x * s.stride().width() + kx - columns[0];
                            if (atY < 0 || atY >= largeHeight || atX < 0 || atX >= largeWidth) {
                                continue;
                            }
                            int small = y * smallWidth + x;
                            int large = atY * largeWidth + atX;
                            product.of(
                                    o * outCells + (s.transposed() ? large : small),
                                    i * inCells + (s.transposed() ? small : large),
                                    pair * kernelCells + k);
                        }
                    }
                }
            }
        }
    }

    double[] apply(double[] input, double[] weights) {
        double[] output = new double[s.outputChannels() * outHeight * outWidth];
        each((o, i, w) -> output[o] += input[i] * weights[w]);
        return output;
    }

    double[] biased(double[] output, double[] bias) {
        double[] sums = output.clone();
        for (int o = 0; o < bias.length; o++) {
            for (int k = 0; k < outHeight * outWidth; k++) {
                sums[o * outHeight * outWidth + k] += bias[o];
            }
        }
        return sums;
    }

    /** The gradient with respect to the input. */
    double[] gradient(double[] ofOutput, double[] weights) {
        double[] ofInput =
                new double[s.inputChannels() * s.input().height() * s.input().width()];
        each((o, i, w) -> ofInput[i] += ofOutput[o] * weights[w]);
        return ofInput;
    }

    double[][] matrix(double[] weights) {
        double[][] matrix = new double[s.outputChannels() * outHeight * outWidth]
                [s.inputChannels() * s.input().height() * s.input().width()];
        each((o, i, w) -> matrix[o][i] += weights[w]);
        return matrix;
    }

    /** The input with its zeros, cell by cell. */
    double[] stretched(double[] input) {
        int apartY = s.transposed() ? s.stride().height() : 1;
        int apartX = s.transposed() ? s.stride().width() : 1;
        double[] stretched = new double[s.inputChannels() * stretchedHeight * stretchedWidth];
        for (int n = 0; n < input.length; n++) {
            int y = n / s.input().width() % s.input().height() * apartY + beforeHeight;
            int x = n % s.input().width() * apartX + beforeWidth;
            int map = n / (s.input().height() * s.input().width());
            if (y >= 0 && y < stretchedHeight && x >= 0 && x < stretchedWidth) {
                stretched[(map * stretchedHeight + y) * stretchedWidth + x] = input[n];
            }
        }
        return stretched;
    }

    /** Each kernel turned by 180 degrees. */
    double[] turned(double[] weights) {
        int cells = s.kernel().height() * s.kernel().width();
        double[] turned = new double[weights.length];
        for (int n = 0; n < weights.length; n++) {
            turned[n / cells * cells + cells - 1 - n % cells] = weights[n];
        }
        return turned;
    }

    /** What a window over the stretched input gives if the kernel of a transposed convolution is not turned. */
    double[] withoutTurn(double[] input, double[] weights) {
        return apply(input, s.transposed() ? turned(weights) : weights);
    }

    static double[][] transpose(double[][] matrix) {
        double[][] transposed = new double[matrix[0].length][matrix.length];
        for (int r = 0; r < matrix.length; r++) {
            for (int c = 0; c < matrix[r].length; c++) {
                transposed[c][r] = matrix[r][c];
            }
        }
        return transposed;
    }

    static long nonZeros(double[][] matrix) {
        return Arrays.stream(matrix)
                .flatMapToDouble(Arrays::stream)
                .filter(value -> value != 0)
                .count();
    }

    /** Rank by elimination with the largest pivot of all that is left. */
    static int rank(double[][] matrix) {
        double[][] a = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
        double largest = Arrays.stream(a)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElse(0);
        int rank = 0;
        boolean[] used = new boolean[a[0].length];
        for (; rank < a.length; rank++) {
            int row = -1;
            int column = -1;
            double most = 1e-9 * largest;
            for (int r = rank; r < a.length; r++) {
                for (int c = 0; c < used.length; c++) {
                    if (!used[c] && Math.abs(a[r][c]) > most) {
                        most = Math.abs(a[r][c]);
                        row = r;
                        column = c;
                    }
                }
            }
            if (row < 0) {
                return rank;
            }
            double[] pivot = a[row];
            a[row] = a[rank];
            a[rank] = pivot;
            used[column] = true;
            for (int r = rank + 1; r < a.length; r++) {
                double factor = a[r][column] / pivot[column];
                for (int c = 0; c < pivot.length; c++) {
                    a[r][c] -= factor * pivot[c];
                }
            }
        }
        return rank;
    }

    /** As figures and {@code convolve} say it. */
    static String sentence(double[][] matrix) {
        return matrix.length + "x" + matrix[0].length + ", " + nonZeros(matrix) + " of "
                + (long) matrix.length * matrix[0].length + " not zero, rank " + rank(matrix);
    }
}
