package io.github.deconvscope.engine.root;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/** A whitening matrix of a covariance, with a manual gradient. */
public interface Root {
    /** D, in the shape of the covariance. */
    NDArray value();

    /** All arrays that {@link #gradient} needs. */
    NDList kept();

    /**
     * The gradient with respect to the covariance, through the norm too.
     *
     * @param g gradient with respect to the value, in its shape and type
     * @return symmetric matrices in the shape of the covariance
     */
    NDArray gradient(NDArray g);
}
