package io.github.deconvscope.math;

/**
 * Measures of how far a covariance is from the identity, defined once for pages, charts, texts and lessons; see {@code docs/glossary.md}.
 * {@code engine.root.Matrices} computes the same on the device.
 */
public final class Whiteness {
    private Whiteness() {}

    /** norm(A - I)_F / sqrt(F) of an {@code n x n} matrix, F = n: 0 for the identity, 1 for zero; NaN where a value is not finite. */
    public static double distanceFromIdentity(double[] a, int n) {
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = a[i] - (i % (n + 1) == 0 ? 1 : 0);
            squares += difference * difference;
        }
        return finite(Math.sqrt(squares / n));
    }

    /**
     * The residual of a whitening matrix: norm(D Cov D' - I)_F / sqrt(F), with the Cov that D was made from, eps included. 0 where D is an
     * exact inverse root, about 1 before the first iteration. NaN where D is not finite.
     *
     * <p>What is left of the data itself, whose covariance has no eps, is its {@link #distanceFromIdentity} after whitening.
     *
     * @param d {@code n x n}
     * @param covariance symmetric, {@code n x n}, with eps
     */
    public static double residual(double[] d, double[] covariance, int n) {
        return distanceFromIdentity(Covariance.after(d, covariance, n), n);
    }

    /**
     * The residual of a matrix with the eigenvectors of Cov, from what it does to each of them.
     *
     * @param gains of the directions
     * @param eigenvalues of Cov with eps in the same directions
     */
    public static double residual(double[] gains, double[] eigenvalues) {
        double squares = 0;
        for (int i = 0; i < gains.length; i++) {
            double difference = gains[i] * gains[i] * eigenvalues[i] - 1;
            squares += difference * difference;
        }
        return finite(Math.sqrt(squares / gains.length));
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : Double.NaN;
    }
}
