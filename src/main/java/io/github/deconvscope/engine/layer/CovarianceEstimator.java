package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.engine.precision.Casts;
import io.github.deconvscope.engine.precision.PrecisionPolicy;
import io.github.deconvscope.engine.precision.Scalars;
import io.github.deconvscope.engine.root.Matrices;
import io.github.deconvscope.engine.root.NewtonSchulzSteps;
import io.github.deconvscope.engine.root.Singularity;
import io.github.deconvscope.engine.root.SymmetricProduct;
import io.github.deconvscope.run.config.WhiteningRules;
import java.util.function.Supplier;

/**
 * Estimates mean and covariance of samples for one pass of a layer.
 *
 * @param layer its name, for errors
 * @param options eps, and the norm of the root
 * @param features F, the rows of each covariance
 * @param policy which results are rounded to fp16
 * @param centred whether the covariance is taken about the mean; the published ChannelDeconv does not
 * @param order of the samples
 */
record CovarianceEstimator(
        String layer,
        WhiteningOptions options,
        int features,
        PrecisionPolicy policy,
        boolean centred,
        SampleOrder order) {
    /** One for feature-major samples. */
    CovarianceEstimator(String layer, WhiteningOptions options, int features, PrecisionPolicy policy, boolean centred) {
        this(layer, options, features, policy, centred, SampleOrder.FEATURES_FIRST);
    }

    /**
     * Mean and covariance of a batch.
     *
     * @param centred the samples the covariance is taken from, in their order
     * @param mean (F, 1) or (G, F, 1)
     * @param covariance with eps on its diagonal, (F, F) or (G, F, F)
     */
    record Moments(NDArray centred, NDArray mean, NDArray covariance) {
        /** For an observer: without a graph. */
        Seen seen() {
            return new Seen(samplesIn(centred), centred::stopGradient, mean.stopGradient(), covariance.stopGradient());
        }
    }

    /**
     * Mean and covariance as an observer sees them, without a graph.
     *
     * @param count of the samples
     * @param centred makes the samples less their mean, feature-major; most observers do not want them
     */
    record Seen(long count, Supplier<NDArray> centred, NDArray mean, NDArray covariance) {}

    /**
     * What a root is found from.
     *
     * @param norm of the covariance, (1, 1) or (G, 1, 1)
     */
    record Estimate(Moments moments, NDArray norm) {
        NDArray centred() {
            return moments.centred;
        }

        NDArray mean() {
            return moments.mean;
        }

        NDArray covariance() {
            return moments.covariance;
        }
    }

    /** R of (F, R) or (G, F, R). */
    static long samplesIn(NDArray samples) {
        return samples.getShape().get(samples.getShape().dimension() - 1);
    }

    /** Statistics without a graph, by products that know they are symmetric. */
    Estimate estimate(NDArray samples) {
        return estimate(inOwnTypeWithoutGraph(samples), false);
    }

    /** Statistics whose gradient autograd records. */
    Estimate recorded(NDArray samples) {
        return estimate(samples, true);
    }

    private Estimate estimate(NDArray samples, boolean recorded) {
        long rows = order.count(samples);
        if (rows < 2) {
            throw new InvalidInputException("Layer " + layer + ": the covariance would be taken from " + rows
                    + " sample; it needs at least 2. Use a larger batch or images, or a smaller sampling stride.");
        }
        Moments moments = moments(samples, recorded);
        NDArray norm =
                NewtonSchulzSteps.norm(moments.covariance, options.iteration().norm());
        check(norm, moments.covariance, rows);
        return new Estimate(moments, norm);
    }

    /** Mean and covariance without a graph and without a check: for observers, which must not fail. */
    Moments moments(NDArray samples) {
        return moments(samples, false);
    }

    private Moments moments(NDArray samples, boolean recorded) {
        long rows = order.count(samples);
        NDArray x = inOwnType(samples);
        NDArray mean = order.mean(x);
        NDArray used = less(mean, x);
        NDArray product = order.gram(used, recorded ? NDArray::matMul : SymmetricProduct::of);
        NDArray whole = overCount(product, rows, recorded);
        NDArray covariance = policy.inCovariance(
                Matrices.addToDiagonal(whole, options.statistics().eps()));
        return new Moments(used, mean, covariance);
    }

    /** The same for samples in another order. */
    CovarianceEstimator with(SampleOrder order) {
        return new CovarianceEstimator(layer, options, features, policy, centred, order);
    }

    /**
     * Moments that were taken from samples in another order than this estimator's.
     *
     * @param samples makes the same samples in this order
     */
    Seen seen(Moments known, long count, Supplier<NDArray> samples) {
        NDArray mean = known.mean.stopGradient();
        return new Seen(
                count, () -> centred(samples.get().stopGradient(), mean), mean, known.covariance.stopGradient());
    }

    /** What a covariance is taken from: the samples less their mean, which is known. */
    NDArray centred(NDArray samples, NDArray mean) {
        return less(mean, inOwnTypeWithoutGraph(samples));
    }

    private NDArray inOwnTypeWithoutGraph(NDArray samples) {
        return WhiteningRules.inDouble(features) ? samples.toType(DataType.FLOAT64, false) : samples;
    }

    private NDArray inOwnType(NDArray samples) {
        return WhiteningRules.inDouble(features) ? Casts.cast(samples, DataType.FLOAT64) : samples;
    }

    private NDArray less(NDArray mean, NDArray x) {
        return policy.inCovariance(centred ? order.less(x, mean) : x);
    }

    private NDArray overCount(NDArray product, long rows, boolean recorded) {
        if (policy.halfCovariance()) {
            NDArray count = Casts.roundToHalf(
                    Scalars.times(product.getManager().ones(new Shape()), rows)); // infinite above 65,504
            return policy.inCovariance(product).div(count);
        }
        return recorded ? Scalars.times(product, 1.0 / rows) : product.muli(1.0 / rows);
    }

    private void check(NDArray norm, NDArray covariance, long rows) {
        if (policy.expectsOverflow()) {
            return;
        }
        double[] norms = norm.getDataType() == DataType.FLOAT64
                ? norm.toDoubleArray()
                : norm.toType(DataType.FLOAT64, false).toDoubleArray();
        for (double n : norms) {
            if (!Double.isFinite(n)) {
                throw new NonFiniteException("Layer " + layer + ": the norm of the input's covariance is " + n
                        + ", so the input holds numbers that are too large to be squared, above 1e18. Scale it down."
                        + " If it happened in training, the run diverged: use a lower learning rate.");
            }
        }
        if (options.statistics().eps() == 0) {
            Singularity.refuse(layer, covariance, rows);
        }
    }
}
