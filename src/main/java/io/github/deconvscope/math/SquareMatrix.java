package io.github.deconvscope.math;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Dense products of square matrices, row-major in one array. Products copy each row into an array of its own: the compiler vectorizes a
 * loop only if all its arrays are accessed with the same index, which is three times as fast.
 */
public final class SquareMatrix {
    /** Rows of the right factor that are multiplied as one block: 32 x 576 doubles stay in the second-level cache. */
    private static final int BLOCK = 32;

    /** From this size on the rows of a product are shared out to the cores. */
    private static final int PARALLEL = 192;

    private SquareMatrix() {}

    /** The {@code n x n} identity. */
    public static double[] identity(int n) {
        double[] identity = new double[n * n];
        for (int i = 0; i < n; i++) {
            identity[i * n + i] = 1;
        }
        return identity;
    }

    /** {@code a b}; both {@code n x n}. */
    public static double[] product(double[] a, double[] b, int n) {
        return product(a, n, b, n, false);
    }

    /** {@code a b}; {@code a} is {@code m x n}, {@code b} is {@code n x n}. */
    static double[] product(double[] a, int m, double[] b, int n) {
        return product(a, m, b, n, false);
    }

    /** {@code a b} where the result is known to be symmetric: only one triangle is computed, the other is its mirror. */
    public static double[] symmetricProduct(double[] a, double[] b, int n) {
        return mirrored(product(a, n, b, n, true), n);
    }

    /** {@code b' diag(weights) b}, which is symmetric. */
    static double[] weightedGram(double[] b, double[] weights, int n) {
        double[][] rows = rows(b, n);
        double[] c = new double[n * n];
        inStrips(n, (first, last) -> {
            double[][] sums = new double[last - first][n];
            double[] factors = new double[2 * n];
            for (int start = 0; start < n; start += BLOCK) {
                int end = Math.min(n, start + BLOCK);
                for (int i = first; i < last; i += 2) {
                    int next = Math.min(i + 1, last - 1);
                    for (int k = start; k < end; k++) {
                        factors[k] = weights[k] * rows[k][i];
                        factors[n + k] = weights[k] * rows[k][next];
                    }
                    addRows(sums, i - first, next + 1, rows, factors, 0, start, end);
                }
            }
            store(sums, c, first);
        });
        return mirrored(c, n);
    }

    private static double[] product(double[] a, int m, double[] b, int n, boolean lowerTriangle) {
        double[][] rows = rows(b, n);
        double[] c = new double[m * n];
        inStrips(m, (first, last) -> {
            double[][] sums = new double[last - first][n];
            for (int start = 0; start < n; start += BLOCK) {
                int end = Math.min(n, start + BLOCK);
                for (int i = first; i < last; i += 2) {
                    addRows(sums, i - first, lowerTriangle ? Math.min(i + 2, n) : n, rows, a, i * n, start, end);
                }
            }
            store(sums, c, first);
        });
        return c;
    }

    private static double[][] rows(double[] a, int n) {
        double[][] rows = new double[n][];
        for (int k = 0; k < n; k++) {
            rows[k] = Arrays.copyOfRange(a, k * n, (k + 1) * n);
        }
        return rows;
    }

    private static void store(double[][] sums, double[] c, int first) {
        for (int i = 0; i < sums.length; i++) {
            System.arraycopy(sums[i], 0, c, (first + i) * sums[i].length, sums[i].length);
        }
    }

    /** Copies the lower triangle onto the upper one, tile by tile to spare the cache. */
    private static double[] mirrored(double[] c, int n) {
        for (int top = 0; top < n; top += BLOCK) {
            for (int left = 0; left <= top; left += BLOCK) {
                for (int i = top; i < Math.min(n, top + BLOCK); i++) {
                    for (int j = left; j < Math.min(i, left + BLOCK); j++) {
                        c[j * n + i] = c[i * n + j];
                    }
                }
            }
        }
        return c;
    }

    /** Rows of the result, from first to last. */
    private interface Strip {
        void rows(int first, int last);
    }

    /** Large results are made strip by strip on all cores; every value is the same sum in the same order either way. */
    private static void inStrips(int n, Strip strip) {
        if (n < PARALLEL) {
            strip.rows(0, n);
        } else {
            int strips = (n + BLOCK - 1) / BLOCK;
            // First and last strips in turn: rows of a triangle differ in length, and each core is to have as much to
            // do.
            IntStream.range(0, strips)
                    .parallel()
                    .map(i -> i % 2 == 0 ? i / 2 : strips - 1 - i / 2)
                    .forEach(i -> strip.rows(i * BLOCK, Math.min(n, (i + 1) * BLOCK)));
        }
    }

    /**
     * Adds to the first {@code width} sums of row i and, if there is one, of the row after it: the sum over k from start to end of a[row + k]
     * times row k of b, with a's next row for the second. Two rows together load b once.
     */
    private static void addRows(
            double[][] sums, int i, int width, double[][] b, double[] a, int row, int start, int end) {
        if (i + 1 == sums.length) {
            addRow(sums[i], width, b, a, row, start, end);
            return;
        }
        int n = b.length;
        int k = start;
        for (; k + 3 < end; k += 4) {
            int p = row + k;
            addFourToTwo(
                    sums[i],
                    sums[i + 1],
                    width,
                    b[k],
                    b[k + 1],
                    b[k + 2],
                    b[k + 3],
                    a[p],
                    a[p + 1],
                    a[p + 2],
                    a[p + 3],
                    a[p + n],
                    a[p + n + 1],
                    a[p + n + 2],
                    a[p + n + 3]);
        }
        addRow(sums[i], width, b, a, row, k, end);
        addRow(sums[i + 1], width, b, a, row + n, k, end);
    }

    private static void addRow(double[] sums, int width, double[][] b, double[] a, int row, int start, int end) {
        int k = start;
        for (; k + 3 < end; k += 4) {
            double f0 = a[row + k];
            double f1 = a[row + k + 1];
            double f2 = a[row + k + 2];
            double f3 = a[row + k + 3];
            addFour(sums, width, b[k], b[k + 1], b[k + 2], b[k + 3], f0, f1, f2, f3);
        }
        for (; k < end; k++) {
            addOne(sums, width, b[k], a[row + k]);
        }
    }

    private static void addOne(double[] sums, int width, double[] b, double f) {
        for (int j = 0; j < width; j++) {
            sums[j] = Math.fma(f, b[j], sums[j]);
        }
    }

    /** sums[j] += f0 b0[j] + f1 b1[j] + f2 b2[j] + f3 b3[j] for the first {@code width} j. */
    static void addFour(
            double[] sums,
            int width,
            double[] b0,
            double[] b1,
            double[] b2,
            double[] b3,
            double f0,
            double f1,
            double f2,
            double f3) {
        for (int j = 0; j < width; j++) {
            sums[j] = Math.fma(f3, b3[j], Math.fma(f2, b2[j], Math.fma(f1, b1[j], Math.fma(f0, b0[j], sums[j]))));
        }
    }

    /** {@link #addFour} with the factors f for the sums s, and g for t. */
    private static void addFourToTwo(
            double[] s,
            double[] t,
            int width,
            double[] b0,
            double[] b1,
            double[] b2,
            double[] b3,
            double f0,
            double f1,
            double f2,
            double f3,
            double g0,
            double g1,
            double g2,
            double g3) {
        for (int j = 0; j < width; j++) {
            s[j] = Math.fma(f3, b3[j], Math.fma(f2, b2[j], Math.fma(f1, b1[j], Math.fma(f0, b0[j], s[j]))));
            t[j] = Math.fma(g3, b3[j], Math.fma(g2, b2[j], Math.fma(g1, b1[j], Math.fma(g0, b0[j], t[j]))));
        }
    }

    /** {@code a b} in {@code float}. */
    static float[] product(float[] a, float[] b, int n) {
        float[][] rows = new float[n][];
        for (int k = 0; k < n; k++) {
            rows[k] = Arrays.copyOfRange(b, k * n, (k + 1) * n);
        }
        float[] c = new float[n * n];
        inStrips(n, (first, last) -> {
            float[][] sums = new float[last - first][n];
            for (int start = 0; start < n; start += BLOCK) {
                int end = Math.min(n, start + BLOCK);
                for (int i = first; i < last; i++) {
                    addRows(sums[i - first], rows, a, i * n, start, end);
                }
            }
            for (int i = first; i < last; i++) {
                System.arraycopy(sums[i - first], 0, c, i * n, n);
            }
        });
        return c;
    }

    private static void addRows(float[] sums, float[][] b, float[] a, int row, int start, int end) {
        int k = start;
        for (; k + 3 < end; k += 4) {
            float f0 = a[row + k];
            float f1 = a[row + k + 1];
            float f2 = a[row + k + 2];
            float f3 = a[row + k + 3];
            addFour(sums, b[k], b[k + 1], b[k + 2], b[k + 3], f0, f1, f2, f3);
        }
        for (; k < end; k++) {
            float f = a[row + k];
            float[] bk = b[k];
            for (int j = 0; j < sums.length; j++) {
                sums[j] = Math.fma(f, bk[j], sums[j]);
            }
        }
    }

    private static void addFour(
            float[] sums, float[] b0, float[] b1, float[] b2, float[] b3, float f0, float f1, float f2, float f3) {
        for (int j = 0; j < sums.length; j++) {
            sums[j] = Math.fma(f3, b3[j], Math.fma(f2, b2[j], Math.fma(f1, b1[j], Math.fma(f0, b0[j], sums[j]))));
        }
    }

    /** {@code a b} in a lane of floats, {@link Lane#add term by term} from the first to the last, and the result rounded. */
    static float[] roundedProduct(float[] a, float[] b, int n, Lane lane) {
        float[] c = new float[n * n];
        inStrips(n, (first, last) -> {
            for (int i = first; i < last; i++) {
                for (int k = 0; k < n; k++) {
                    float factor = a[i * n + k];
                    for (int j = 0; j < n; j++) {
                        int at = i * n + j;
                        c[at] = lane.add(c[at], factor * b[k * n + j]);
                    }
                }
                for (int at = i * n; at < (i + 1) * n; at++) {
                    c[at] = (float) lane.round(c[at]);
                }
            }
        });
        return c;
    }

    /** Those rows and columns of a matrix, in that order; the matrix itself if they are all of them. */
    public static double[] submatrix(double[] a, int n, int[] columns) {
        int f = columns.length;
        if (f == n) {
            return a;
        }
        double[] part = new double[f * f];
        for (int i = 0; i < f; i++) {
            for (int j = 0; j < f; j++) {
                part[i * f + j] = a[columns[i] * n + columns[j]];
            }
        }
        return part;
    }

    /** The reverse of {@link #submatrix} for all groups of columns: each matrix in its rows and columns, zero elsewhere. */
    public static double[] scattered(double[][] matrices, List<int[]> groups, int n) {
        if (matrices.length == 1) {
            return matrices[0];
        }
        double[] full = new double[n * n];
        for (int g = 0; g < matrices.length; g++) {
            int[] columns = groups.get(g);
            int f = columns.length;
            for (int i = 0; i < f; i++) {
                for (int j = 0; j < f; j++) {
                    full[columns[i] * n + columns[j]] = matrices[g][i * f + j];
                }
            }
        }
        return full;
    }

    /** The transpose. */
    public static double[] transpose(double[] a, int n) {
        double[] t = new double[n * n];
        for (int left = 0; left < n; left += BLOCK) {
            for (int i = 0; i < n; i++) {
                for (int j = left; j < Math.min(n, left + BLOCK); j++) {
                    t[j * n + i] = a[i * n + j];
                }
            }
        }
        return t;
    }

    /** Sum of the diagonal. */
    public static double trace(double[] a, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += a[i * n + i];
        }
        return sum;
    }

    /** Square root of the sum of squares. */
    public static double frobeniusNorm(double[] a) {
        double sum = 0;
        for (double value : a) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    /** Whether no value is infinite or NaN. */
    public static boolean isFinite(double[] a) {
        double sum = 0;
        for (double value : a) {
            sum += value * 0;
        }
        return sum == 0;
    }

    /** Whether the symmetric part of {@code a} has only eigenvalues above 0, by trying a Cholesky factorization. */
    public static boolean isPositiveDefinite(double[] a, int n) {
        double[] l = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = (a[i * n + j] + a[j * n + i]) / 2;
                for (int k = 0; k < j; k++) {
                    sum -= l[i * n + k] * l[j * n + k];
                }
                if (i == j) {
                    if (!(sum > 0)) {
                        return false;
                    }
                    l[i * n + i] = Math.sqrt(sum);
                } else {
                    l[i * n + j] = sum / l[j * n + j];
                }
            }
        }
        return true;
    }
}
