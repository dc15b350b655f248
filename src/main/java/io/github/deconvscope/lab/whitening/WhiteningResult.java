package io.github.deconvscope.lab.whitening;

import io.github.deconvscope.math.SymmetricEigen;
import java.util.Optional;

/**
 * What whitening does to the data, at one setting.
 *
 * @param state the setting
 * @param estimate the covariance it starts from
 * @param covariance estimated covariance of the shown group with eps, {@code f x f}
 * @param eigen its eigenvalues and eigenvectors
 * @param norm its Frobenius norm, by which Newton-Schulz divides
 * @param groupWhitening D of the shown group, {@code f x f}
 * @param whitening D of all n features: the groups' matrices on the diagonal, {@code n x n}
 * @param gains v' D v for every eigenvector of the shown group (norm(D v) for PCA and Cholesky, which turn v); NaN where D is not finite
 * @param after D Cov D' with the true covariance of the data: what the next layer really gets; {@code n x n}
 * @param statistics numbers about it
 * @param problem why the numbers are not to be trusted, and what to do; empty when all is well
 */
public record WhiteningResult(
        WhiteningState state,
        CovarianceEstimate estimate,
        double[] covariance,
        SymmetricEigen eigen,
        double norm,
        double[] groupWhitening,
        double[] whitening,
        double[] gains,
        double[] after,
        WhiteningStatistics statistics,
        Optional<String> problem) {}
