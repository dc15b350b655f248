package io.github.deconvscope.engine.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.engine.layer.InputView;
import io.github.deconvscope.engine.layer.LayerObserver;
import io.github.deconvscope.engine.layer.WhiteningView;
import io.github.deconvscope.engine.precision.NamedArrays;
import io.github.deconvscope.math.Floats;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.ProbeKey;
import io.github.deconvscope.run.feed.Quantity;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Takes the frames that are wanted in one step, and nothing else. Set it as observer of a net only in steps that want frames.
 */
public final class FrameTaker implements LayerObserver {
    private static final Set<Quantity> OF_INPUT = EnumSet.of(
            Quantity.COVARIANCE,
            Quantity.WHITENING,
            Quantity.COVARIANCE_AFTER,
            Quantity.RESIDUALS,
            Quantity.ORIGIN,
            Quantity.MEAN,
            Quantity.SAMPLES,
            Quantity.CHANNEL_COVARIANCE,
            Quantity.CHANNEL_COVARIANCE_AFTER,
            Quantity.CHANNEL_RANGE);

    private final Map<String, EnumSet<Quantity>> wanted = new HashMap<>();
    private final long step;
    private final Consumer<Frame> frames;
    private long nanos;

    /**
     * @param wanted what to take
     * @param step the number frames are stamped with
     * @param frames receives them, on the compute thread
     */
    public FrameTaker(Set<ProbeKey> wanted, long step, Consumer<Frame> frames) {
        for (ProbeKey key : wanted) {
            this.wanted
                    .computeIfAbsent(key.layer(), name -> EnumSet.noneOf(Quantity.class))
                    .add(key.quantity());
        }
        this.step = step;
        this.frames = frames;
    }

    /** Nanoseconds that looking took so far, with the views that were computed for it. */
    public long nanos() {
        return nanos;
    }

    /** Whether a quantity of a layer is to be taken. */
    public boolean wants(String layer, Quantity quantity) {
        EnumSet<Quantity> quantities = wanted.get(layer);
        return quantities != null && quantities.contains(quantity);
    }

    @Override
    public boolean wantsInput(String layer) {
        EnumSet<Quantity> quantities = wanted.get(layer);
        return quantities != null && quantities.stream().anyMatch(OF_INPUT::contains);
    }

    @Override
    public boolean wantsOutput(String layer) {
        return wants(layer, Quantity.ACTIVATION_HISTOGRAM);
    }

    @Override
    public void look(Runnable shown) {
        long start = System.nanoTime();
        shown.run();
        nanos += System.nanoTime() - start;
    }

    @Override
    public void input(String layer, InputView view) {
        for (Quantity quantity : wanted.get(layer)) {
            switch (quantity) {
                case COVARIANCE -> take(layer, quantity, view.covariance());
                case MEAN -> take(layer, quantity, view.mean());
                case SAMPLES -> emit(layer, quantity, new int[] {1}, new float[] {view.samples()});
                case CHANNEL_COVARIANCE -> take(layer, quantity, view.channelCovariance());
                case CHANNEL_RANGE -> take(layer, quantity, view.channelRange());
                default -> {
                    // Taken elsewhere: of the whitening, from the output, or after the backward pass.
                }
            }
        }
    }

    @Override
    public void whitening(String layer, WhiteningView view) {
        for (Quantity quantity : wanted.get(layer)) {
            switch (quantity) {
                case WHITENING -> take(layer, quantity, view.whitening());
                case COVARIANCE_AFTER -> take(layer, quantity, view.covarianceAfter());
                case CHANNEL_COVARIANCE_AFTER -> take(layer, quantity, view.channelCovarianceAfter());
                case ORIGIN ->
                    emit(layer, quantity, new int[] {1}, new float[] {
                        view.origin().code()
                    });
                case RESIDUALS -> takeResiduals(layer, view.residuals());
                default -> {
                    // Taken elsewhere: of the input, from the output, or after the backward pass.
                }
            }
        }
    }

    private void takeResiduals(String layer, double[] residuals) {
        // A layer that uses running values iterates nothing.
        if (residuals.length > 0) {
            emit(layer, Quantity.RESIDUALS, new int[] {residuals.length}, Floats.of(residuals));
        }
    }

    @Override
    public void output(String layer, NDArray output) {
        takeHistogram(layer, Quantity.ACTIVATION_HISTOGRAM, output);
    }

    /** Takes the histogram of the gradient of a layer's weights, as it came out of the backward pass. */
    public void gradient(String layer, NDArray gradient) {
        look(() -> takeHistogram(layer, Quantity.GRADIENT_HISTOGRAM, gradient));
    }

    /** Takes the first kernels of a layer, as the forward pass used them. */
    public void kernels(String layer, NDArray weight) {
        look(() -> {
            long count = Math.min(Quantity.KERNELS_SHOWN, weight.getShape().get(0));
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                take(layer, Quantity.KERNELS, weight.stopGradient().get(new NDIndex(":{}", count)));
            }
        });
    }

    private void takeHistogram(String layer, Quantity quantity, NDArray array) {
        float[] counts = Log2Histogram.of(NamedArrays.toNpy(array).toFloats());
        emit(layer, quantity, new int[] {counts.length}, counts);
    }

    private void take(String layer, Quantity quantity, NDArray array) {
        NpyArray copy = NamedArrays.toNpy(array);
        emit(layer, quantity, copy.shape(), copy.toFloats());
    }

    private void emit(String layer, Quantity quantity, int[] shape, float[] values) {
        frames.accept(new Frame(new ProbeKey(layer, quantity), step, shape, values));
    }
}
