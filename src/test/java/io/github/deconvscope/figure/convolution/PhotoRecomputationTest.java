package io.github.deconvscope.figure.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.Near;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is shown of a photograph, from the pixels of the first panel and whole kernels, where the program goes along rows and columns. */
class PhotoRecomputationTest {
    private static final FigureCatalog CATALOG = FigureCatalog.standard();

    /** Panels are single precision. */
    private static final double TOLERANCE = 3e-6;

    /** Equal weights, by stamps and by windows, over the small photograph that the first panel shows. */
    @ParameterizedTest
    @CsvSource({"3, 2", "4, 2", "2, 3"})
    void thePhotographIsEnlargedAsTheDefinitionSays(int kernel, int stride) {
        double[][][] small = pixels("upsample", kernel, stride, 1);
        double[][][] stamped = pixels("upsample", kernel, stride, 2);
        int height = (small[0].length - 1) * stride + kernel;
        int width = (small[0][0].length - 1) * stride + kernel;
        double weight = (double) stride / kernel * stride / kernel;
        for (int c = 0; c < 3; c++) {
            double[][] sum = new double[height][width];
            for (int y = 0; y < small[c].length; y++) {
                for (int x = 0; x < small[c][y].length; x++) {
                    for (int k = 0; k < kernel * kernel; k++) {
                        sum[y * stride + k / kernel][x * stride + k % kernel] += weight * small[c][y][x];
                    }
                }
            }
            assertThat(stamped[c]).hasDimensions(height, width);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    Near.require(stamped[c][y][x], sum[y][x], TOLERANCE);
                }
            }
        }
    }

    /** The third panel: each pixel is a square of the stride's side, and each output the mean of the window around it, zeros outside. */
    @ParameterizedTest
    @CsvSource({"3, 2", "5, 2", "4, 3", "1, 4"})
    void theOtherWayIsRepeatedAndAveraged(int kernel, int stride) {
        double[][][] small = pixels("upsample", kernel, stride, 1);
        double[][][] other = pixels("upsample", kernel, stride, 3);
        int pad = (kernel - 1) / 2;
        int height = small[0].length * stride;
        int width = small[0][0].length * stride;
        for (int c = 0; c < 3; c++) {
            assertThat(other[c]).hasDimensions(height + 2 * pad - kernel + 1, width + 2 * pad - kernel + 1);
            for (int y = 0; y < other[c].length; y++) {
                for (int x = 0; x < other[c][y].length; x++) {
                    double sum = 0;
                    for (int k = 0; k < kernel * kernel; k++) {
                        int row = y - pad + k / kernel;
                        int column = x - pad + k % kernel;
                        if (row >= 0 && row < height && column >= 0 && column < width) {
                            sum += small[c][row / stride][column / stride];
                        }
                    }
                    Near.require(other[c][y][x], sum / kernel / kernel, TOLERANCE);
                }
            }
        }
    }

    /** Binomial weights: how many ways lead to a cell of the kernel, of all. */
    @ParameterizedTest
    @CsvSource({"3, 1", "4, 2", "5, 3", "9, 4", "1, 1"})
    void blurIsTheAverageByBinomialWeights(int kernel, int stride) {
        double[][][] photo = pixels("blur", kernel, stride, 1);
        double[][][] blurred = pixels("blur", kernel, stride, 2);
        double[][] weights = new double[kernel][kernel];
        for (int i = 0; i < kernel * kernel; i++) {
            weights[i / kernel][i % kernel] =
                    ways(kernel - 1, i / kernel) * ways(kernel - 1, i % kernel) / Math.pow(4, kernel - 1);
        }
        for (int c = 0; c < 3; c++) {
            same(blurred[c], slid(photo[c], weights, stride));
        }
    }

    /** Sobel's kernels, across and down, of the luma of Rec. 709; shown is twice the length of the slope, at most 1. */
    @ParameterizedTest
    @CsvSource({"3, 1", "5, 2", "7, 3", "1, 1", "4, 2"})
    void edgesAreTheLengthOfTheSlope(int kernel, int stride) {
        double[][][] photo = pixels("edges", kernel, stride, 1);
        double[][][] edges = pixels("edges", kernel, stride, 2);
        assertThat(edges).as("grey").hasDimensions(1, edges[0].length);
        int side = Math.max(3, kernel);
        double[][] across = new double[side][side];
        double[][] down = new double[side][side];
        double steps = 0;
        for (int i = 0; i < side; i++) {
            steps += Math.max(0, slope(side, i));
            for (int j = 0; j < side; j++) {
                double smooth = ways(side - 1, i) / Math.pow(2, side - 1);
                across[i][j] = smooth * slope(side, j);
                down[j][i] = smooth * slope(side, j);
            }
        }
        double[][] luma = new double[photo[0].length][photo[0][0].length];
        for (int y = 0; y < luma.length; y++) {
            for (int x = 0; x < luma[y].length; x++) {
                luma[y][x] = 0.2126 * photo[0][y][x] + 0.7152 * photo[1][y][x] + 0.0722 * photo[2][y][x];
            }
        }
        double[][] gx = slid(luma, across, stride);
        double[][] gy = slid(luma, down, stride);
        for (int y = 0; y < gx.length; y++) {
            for (int x = 0; x < gx[y].length; x++) {
                gx[y][x] = Math.min(1, 2 * Math.sqrt(gx[y][x] * gx[y][x] + gy[y][x] * gy[y][x]) / steps);
            }
        }
        same(edges[0], gx);
    }

    /** (1 + x)^n has this many x^k. */
    private static double ways(int n, int k) {
        double ways = 1;
        for (int i = 0; i < k; i++) {
            ways = ways * (n - i) / (i + 1);
        }
        return Math.rint(ways);
    }

    /** The coefficients of (x^2 - 1) (1 + x)^(side - 3): a central difference, smoothed. */
    private static double slope(int side, int k) {
        return (k >= 2 ? ways(side - 3, k - 2) : 0) - (k <= side - 3 ? ways(side - 3, k) : 0);
    }

    /** The sums of the products in every window, without turning the kernel, zeros outside. */
    private static double[][] slid(double[][] plane, double[][] kernel, int stride) {
        int side = kernel.length;
        int pad = (side - 1) / 2;
        int height = (plane.length + 2 * pad - side) / stride + 1;
        int width = (plane[0].length + 2 * pad - side) / stride + 1;
        double[][] sums = new double[height][width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int k = 0; k < side * side; k++) {
                    int row = y * stride - pad + k / side;
                    int column = x * stride - pad + k % side;
                    if (row >= 0 && row < plane.length && column >= 0 && column < plane[0].length) {
                        sums[y][x] += kernel[k / side][k % side] * plane[row][column];
                    }
                }
            }
        }
        return sums;
    }

    private static void same(double[][] shown, double[][] expected) {
        assertThat(shown).hasDimensions(expected.length, expected[0].length);
        for (int y = 0; y < expected.length; y++) {
            Near.require(shown[y], expected[y], TOLERANCE);
        }
    }

    private static double[][][] pixels(String operation, int kernel, int stride, int panel) {
        DataTable table = CATALOG.find("convolution-photo")
                .make(
                        Map.of(
                                "operation", operation,
                                "kernel", "" + kernel,
                                "stride", "" + stride,
                                "panel", "" + panel),
                        Optional.empty())
                .table();
        int last = table.rowCount() - 1;
        int height = ((Number) table.value(last, 0)).intValue() + 1;
        int width = ((Number) table.value(last, 1)).intValue() + 1;
        double[][][] planes = new double[table.columns().size() - 2][height][width];
        for (int i = 0; i <= last; i++) {
            for (int c = 0; c < planes.length; c++) {
                planes[c][i / width][i % width] = ((Number) table.value(i, 2 + c)).doubleValue();
            }
        }
        return planes;
    }
}
