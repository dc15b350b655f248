package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import io.github.deconvscope.engine.root.Matrices;
import java.util.function.BinaryOperator;

/**
 * How the samples of a covariance lie in memory, and what is computed from them there. Means and covariances have their features in the order of
 * {@link BlockLayout}, whatever the samples' own.
 */
interface SampleOrder {
    /** Feature-major, (F, R), or (G, F, R) for G covariances. */
    SampleOrder FEATURES_FIRST = new SampleOrder() {
        @Override
        public long count(NDArray samples) {
            return CovarianceEstimator.samplesIn(samples);
        }

        @Override
        public NDArray mean(NDArray samples) {
            return samples.mean(new int[] {samples.getShape().dimension() - 1}, true);
        }

        @Override
        public NDArray less(NDArray samples, NDArray mean) {
            return samples.sub(mean);
        }

        @Override
        public NDArray gram(NDArray samples, BinaryOperator<NDArray> product) {
            return product.apply(samples, Matrices.transpose(samples));
        }

        @Override
        public NDArray gradient(NDArray ofGram, NDArray samples, NDArray ofMean) {
            return ofGram.matMul(samples).addi(ofMean);
        }
    };

    /** R, how many samples each covariance is taken from. */
    long count(NDArray samples);

    /** Their mean, (F, 1) or (G, F, 1). */
    NDArray mean(NDArray samples);

    /** The samples less a mean. */
    NDArray less(NDArray samples, NDArray mean);

    /**
     * The sum over the samples of each one's products with itself, (F, F) or (G, F, F).
     *
     * @param product of two matrices whose result is symmetric
     */
    NDArray gram(NDArray samples, BinaryOperator<NDArray> product);

    /**
     * A gradient with respect to the samples.
     *
     * @param ofGram half of that with respect to {@link #gram}, symmetric
     * @param samples that the Gram matrix is of
     * @param ofMean what each sample gets besides, in the shape of the mean
     * @return in the shape of the samples
     */
    NDArray gradient(NDArray ofGram, NDArray samples, NDArray ofMean);
}
