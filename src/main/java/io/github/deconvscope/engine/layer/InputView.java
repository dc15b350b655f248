package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.deconvscope.engine.precision.Casts;
import io.github.deconvscope.engine.precision.Scalars;
import io.github.deconvscope.engine.root.Matrices;
import org.jspecify.annotations.Nullable;

/**
 * The input of a layer in one forward pass, as samples of its covariance: of a layer that whitens, those it whitens with; of any other, those
 * that a whitening layer in its place would take. Valid only during {@link LayerObserver#input}. F, G as in {@link WhiteningView}, C channels.
 */
public final class InputView {
    private final NDArray input;
    private final CovarianceEstimator.Seen moments;
    private final BlockLayout layout;
    private final int cells;
    private final double eps;
    private @Nullable NDArray centred;

    /**
     * @param input (N, C) or (N, C, H, W), in the type of statistics, without a graph
     * @param cells places under the kernel: features of each channel
     * @param eps on the diagonal of covariances
     */
    InputView(NDArray input, CovarianceEstimator.Seen moments, BlockLayout layout, int cells, double eps) {
        this.input = input;
        this.moments = moments;
        this.layout = layout;
        this.cells = cells;
        this.eps = eps;
    }

    /** Mean of the samples, (F, 1) or (G, F, 1). */
    public NDArray mean() {
        return moments.mean();
    }

    /** Covariance of the samples, eps included, (F, F) or (G, F, F). */
    public NDArray covariance() {
        return moments.covariance();
    }

    /** Columns the covariance was taken from, of each of its groups. */
    public long samples() {
        return moments.count();
    }

    /** Covariance of all channels, in every block, at the centre of the sampled patches, eps included; (C, C) in double. */
    public NDArray channelCovariance() {
        return channelCovariance(centred());
    }

    /** {@link #channelCovariance} of the samples after a whitening matrix D, (F, F) or (G, F, F), which every group is multiplied with. */
    NDArray channelCovarianceAfter(NDArray whitening) {
        NDArray samples = centred();
        return channelCovariance(whitening.toType(samples.getDataType(), false).matMul(samples));
    }

    private NDArray centred() {
        if (centred == null) {
            centred = moments.centred().get();
        }
        return centred;
    }

    private NDArray channelCovariance(NDArray samples) {
        NDArray columns = layout.columns(samples);
        long n = columns.getShape().get(1);
        NDArray ofCells = columns.reshape(columns.getShape().get(0) / cells, cells, n);
        NDArray channels = Casts.cast(ofCells.get(new NDIndex(":, {}", cells / 2)), DataType.FLOAT64);
        NDArray centred = channels.sub(channels.mean(new int[] {1}, true));
        return Matrices.addToDiagonal(Scalars.times(centred.matMul(Matrices.transpose(centred)), 1.0 / n), eps);
    }

    /** The largest value of each channel minus the smallest, over all pixels of all images: 0 for a dead channel; (C). */
    public NDArray channelRange() {
        Shape shape = input.getShape();
        NDArray channels = shape.dimension() == 4 ? input.transpose(1, 0, 2, 3) : input.transpose();
        NDArray flat = channels.reshape(shape.get(1), -1);
        int[] alongImages = {1};
        return flat.max(alongImages).sub(flat.min(alongImages));
    }
}
