package io.github.deconvscope.math;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * The measures of {@code docs/glossary.md} another way: by EJML's eigenvalues and singular values, and from data that is whitened row by row,
 * where the program multiplies matrices.
 */
public final class Recomputed {
    private Recomputed() {}

    /** From the eigenvalues of D Cov D', which are 1 where it is white. */
    public static double residual(double[] d, double[] covariance, int n) {
        double squares = 0;
        for (double value : eigenvalues(congruent(d, covariance, n), n)) {
            squares += (value - 1) * (value - 1);
        }
        return Math.sqrt(squares / n);
    }

    /** D Cov D', entry by entry. */
    public static double[] congruent(double[] d, double[] covariance, int n) {
        double[] half = new double[n * n];
        double[] all = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    half[i * n + j] += d[i * n + k] * covariance[k * n + j];
                }
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    all[i * n + j] += half[i * n + k] * d[j * n + k];
                }
            }
        }
        return all;
    }

    /** Largest first. */
    public static double[] eigenvalues(double[] symmetric, int n) {
        double[] even = new double[n * n];
        for (int i = 0; i < n * n; i++) {
            even[i] = (symmetric[i] + symmetric[i % n * n + i / n]) / 2;
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, false, true);
        eigen.decompose(DMatrixRMaj.wrap(n, n, even));
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = eigen.getEigenvalue(i).getReal();
        }
        return descending(values);
    }

    /** Largest first. */
    public static double[] singularValues(double[] matrix, int n) {
        SingularValueDecomposition_F64<DMatrixRMaj> svd = DecompositionFactory_DDRM.svd(n, n, false, false, false);
        svd.decompose(DMatrixRMaj.wrap(n, n, matrix.clone()));
        return descending(Arrays.copyOf(svd.getSingularValues(), n));
    }

    private static double[] descending(double[] values) {
        Arrays.sort(values);
        for (int i = 0; i < values.length / 2; i++) {
            double swap = values[i];
            values[i] = values[values.length - 1 - i];
            values[values.length - 1 - i] = swap;
        }
        return values;
    }

    /** Rows minus their mean, each multiplied by D. */
    public static double[][] whitened(float[] rows, int samples, int n, double[] d) {
        double[] mean = new double[n];
        for (int i = 0; i < samples * n; i++) {
            mean[i % n] += (double) rows[i] / samples;
        }
        double[][] white = new double[samples][n];
        for (int s = 0; s < samples; s++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    white[s][i] += d[i * n + j] * (rows[s * n + j] - mean[j]);
                }
            }
        }
        return white;
    }

    /** Of rows whose mean is 0. */
    public static double[] covariance(double[][] rows) {
        int n = rows[0].length;
        double[] covariance = new double[n * n];
        for (double[] row : rows) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    covariance[i * n + j] += row[i] * row[j] / rows.length;
                }
            }
        }
        return covariance;
    }

    /** Mean |r| over all pairs of columns, each r by Pearson's formula from the rows. */
    public static double correlation(double[][] rows) {
        int n = rows[0].length;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double ab = 0;
                double aa = 0;
                double bb = 0;
                for (double[] row : rows) {
                    ab += row[i] * row[j];
                    aa += row[i] * row[i];
                    bb += row[j] * row[j];
                }
                sum += Math.abs(ab) / Math.sqrt(aa * bb);
            }
        }
        return sum * 2 / (n * (n - 1.0));
    }

    /** The variance of rows along a direction of any length. */
    public static double varianceAlong(double[][] rows, double[] direction) {
        double square = 0;
        for (double component : direction) {
            square += component * component;
        }
        double sum = 0;
        for (double[] row : rows) {
            double along = 0;
            for (int j = 0; j < row.length; j++) {
                along += row[j] * direction[j];
            }
            sum += along * along / square;
        }
        return sum / rows.length;
    }

    /** M v. */
    public static double[] image(double[] matrix, double[] vector) {
        int n = vector.length;
        double[] image = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                image[i] += matrix[i * n + j] * vector[j];
            }
        }
        return image;
    }

    /** norm(v). */
    public static double length(double[] vector) {
        return Math.sqrt(Arrays.stream(vector).map(x -> x * x).sum());
    }
}
