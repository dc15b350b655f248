package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import io.github.deconvscope.engine.layer.CovarianceEstimator.Estimate;
import io.github.deconvscope.engine.root.InverseRoot;
import io.github.deconvscope.engine.root.Iteration;
import io.github.deconvscope.engine.root.LowRankRoot;
import io.github.deconvscope.engine.root.NewtonSchulzSteps;
import io.github.deconvscope.engine.root.Root;
import io.github.deconvscope.engine.root.WarmRoot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Mean and covariance of one training batch, and the whitening matrix computed from them. */
final class LiveStatistics {
    /** How the whitening matrix is found, and its gradient. */
    enum Method {
        /** Iterations without a graph; {@link StatisticsGradient} computes the gradient. */
        MANUAL_GRADIENT,
        /** Iterations without a graph and without a gradient, of data. */
        NO_GRADIENT,
        /** Iterations that autograd records. */
        AUTOGRAD,
        /** Iterations on products between samples, of which there are fewer than features; autograd records them. */
        FEW_SAMPLES
    }

    private final CovarianceEstimator estimator;
    private final Method method;
    private final Estimate estimate;
    private @Nullable Root root;
    private @Nullable NDArray matrix;

    /** @param samples in the order of the estimator, with their graph */
    LiveStatistics(CovarianceEstimator estimator, Method method, NDArray samples) {
        this.estimator = estimator;
        this.method = method;
        boolean recorded = method == Method.AUTOGRAD || method == Method.FEW_SAMPLES;
        estimate = recorded ? estimator.recorded(samples) : estimator.estimate(samples.stopGradient());
    }

    /**
     * Finds the whitening matrix.
     *
     * @param start what the iteration starts from; null for a cold start
     * @param iterates takes the approximations; null if nobody looks
     */
    void findRoot(Iteration iteration, @Nullable NDArray start, @Nullable List<NDArray> iterates) {
        NDArray a = estimate.covariance();
        switch (method) {
            case MANUAL_GRADIENT -> {
                root = root(a, estimate.norm(), iteration, start, iterates);
                matrix = root.value();
            }
            case NO_GRADIENT ->
                matrix = root(a, estimate.norm(), iteration, start, iterates).value();
            case FEW_SAMPLES ->
                matrix = LowRankRoot.inverseSqrt(
                        estimate.centred(),
                        estimator.options().statistics().eps(),
                        estimate.norm(),
                        iteration,
                        iterates);
            case AUTOGRAD ->
                matrix = start == null
                        ? NewtonSchulzSteps.inverseSqrt(a, estimate.norm(), iteration, estimator.policy(), iterates)
                        : WarmRoot.recorded(a, start, iteration, estimator.policy(), iterates);
        }
    }

    /** The whitening matrix of a covariance, without a graph. */
    static Root root(
            NDArray covariance,
            NDArray norm,
            Iteration iteration,
            @Nullable NDArray start,
            @Nullable List<NDArray> iterates) {
        return start == null
                ? new InverseRoot(covariance, norm, iteration, iterates)
                : new WarmRoot(covariance, start, iteration, iterates);
    }

    CovarianceEstimator estimator() {
        return estimator;
    }

    Estimate estimate() {
        return estimate;
    }

    /** D, (F, F) or (G, F, F). */
    NDArray matrix() {
        return matrix;
    }

    /** The root with its manual gradient; null if autograd has the gradient, or nobody. */
    @Nullable
    Root root() {
        return root;
    }
}
