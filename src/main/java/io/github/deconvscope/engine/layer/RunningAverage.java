package io.github.deconvscope.engine.layer;

import ai.djl.ndarray.NDArray;
import io.github.deconvscope.engine.compute.TorchScript;

/** How running values follow those of the batches. */
final class RunningAverage {
    private static final TorchScript TOWARDS = new TorchScript(
            "RunningAverage",
            "running: Tensor, fresh: Tensor, rate: Tensor",
            "return torch.lerp_(running, fresh, rate)\n");

    private RunningAverage() {}

    /**
     * Moves a running value towards that of a batch, in one pass over memory and without a graph.
     *
     * @param running changed in place: (1 - rate) running + rate now
     * @param now of the same size; its type may be another
     * @param rate from 0, which changes nothing, to 1, which replaces it
     */
    static void move(NDArray running, NDArray now, double rate) {
        NDArray fresh = now.stopGradient().toType(running.getDataType(), false).reshape(running.getShape());
        NDArray weight = running.getManager().create(rate).toType(running.getDataType(), false);
        TOWARDS.call(running, fresh, weight);
    }
}
