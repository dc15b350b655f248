package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.github.deconvscope.engine.precision.PrecisionPolicy;
import io.github.deconvscope.math.FeatureBlocks;

/**
 * Shows an observer the input of a layer that does not whiten, sampled and grouped in blocks as a whitening layer in its place would, so
 * that nets of both kinds can be compared. Never fails a run: too few samples show nothing, values that are not finite show as they are.
 */
final class InputProbe {
    private final Layer layer;
    private final Window window;
    private final WhiteningOptions options;
    private final int block;
    private final BlockLayout layout;

    private InputProbe(Layer layer, Window window, WhiteningOptions options, int block, BlockLayout layout) {
        this.layer = layer;
        this.window = window;
        this.options = options;
        this.block = block;
        this.layout = layout;
    }

    /**
     * Of the patches of a map.
     *
     * @param window of the layer's convolution
     */
    static InputProbe ofPatches(Layer layer, int channels, Window window, WhiteningOptions options) {
        int block = FeatureBlocks.effectiveBlock(options.block(), channels);
        int cells = window.kernel().cells();
        return new InputProbe(
                layer, window, options, block, BlockLayout.ofPatches(channels, block, cells, 1, options.corrected()));
    }

    /** Of the vectors of a dense layer. */
    static InputProbe ofVectors(Layer layer, int features, WhiteningOptions options) {
        int block = FeatureBlocks.effectiveBlock(options.block(), features);
        return new InputProbe(
                layer, Window.same(1), options, block, BlockLayout.ofVectors(features, block, options.corrected()));
    }

    int block() {
        return block;
    }

    boolean interleaved() {
        return layout.interleaved();
    }

    /** Calls the observer if it wants to see this input: (N, C, H, W), or (N, C) of a dense layer. */
    void show(NDArray given) {
        LayerObserver observer = layer.observer();
        if (observer == null || !observer.wantsInput(layer.name())) {
            return;
        }
        layer.look(shown -> show(given, shown));
        layer.enter(layer.costCategory());
    }

    private void show(NDArray given, LayerObserver observer) {
        NDArray input = layer.policy().toStatistics(given.stopGradient());
        Shape shape = input.getShape();
        NDArray samples = layout.samples(
                shape.dimension() == 2
                        ? input.transpose()
                        : PatchColumns.sampled(layer.name(), input, window, options));
        if (CovarianceEstimator.samplesIn(samples) >= 2) {
            CovarianceEstimator estimator =
                    new CovarianceEstimator(layer.name(), options, layout.features(), PrecisionPolicy.SINGLE, true);
            observer.input(
                    layer.name(),
                    new InputView(
                            input,
                            estimator.moments(samples).seen(),
                            layout,
                            window.kernel().cells(),
                            options.statistics().eps()));
        }
    }
}
