package io.github.deconvscope.lab.whitening;

/**
 * Measures of a {@link WhiteningResult}; each is defined in {@code docs/glossary.md}.
 *
 * @param dimension features that are whitened together
 * @param conditionNumber largest over smallest eigenvalue of the estimated covariance with eps; infinite where one is not positive
 * @param rank of the estimated covariance without eps, see {@link io.github.deconvscope.math.SymmetricEigen#rank(double, double)}
 * @param samples rows it was made from; 0 where that is not known
 * @param correlationBefore mean absolute correlation of two different features of the data, see
 *     {@link io.github.deconvscope.math.Covariance#meanAbsoluteCorrelation}
 * @param correlationAfter the same after whitening
 * @param residual of the shown group's D with the covariance it was made from, eps included, see
 *     {@link io.github.deconvscope.math.Whiteness#residual(double[], double[], int)}
 * @param distanceFromWhite what the data itself is left with: the distance of D Cov D' from the identity with the true covariance of the
 *     group, without eps, see {@link io.github.deconvscope.math.Whiteness#distanceFromIdentity}
 * @param largestGain of the gains of the eigenvectors, see {@link io.github.deconvscope.math.SymmetricEigen#lengths}
 */
public record WhiteningStatistics(
        int dimension,
        double conditionNumber,
        int rank,
        int samples,
        double correlationBefore,
        double correlationAfter,
        double residual,
        double distanceFromWhite,
        double largestGain) {
    /** Rows over features. Below about 1 the covariance is singular, below about 10 it is noisy. */
    public double samplesPerDimension() {
        return (double) samples / dimension;
    }
}
