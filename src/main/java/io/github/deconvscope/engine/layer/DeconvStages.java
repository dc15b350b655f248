package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.github.deconvscope.engine.precision.Casts;
import io.github.deconvscope.engine.root.Root;

/**
 * The stages of a {@link FastDeconv2D} one at a time, by the layer's own code, so that a benchmark can time each. Gradients flow through
 * all of them. The layer has to be initialised; its running values and its schedule stay as they are.
 */
public final class DeconvStages {
    private final FastDeconv2D layer;
    private final SampleOrder order;

    /**
     * @param layer whose stages; without convolution groups
     * @param input as the layer will get it, (N, C, H, W)
     */
    public DeconvStages(FastDeconv2D layer, NDArray input) {
        this.layer = layer;
        order = layer.order(input);
    }

    /** Patches of (N, C, H, W) as samples of the covariance, in the order that is the fastest for them. */
    public NDArray patches(NDArray input) {
        return layer.samples(input, order);
    }

    /** The mean of samples: (F, 1) or (G, F, 1). */
    public NDArray mean(NDArray samples) {
        return order.mean(samples);
    }

    /** The covariance of samples, with eps on its diagonal: (F, F) or (G, F, F). */
    public NDArray covariance(NDArray samples) {
        return layer.estimator(true).with(order).estimate(samples).covariance();
    }

    /** The gradient with respect to samples less their mean, from that with respect to their covariance. */
    public NDArray ofSamples(NDArray ofCovariance, NDArray centred) {
        NDArray none = ofCovariance.getManager().zeros(new Shape(layer.features(), 1), ofCovariance.getDataType());
        return order.gradient(ofCovariance.duplicate().muli(2.0 / order.count(centred)), centred, none);
    }

    /** Its whitening matrix, in the same shape. */
    public Root root(NDArray covariance) {
        return layer.root(covariance);
    }

    /** The weights times a whitening matrix: (O, C, kh, kw). */
    public NDArray weight(NDArray whitening) {
        NDArray w = layer.weight().getArray();
        NDArray matrix =
                whitening.getDataType() == w.getDataType() ? whitening : Casts.cast(whitening, w.getDataType());
        long f = layer.features();
        long covariances = matrix.size() / (f * f);
        Shape column = covariances == 1 ? new Shape(f, 1) : new Shape(covariances, f, 1);
        NDArray mean = matrix.getManager().zeros(column, w.getDataType());
        long rows = w.getShape().get(0);
        return layer.layout()
                .whiten(w.reshape(rows, w.size() / rows), matrix, mean)
                .weight()
                .reshape(w.getShape());
    }

    /** The layer's convolution of (N, C, H, W), with whitened weights; its tape, if it has one, takes the gradient. */
    public NDArray convolve(NDArray input, NDArray weight) {
        NDArray start = layer.startOfConvolution(input, true);
        return layer.convolve(layer.window(), start, weight, layer.bias().getArray(), 1, false, true);
    }
}
