package io.github.deconvscope.run.bench;

import io.github.deconvscope.run.InvalidInputException;
import io.github.deconvscope.run.ModelName;
import java.util.Set;

/**
 * What to measure.
 *
 * @param model depth of the net
 * @param width factor on all channels, above 0
 * @param block channels that are whitened together, 1 or more
 * @param batch images in a step, 2 or more
 * @param iterations Newton-Schulz iterations, 1 or more
 * @param threads threads that PyTorch computes with; 0 for as many as it chooses
 * @param repeats how often each thing is timed, 1 or more; the median is told
 * @param scopes what to look at
 */
public record BenchOptions(
        ModelName model,
        double width,
        int block,
        int batch,
        int iterations,
        int threads,
        int repeats,
        Set<Scope> scopes) {

    /** How near to look. */
    public enum Scope {
        /** The whole step of each kind of net. */
        NET,
        /** Each layer alone. */
        LAYERS,
        /** The parts of each deconvolution layer. */
        PARTS
    }

    public BenchOptions {
        scopes = Set.copyOf(scopes);
        require(width > 0 && width <= 4, "--width", width, "above 0 and at most 4");
        require(block >= 1, "--block", block, "1 or more");
        require(batch >= 2, "--batch", batch, "2 or more");
        require(iterations >= 1, "--iterations", iterations, "1 or more");
        require(threads >= 0, "--threads", threads, "0 (PyTorch's choice) or more");
        require(repeats >= 1, "--repeats", repeats, "1 or more");
    }

    private static void require(boolean condition, String option, Number value, String range) {
        if (!condition) {
            throw new InvalidInputException(option + " is " + value + "; it has to be " + range + ".");
        }
    }
}
