package io.github.deconvscope.lab.whitening;

import io.github.deconvscope.math.SymmetricEigen;
import java.util.Optional;

/**
 * The result of whitening the data of an estimate by the settings of a state.
 *
 * @param state the setting
 * @param estimate the covariance it starts from
 * @param covariance estimated covariance of the shown group with eps, {@code f x f}
 * @param eigen its eigenvalues and eigenvectors
 * @param norm its Frobenius norm, by which Newton-Schulz divides
 * @param whitening D of all n features: the groups' matrices on the diagonal, {@code n x n}
 * @param gains norm(D v) for every eigenvector v of the shown group; NaN where D is not finite
 * @param before variance of the data along every eigenvector, without eps
 * @param variances of the whitened data along the directions that D takes the eigenvectors to, without eps: what {@code after} holds of them
 * @param after D Cov D' with the true covariance of the data, without eps: what the next layer really gets; {@code n x n}
 * @param statistics numbers about it
 * @param problem why the numbers are not to be trusted, and what to do; empty when all is well
 */
public record WhiteningResult(
        WhiteningState state,
        CovarianceEstimate estimate,
        double[] covariance,
        SymmetricEigen eigen,
        double norm,
        double[] whitening,
        double[] gains,
        double[] before,
        double[] variances,
        double[] after,
        WhiteningStatistics statistics,
        Optional<String> problem) {

    /** What the layer of a run used, if that is what is shown; empty if D was computed here. */
    public Optional<UsedMatrix> used() {
        return estimate.used().filter(there -> state.asUsed());
    }
}
