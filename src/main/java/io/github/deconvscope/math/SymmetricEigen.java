package io.github.deconvscope.math;

import io.github.deconvscope.base.InvalidInputException;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, A = V' diag(values) V with the eigenvectors as the rows of V.
 *
 * @param values eigenvalues, largest first
 * @param vectors row i is the eigenvector of value i, of length 1; row-major. An eigenvector times -1 is one too: here the entry of the largest size
 *     is positive, and if several have that size, the first of them
 */
public record SymmetricEigen(double[] values, double[] vectors) {
    /** Relative difference of two entries of an eigenvector that are equal but for rounding. */
    private static final double EQUAL = 1e-6;

    /**
     * Decomposes the matrix (EJML: tridiagonal form, implicit QR).
     *
     * @param a symmetric, {@code n x n}, row-major, finite
     * @throws InvalidInputException if a value is not finite
     */
    public static SymmetricEigen of(double[] a, int n) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = decomposed(a, n, true);
        Integer[] order = new Integer[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        Arrays.sort(
                order,
                (i, j) -> Double.compare(
                        eigen.getEigenvalue(j).getReal(), eigen.getEigenvalue(i).getReal()));
        double[] values = new double[n];
        double[] vectors = new double[n * n];
        for (int i = 0; i < n; i++) {
            values[i] = eigen.getEigenvalue(order[i]).getReal();
            double[] vector = eigen.getEigenVector(order[i]).data;
            boolean turned = isTurned(vector);
            for (int j = 0; j < n; j++) {
                vectors[i * n + j] = turned ? -vector[j] : vector[j];
            }
        }
        return new SymmetricEigen(values, vectors);
    }

    /** A decomposition gives either of v and -v. Which entry of equal ones is largest is left to rounding, so the first of them counts. */
    private static boolean isTurned(double[] vector) {
        double largest = Arrays.stream(vector).map(Math::abs).max().orElse(0);
        for (double entry : vector) {
            if (Math.abs(entry) >= largest * (1 - EQUAL)) {
                return entry < 0;
            }
        }
        return false;
    }

    private static EigenDecomposition_F64<DMatrixRMaj> decomposed(double[] a, int n, boolean vectors) {
        if (!SquareMatrix.isFinite(a)) {
            throw new InvalidInputException(
                    "A covariance with values that are not finite has no eigenvalues; check the data it was made from.");
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, vectors, true);
        if (!eigen.decompose(DMatrixRMaj.wrap(n, n, a.clone()))) {
            throw new ArithmeticException("the eigenvalues of a " + n + " x " + n + " matrix did not converge");
        }
        return eigen;
    }

    /**
     * The eigenvalues alone, largest first, which takes a fraction of the time.
     *
     * @param a symmetric, {@code n x n}, row-major, finite
     * @throws InvalidInputException if a value is not finite
     */
    public static double[] valuesOf(double[] a, int n) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = decomposed(a, n, false);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = -eigen.getEigenvalue(i).getReal();
        }
        Arrays.sort(values);
        for (int i = 0; i < n; i++) {
            values[i] = -values[i];
        }
        return values;
    }

    /** Number of dimensions. */
    public int dimension() {
        return values.length;
    }

    /** The decomposition of A + shift I: the same vectors. */
    public SymmetricEigen shifted(double shift) {
        double[] moved = values.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += shift;
        }
        return new SymmetricEigen(moved, vectors);
    }

    /** V' diag(weights) V: the function of A that takes value i to weight i. */
    public double[] compose(double[] weights) {
        return SquareMatrix.weightedGram(vectors, weights, values.length);
    }

    /** Largest over smallest eigenvalue; infinite where the smallest is not above 0. */
    public double conditionNumber() {
        return conditionNumber(values);
    }

    /** Largest over smallest of eigenvalues, largest first; infinite where the smallest is not above 0. */
    public static double conditionNumber(double[] values) {
        double smallest = values[values.length - 1];
        return smallest > 0 ? values[0] / smallest : Double.POSITIVE_INFINITY;
    }

    /** Number of eigenvalues above rounding: above n * 2^-52 times the largest. */
    public int rank() {
        return rank(0, Math.ulp(1.0));
    }

    /**
     * Number of eigenvalues that are above what was added to the diagonal by more than rounding.
     *
     * @param added to the diagonal of the matrix
     * @param unit of rounding of the numbers it was stored in, relative to them
     */
    public int rank(double added, double unit) {
        double threshold = added + values[0] * values.length * unit;
        int rank = 0;
        for (double value : values) {
            if (value > threshold) {
                rank++;
            }
        }
        return rank;
    }

    /** M v_i for every eigenvector: row i is where a matrix takes eigenvector i; {@code n x n}. */
    public double[] images(double[] matrix) {
        int n = values.length;
        return SquareMatrix.product(vectors, SquareMatrix.transpose(matrix, n), n);
    }

    /** The length of each row of an {@code n x n} matrix. */
    public static double[] lengths(double[] rows, int n) {
        double[] lengths = new double[n];
        for (int i = 0; i < n; i++) {
            double squares = 0;
            for (int j = 0; j < n; j++) {
                squares += rows[i * n + j] * rows[i * n + j];
            }
            lengths[i] = Math.sqrt(squares);
        }
        return lengths;
    }
}
