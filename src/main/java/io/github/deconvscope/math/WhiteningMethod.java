package io.github.deconvscope.math;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.InvalidInputException;

/** Methods to compute a whitening matrix, W with W Cov W' = I, applied as y = W (x - mean). Their results differ by a rotation of y. */
public enum WhiteningMethod implements Choice {
    /** Newton-Schulz iterations towards Cov^(-1/2), as the layers compute it (Ye et al., ICLR 2020, section 3.3). */
    NEWTON_SCHULZ("newton-schulz", "Newton-Schulz"),
    /** Exact Cov^(-1/2) from the eigenvalues: the whitening closest to the identity ("zero-phase"). */
    ZCA("zca", "ZCA (exact)"),
    /** diag(lambda)^(-1/2) V: turned onto the eigenvectors, then scaled. */
    PCA("pca", "PCA"),
    /** Inverse of the lower Cholesky factor of Cov: feature i is decorrelated from the features before it only. */
    CHOLESKY("cholesky", "Cholesky");

    private final Words words;

    WhiteningMethod(String id, String title) {
        this.words = new Words(id, title);
    }

    @Override
    public Words words() {
        return words;
    }

    /**
     * The exact whitening matrix.
     *
     * @param covariance symmetric, {@code n x n}
     * @param eigen its decomposition; all values above 0
     * @return W, {@code n x n}, row-major; for Newton-Schulz its limit, which is ZCA
     * @throws InvalidInputException if an eigenvalue is not above 0
     */
    public double[] exact(double[] covariance, SymmetricEigen eigen) {
        int n = eigen.dimension();
        double smallest = eigen.values()[n - 1];
        if (!(smallest > 0)) {
            throw new InvalidInputException("Smallest eigenvalue " + smallest
                    + " of the covariance: only positive ones have an inverse square root; raise eps.");
        }
        double[] gains = inverseSquareRoots(eigen.values());
        return switch (this) {
            case NEWTON_SCHULZ, ZCA -> eigen.compose(gains);
            case PCA -> scaledRows(eigen.vectors(), gains);
            case CHOLESKY -> inverseOfCholeskyFactor(covariance, n);
        };
    }

    /** 1/sqrt(value) each. */
    public static double[] inverseSquareRoots(double[] values) {
        double[] roots = new double[values.length];
        for (int i = 0; i < roots.length; i++) {
            roots[i] = 1 / Math.sqrt(values[i]);
        }
        return roots;
    }

    private static double[] scaledRows(double[] rows, double[] factors) {
        int n = factors.length;
        double[] scaled = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                scaled[i * n + j] = factors[i] * rows[i * n + j];
            }
        }
        return scaled;
    }

    private static double[] inverseOfCholeskyFactor(double[] a, int n) {
        double[] factor = new double[n * n];
        double[] inverse = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i * n + j];
                for (int k = 0; k < j; k++) {
                    sum -= factor[i * n + k] * factor[j * n + k];
                }
                factor[i * n + j] = i == j ? Math.sqrt(sum) : sum / factor[j * n + j];
            }
            inverse[i * n + i] = 1 / factor[i * n + i];
            for (int j = 0; j < i; j++) {
                double sum = 0;
                for (int k = j; k < i; k++) {
                    sum -= factor[i * n + k] * inverse[k * n + j];
                }
                inverse[i * n + j] = sum / factor[i * n + i];
            }
        }
        return inverse;
    }
}
