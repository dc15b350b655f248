package io.github.deconvscope.engine.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.github.deconvscope.engine.layer.InputView;
import io.github.deconvscope.engine.layer.LayerObserver;
import io.github.deconvscope.engine.layer.WhiteningView;

/** Copies the whitening of every layer in every step into Java arrays: the most that views can ask for. */
final class CopyingObserver implements LayerObserver {
    @Override
    public boolean wantsInput(String layer) {
        return true;
    }

    @Override
    public boolean wantsOutput(String layer) {
        return false;
    }

    @Override
    public void input(String layer, InputView view) {
        copy(view.mean());
        copy(view.covariance());
    }

    @Override
    public void whitening(String layer, WhiteningView view) {
        copy(view.whitening());
    }

    @Override
    public void output(String layer, NDArray output) {
        throw new IllegalStateException("nobody asked for the output of " + layer);
    }

    private static void copy(NDArray array) {
        try (NDArray single = array.toType(DataType.FLOAT32, true)) {
            single.toFloatArray();
        }
    }
}
