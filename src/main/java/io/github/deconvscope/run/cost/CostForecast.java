package io.github.deconvscope.run.cost;

import io.github.deconvscope.run.Normalization;
import io.github.deconvscope.run.RunConfig;
import io.github.deconvscope.run.RunOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a step would cost with another block or other iterations: each part of whitening as it was measured, times the ratio of its counted
 * multiply-adds ({@link WhiteningWork}), which is its work over the rate it was measured at. All else stays.
 *
 * <p>The rate of small matrices is lower than that of large ones, which the ratio does not know: a guess that a run tests.
 */
public final class CostForecast {
    /** Options that a step's cost does not depend on, or hardly. */
    private static final Set<RunOption> FREE = EnumSet.of(
            RunOption.DATASET,
            RunOption.DATA,
            RunOption.TRAIN_LIMIT,
            RunOption.TEST_LIMIT,
            RunOption.EPS,
            RunOption.UPDATE_RATE,
            RunOption.LEARNING_RATE,
            RunOption.SCHEDULE,
            RunOption.MOMENTUM,
            RunOption.WEIGHT_DECAY,
            RunOption.HE_BIAS,
            RunOption.KERNEL_START,
            RunOption.EPOCHS,
            RunOption.MAX_STEPS,
            RunOption.SEED,
            RunOption.CHECKPOINT_EVERY,
            RunOption.RECORD_EVERY);

    private static final List<Integer> BLOCKS = List.of(8, 16, 32, 64, 128);
    private static final List<Integer> ITERATIONS = List.of(3, 5, 7, 10);

    private CostForecast() {}

    /**
     * Milliseconds a step would take.
     *
     * @param measured of a run with {@code config}
     * @param other a configuration that differs in block or iterations
     */
    public static double millis(RunConfig config, StepCost measured, RunConfig other) {
        WhiteningWork now = WhiteningWork.of(config);
        WhiteningWork then = WhiteningWork.of(other);
        double millis = 0;
        for (StepPart part : StepPart.values()) {
            millis += measured.of(part)
                    * switch (part.forward()) {
                        case COVARIANCE -> ratio(then.covariance(), now.covariance());
                        case NEWTON_SCHULZ -> ratio(then.newtonSchulz(), now.newtonSchulz());
                        case WEIGHT -> ratio(then.weight(), now.weight());
                        default -> 1;
                    };
        }
        return millis;
    }

    private static double ratio(double then, double now) {
        return now == 0 ? 1 : then / now;
    }

    /** The configurations to compare: the one itself, then other blocks, then other iterations; none if it does not whiten. */
    public static List<RunConfig> alternatives(RunConfig config) {
        if (config.normalization() != Normalization.DECONV) {
            return List.of();
        }
        List<RunConfig> all = new ArrayList<>();
        all.add(config);
        BLOCKS.forEach(block -> all.add(config.with(RunOption.BLOCK, (long) block)));
        ITERATIONS.forEach(iterations -> all.add(config.with(RunOption.ITERATIONS, (long) iterations)));
        return all.stream().distinct().toList();
    }

    /** Whether steps of two runs cost the same but for block and iterations. */
    public static boolean comparable(RunConfig one, RunConfig other) {
        return one.differences(other).stream()
                .allMatch(
                        option -> FREE.contains(option) || option == RunOption.BLOCK || option == RunOption.ITERATIONS);
    }

    /** Whether steps of two runs cost the same. */
    public static boolean sameCost(RunConfig one, RunConfig other) {
        return comparable(one, other) && one.block() == other.block() && one.iterations() == other.iterations();
    }
}
