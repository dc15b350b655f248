package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
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
        AUTOGRAD
    }

    private final CovarianceEstimator estimator;
    private final Method method;
    private final boolean fewSamples;
    private final Estimate estimate;
    private final long count;
    private @Nullable Root root;
    private @Nullable LowRankRoot lowRank;
    private @Nullable NDArray matrix;

    /**
     * @param fewSamples whether to iterate on products between samples
     * @param samples in the order of the estimator, with their graph
     */
    LiveStatistics(CovarianceEstimator estimator, Method method, boolean fewSamples, NDArray samples) {
        this.estimator = estimator;
        this.method = method;
        this.fewSamples = fewSamples;
        count = estimator.order().count(samples);
        estimate = method == Method.AUTOGRAD ? estimator.recorded(samples) : estimator.estimate(samples.stopGradient());
    }

    /**
     * Finds the whitening matrix.
     *
     * @param start what the iteration starts from; null for a cold start
     * @param iterates takes the approximations; null if nobody looks
     */
    void findRoot(Iteration iteration, @Nullable NDArray start, @Nullable List<NDArray> iterates) {
        NDArray a = estimate.covariance();
        if (fewSamples) {
            double eps = estimator.options().statistics().eps();
            lowRank = new LowRankRoot(estimate.centred(), eps, estimate.norm(), iteration, iterates);
            matrix = lowRank.value();
            return;
        }
        switch (method) {
            case MANUAL_GRADIENT -> {
                root = root(a, estimate.norm(), iteration, start, iterates);
                matrix = root.value();
            }
            case NO_GRADIENT ->
                matrix = root(a, estimate.norm(), iteration, start, iterates).value();
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

    /** All arrays that the manual gradient needs, but for the samples; null if autograd has the gradient, or nobody. */
    @Nullable
    NDList keptForGradient() {
        if (method != Method.MANUAL_GRADIENT) {
            return null;
        }
        NDList kept = fewSamples ? lowRank.kept() : root.kept();
        kept.add(estimate.mean());
        return kept;
    }

    /** Whether {@link #throughRoot} is of the covariance, so that it gives the gradient of any of the samples. */
    boolean hasGradientOfEachSample() {
        return !fewSamples;
    }

    /**
     * Goes back from the matrix.
     *
     * @param ofMatrix gradient with respect to D, in its shape and type
     * @return what {@link #ofSamples} takes: half the gradient with respect to the sum of the samples' products, or, of few samples, that with respect
     *     to them
     */
    NDArray throughRoot(NDArray ofMatrix) {
        return fewSamples
                ? lowRank.gradient(ofMatrix)
                : root.gradient(ofMatrix).duplicate().muli(2.0 / count);
    }

    /** Goes back from the mean to each sample. */
    NDArray throughMean(NDArray ofMean) {
        return ofMean.duplicate().muli(1.0 / count);
    }

    /**
     * The gradient with respect to samples. With g that with respect to the covariance X X' / n, symmetric, it is 2 / n g X, one product; the mean
     * adds 1 / n of its own to each sample.
     *
     * @param throughRoot of {@link #throughRoot}
     * @param centred all samples, or some if {@link #hasGradientOfEachSample}, less the mean, in their order
     * @param throughMean of {@link #throughMean}
     */
    NDArray ofSamples(NDArray throughRoot, NDArray centred, NDArray throughMean) {
        return fewSamples
                ? throughRoot.addi(throughMean)
                : estimator.order().gradient(throughRoot, centred, throughMean);
    }
}
