package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import io.github.deconvscope.engine.root.Matrices;
import io.github.deconvscope.run.feed.MatrixOrigin;
import java.util.Arrays;
import java.util.List;

/**
 * What a whitening layer worked with in one forward pass; valid only during {@link LayerObserver#whitening}. G is 1, and its dimension
 * left out, unless the layer keeps several covariances (convolution groups, or blocks in CORRECTED fidelity).
 *
 * @param input mean and covariance of the samples
 * @param whitening the matrix D that the pass used, shape of the covariance: of this batch, or the running one
 * @param iterates Newton-Schulz approximations D_0, D_1, ... of Cov^(-1/2), shape of the covariance; empty if the pass used running values
 * @param origin where the matrix came from
 */
public record WhiteningView(InputView input, NDArray whitening, List<NDArray> iterates, MatrixOrigin origin) {

    /** D Cov D', the covariance after whitening; in the covariance's type and shape. */
    public NDArray covarianceAfter() {
        return after(whitening);
    }

    /** The covariance of all channels after whitening, as {@link InputView#channelCovariance} is before; (C, C) in double. */
    public NDArray channelCovarianceAfter() {
        return input.channelCovarianceAfter(whitening);
    }

    /**
     * How far each iterate is from whitening: norm(D_k Cov D_k' - I)_F / sqrt(F), the mean over groups, for k = 0, 1, ... Computed in
     * the iterates' own precision, so that its floor is that of the run.
     */
    public double[] residuals() {
        return iterates.stream()
                .map(this::after)
                .mapToDouble(after -> Arrays.stream(Matrices.distancesFromIdentity(after))
                        .average()
                        .orElseThrow())
                .toArray();
    }

    private NDArray after(NDArray matrix) {
        NDArray covariance = input.covariance();
        NDArray d = matrix.toType(covariance.getDataType(), false);
        return d.matMul(covariance).matMul(Matrices.transpose(d));
    }
}
