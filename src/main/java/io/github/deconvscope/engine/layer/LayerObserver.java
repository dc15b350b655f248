package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;

/**
 * Looks into layers as they compute, on the compute thread. A layer does no work for an observer that does not want to see it.
 *
 * <p>The arrays live only during the call: copy what is to be kept.
 */
public interface LayerObserver {
    /** Whether the input of a layer, and its whitening if it does, is to be shown in this forward pass. Asked once a pass. */
    boolean wantsInput(String layer);

    /** Whether the output of a layer is to be shown in this forward pass. Asked once a pass. */
    boolean wantsOutput(String layer);

    /**
     * Calls what computes and shows all that this observer wants to see of a layer at one time. One that counts what looking costs takes the time
     * here, since views are computed for it alone.
     */
    default void look(Runnable shown) {
        shown.run();
    }

    /** Shows mean and covariance of a layer's input. */
    void input(String layer, InputView view);

    /** Shows whitening matrix and Newton-Schulz iterates of a layer that whitens, after its {@link #input}. */
    void whitening(String layer, WhiteningView view);

    /**
     * Shows what a layer gave.
     *
     * @param output (N, O, H, W) or (N, O), after the activation function
     */
    void output(String layer, NDArray output);
}
