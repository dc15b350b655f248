package io.github.deconvscope.engine.train;

import ai.djl.ndarray.NDArray;
import io.github.deconvscope.engine.layer.InputView;
import io.github.deconvscope.engine.layer.LayerObserver;
import io.github.deconvscope.engine.layer.WhiteningView;
import io.github.deconvscope.run.feed.MemoryUse.Part;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Adds up the outputs of the layers in one forward pass, and passes every call on to another observer. */
final class MemoryMeter implements LayerObserver {
    private static final int SINGLE = 4;
    private static final int HALF = 2;

    private final @Nullable LayerObserver other;
    private long values;
    private long bytes;

    /** @param other gets every call too; null for none */
    MemoryMeter(@Nullable LayerObserver other) {
        this.other = other;
    }

    /** The outputs so far. */
    Part outputs() {
        return new Part(bytes, HALF * values);
    }

    /** Tensors that stay in 32 bits. */
    static Part single(Collection<NDArray> arrays) {
        return new Part(bytes(arrays), SINGLE * values(arrays));
    }

    /**
     * Weights, and the 16-bit ones that are made of them.
     *
     * @param master whether the optimizer changes a copy in 32 bits
     * @param working bytes of the weights that the layers multiply with, beside the parameters
     */
    static Part weights(Collection<NDArray> parameters, boolean master, long working) {
        return new Part(bytes(parameters) + working, (HALF + (master ? SINGLE : 0)) * values(parameters));
    }

    private static long values(Collection<NDArray> arrays) {
        return arrays.stream().mapToLong(NDArray::size).sum();
    }

    private static long bytes(Collection<NDArray> arrays) {
        return arrays.stream()
                .mapToLong(array -> array.size() * array.getDataType().getNumOfBytes())
                .sum();
    }

    @Override
    public boolean wantsInput(String layer) {
        return other != null && other.wantsInput(layer);
    }

    @Override
    public boolean wantsOutput(String layer) {
        return true;
    }

    @Override
    public void look(Runnable shown) {
        if (other == null) {
            shown.run();
        } else {
            other.look(shown);
        }
    }

    @Override
    public void input(String layer, InputView view) {
        other.input(layer, view);
    }

    @Override
    public void whitening(String layer, WhiteningView view) {
        other.whitening(layer, view);
    }

    @Override
    public void output(String layer, NDArray output) {
        values += output.size();
        bytes += output.size() * output.getDataType().getNumOfBytes();
        if (other != null && other.wantsOutput(layer)) {
            other.output(layer, output);
        }
    }
}
