package io.github.deconvscope.lab.whitening;

/**
 * Numbers that explain what is seen.
 *
 * @param dimension features that are whitened together
 * @param conditionNumber largest over smallest eigenvalue of the estimated covariance with eps; infinite where one is not positive
 * @param rank of the estimated covariance without eps
 * @param samples rows it was made from; 0 where that is not known
 * @param correlationBefore mean absolute correlation of two different features of the data
 * @param correlationAfter the same after whitening
 * @param residual norm(D Cov D - I)_F / sqrt(dimension), with the true covariance of the group
 * @param largestGain largest factor by which the shown whitening matrix stretches a direction
 */
public record WhiteningStatistics(
        int dimension,
        double conditionNumber,
        int rank,
        int samples,
        double correlationBefore,
        double correlationAfter,
        double residual,
        double largestGain) {
    /** Below about 1 the covariance is singular, below about 10 it is noisy. */
    public double samplesPerDimension() {
        return (double) samples / dimension;
    }
}
