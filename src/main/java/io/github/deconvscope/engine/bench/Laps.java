package io.github.deconvscope.engine.bench;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.github.deconvscope.run.bench.Timing;
import java.util.function.Function;

/**
 * Times a forward pass and its gradient.
 *
 * @param forward input to output, with what the gradient needs kept
 * @param backward the gradient of the output with respect to all that wants one; next to nothing where nothing does
 */
record Laps(Timing forward, Timing backward) {
    /**
     * Runs something some times, after one run that is not timed.
     *
     * @param manager where inputs live; each run has a scope below it
     * @param repeats how often it is timed
     * @param input whose gradient is taken if it wants one; the same in each run
     * @param wantsGradient whether the input does
     * @param learns whether something else in the pass wants a gradient; without either there is no backward pass
     * @param pass from the input to the output
     */
    static Laps of(
            NDManager manager,
            int repeats,
            NDArray input,
            boolean wantsGradient,
            boolean learns,
            Function<NDArray, NDArray> pass) {
        double[] forward = new double[repeats];
        double[] backward = new double[repeats];
        NDArray gradient = null;
        for (int i = -1; i < repeats; i++) {
            try (NDManager scope = manager.newSubManager()) {
                NDArray x = input.duplicate();
                x.attach(scope);
                x.setRequiresGradient(wantsGradient);
                try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                    long start = System.nanoTime();
                    NDArray y = pass.apply(x);
                    finish(y);
                    long middle = System.nanoTime();
                    if (gradient == null) {
                        // Random, and not the gradient of a sum: that is one number repeated without memory of its own.
                        gradient = manager.randomNormal(0, 1, y.getShape(), y.getDataType());
                        middle = System.nanoTime();
                    }
                    if (wantsGradient || learns) {
                        NDArray loss = y.mul(gradient).sum();
                        collector.backward(loss);
                        finish(loss);
                    }
                    long end = System.nanoTime();
                    if (i >= 0) {
                        forward[i] = (middle - start) / 1e6;
                        backward[i] = (end - middle) / 1e6;
                    }
                }
            }
        }
        return new Laps(Timing.of(forward), Timing.of(backward));
    }

    /** On a GPU the work is only queued, and reading a number waits for it. On a CPU it is done. */
    private static void finish(NDArray y) {
        if (y.getDevice().isGpu()) {
            try (NDArray first = y.flatten().get(0)) {
                first.toFloatArray();
            }
        }
    }
}
