package io.github.deconvscope.run.bench;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import java.util.EnumSet;
import java.util.Set;

/**
 * What to measure.
 *
 * @param config of the net: depth, width, how it whitens, images in a step (2 or more)
 * @param threads threads that PyTorch computes with; 0 for as many as it chooses
 * @param repeats how often each thing is timed, 1 or more; the median is told
 * @param scopes what to look at
 */
public record BenchOptions(RunConfig config, int threads, int repeats, Set<Scope> scopes) {
    /** The options of a run that a step's time depends on, and a benchmark can vary. */
    public static final Set<RunOption> VARIED = EnumSet.of(
            RunOption.MODEL,
            RunOption.WIDTH,
            RunOption.HEAD,
            RunOption.FIDELITY,
            RunOption.BLOCK,
            RunOption.ITERATIONS,
            RunOption.POLYNOMIAL,
            RunOption.NORM,
            RunOption.STOP_RESIDUAL,
            RunOption.WARM_START,
            RunOption.SAMPLING_STRIDE,
            RunOption.BATCH,
            RunOption.IMAGE_SIZE);

    /** The options of a benchmark of one net. */
    public static final Set<RunOption> OF_ONE_NET = ofOneNet();

    private static Set<RunOption> ofOneNet() {
        Set<RunOption> options = EnumSet.copyOf(VARIED);
        options.add(RunOption.NORMALIZATION);
        return options;
    }

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
        require(config.batch() >= 2, "--batch", config.batch(), "2 or more");
        require(threads >= 0, "--threads", threads, "0 (PyTorch's choice) or more");
        require(repeats >= 1, "--repeats", repeats, "1 or more");
    }

    private static void require(boolean condition, String option, Number value, String range) {
        if (!condition) {
            throw new InvalidInputException(option + " is " + value + "; it has to be " + range + ".");
        }
    }
}
