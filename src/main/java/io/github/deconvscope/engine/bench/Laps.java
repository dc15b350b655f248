package io.github.deconvscope.engine.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.github.deconvscope.engine.layer.GradientTape;
import io.github.deconvscope.run.bench.Timing;
import java.util.function.BiFunction;

/**
 * Times a forward pass and its gradient.
 *
 * @param forward input to output, with what the gradient needs kept
 * @param backward the gradient of the output with respect to everything that requires one; about 0 where nothing does
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
            BiFunction<GradientTape, NDArray, NDArray> pass) {
        double[] forward = new double[repeats];
        double[] backward = new double[repeats];
        NDArray gradient = null;
        for (int i = -1; i < repeats; i++) {
            try (NDManager scope = manager.newSubManager()) {
                NDArray x = input.duplicate();
                x.attach(scope);
                x.setRequiresGradient(wantsGradient);
                try (GradientTape tape = new GradientTape(scope)) {
                    long start = System.nanoTime();
                    NDArray y = pass.apply(tape, x);
                    finish(y);
                    long middle = System.nanoTime();
                    if (gradient == null) {
                        // Random numbers: the gradient of a sum would be one number, expanded without memory of its
                        // own. In the order in memory that the output has.
                        gradient = y.stopGradient()
                                .zerosLike()
                                .add(manager.randomNormal(0, 1, y.getShape(), y.getDataType()));
                        gradient.attach(manager);
                        middle = System.nanoTime();
                    }
                    if (wantsGradient || learns) {
                        NDArray loss = y.mul(gradient).sum();
                        tape.backward(loss);
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

    /**
     * Times a pass whose gradient is worked out by hand.
     *
     * @param forward makes its result; everything it makes is closed afterwards
     * @param backward makes the gradient, from what was made before the measurement
     */
    static Laps of(int repeats, Runnable forward, Runnable backward) {
        return new Laps(timed(repeats, forward), timed(repeats, backward));
    }

    private static Timing timed(int repeats, Runnable pass) {
        double[] millis = new double[repeats];
        for (int i = -1; i < repeats; i++) {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                long start = System.nanoTime();
                pass.run();
                if (i >= 0) {
                    millis[i] = (System.nanoTime() - start) / 1e6;
                }
            }
        }
        return Timing.of(millis);
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
