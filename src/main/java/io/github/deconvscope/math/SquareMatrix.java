package io.github.deconvscope.math;

import java.util.stream.IntStream;

/** Dense products of square matrices, row-major in one array. Blocked, and written so that the compiler turns the loops into vectors. */
public final class SquareMatrix {
    /** Rows of the right factor that are used together: 64 x 576 doubles stay in the second-level cache. */
    private static final int BLOCK = 64;

    /** From this size on the rows of a product are shared out to the cores. */
    private static final int PARALLEL = 256;

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
        double[] c = new double[n * n];
        inStrips(n, (first, last) -> {
            for (int start = 0; start < n; start += BLOCK) {
                int end = Math.min(n, start + BLOCK);
                for (int i = first; i < last; i++) {
                    addRows(c, i * n, n, b, a, i * n, start, end, n);
                }
            }
        });
        return c;
    }

    /** {@code a b} where the result is known to be symmetric: only one triangle is computed, the other is its mirror. */
    public static double[] symmetricProduct(double[] a, double[] b, int n) {
        double[] c = new double[n * n];
        inStrips(n, (first, last) -> {
            for (int start = 0; start < n; start += BLOCK) {
                int end = Math.min(n, start + BLOCK);
                for (int i = first; i < last; i++) {
                    addRows(c, i * n, i + 1, b, a, i * n, start, end, n);
                }
            }
        });
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                c[j * n + i] = c[i * n + j];
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
            IntStream.range(0, (n + BLOCK - 1) / BLOCK)
                    .parallel()
                    .forEach(i -> strip.rows(i * BLOCK, Math.min(n, (i + 1) * BLOCK)));
        }
    }

    /** Adds to {@code width} values of c from {@code offset}: the sum over k from start to end of a[row + k] times row k of b. */
    private static void addRows(
            double[] c, int offset, int width, double[] b, double[] a, int row, int start, int end, int n) {
        int k = start;
        for (; k + 3 < end; k += 4) {
            addFour(c, offset, width, b, k * n, n, a[row + k], a[row + k + 1], a[row + k + 2], a[row + k + 3]);
        }
        for (; k < end; k++) {
            double factor = a[row + k];
            for (int j = 0; j < width; j++) {
                c[offset + j] = Math.fma(factor, b[k * n + j], c[offset + j]);
            }
        }
    }

    private static void addFour(
            double[] c,
            int offset,
            int width,
            double[] b,
            int first,
            int n,
            double f0,
            double f1,
            double f2,
            double f3) {
        int second = first + n;
        int third = second + n;
        int fourth = third + n;
        for (int j = 0; j < width; j++) {
            c[offset + j] = Math.fma(
                    f3,
                    b[fourth + j],
                    Math.fma(f2, b[third + j], Math.fma(f1, b[second + j], Math.fma(f0, b[first + j], c[offset + j]))));
        }
    }

    /** {@code a b} in {@code float}. */
    static float[] product(float[] a, float[] b, int n) {
        float[] c = new float[n * n];
        for (int start = 0; start < n; start += BLOCK) {
            int end = Math.min(n, start + BLOCK);
            for (int i = 0; i < n; i++) {
                int k = start;
                for (; k + 3 < end; k += 4) {
                    int row = i * n + k;
                    addFour(c, i * n, n, b, k * n, a[row], a[row + 1], a[row + 2], a[row + 3]);
                }
                for (; k < end; k++) {
                    float factor = a[i * n + k];
                    for (int j = 0; j < n; j++) {
                        c[i * n + j] = Math.fma(factor, b[k * n + j], c[i * n + j]);
                    }
                }
            }
        }
        return c;
    }

    private static void addFour(
            float[] c, int offset, int n, float[] b, int first, float f0, float f1, float f2, float f3) {
        int second = first + n;
        int third = second + n;
        int fourth = third + n;
        for (int j = 0; j < n; j++) {
            c[offset + j] = Math.fma(
                    f3,
                    b[fourth + j],
                    Math.fma(f2, b[third + j], Math.fma(f1, b[second + j], Math.fma(f0, b[first + j], c[offset + j]))));
        }
    }

    /** {@code a b} in fp16 or bf16: every product and every sum is rounded, terms added from the first to the last. */
    static float[] roundedProduct(float[] a, float[] b, int n, Lane lane) {
        boolean half = lane == Lane.FP16;
        float[] c = new float[n * n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                float factor = a[i * n + k];
                for (int j = 0; j < n; j++) {
                    int at = i * n + j;
                    float term = factor * b[k * n + j];
                    c[at] = half
                            ? HalfPrecision.round(c[at] + HalfPrecision.round(term))
                            : Bfloat16.round(c[at] + Bfloat16.round(term));
                }
            }
        }
        return c;
    }

    /** The transpose. */
    public static double[] transpose(double[] a, int n) {
        double[] t = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                t[j * n + i] = a[i * n + j];
            }
        }
        return t;
    }

    /** Square root of the sum of squares. */
    public static double frobeniusNorm(double[] a) {
        double sum = 0;
        for (double value : a) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    /** norm(W A W' - I)_F: how far {@code w} is from whitening the covariance {@code a}; NaN where {@code w} is not finite. */
    public static double whiteningResidual(double[] w, double[] a, int n) {
        double[] white = product(product(w, a, n), transpose(w, n), n);
        for (int i = 0; i < n; i++) {
            white[i * n + i] -= 1;
        }
        return frobeniusNorm(white);
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
