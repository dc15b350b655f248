package io.github.deconvscope.run.cost;

import io.github.deconvscope.run.Normalization;
import io.github.deconvscope.run.RunConfig;
import io.github.deconvscope.run.RunOption;
import io.github.deconvscope.run.cost.WhiteningWork.Load;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a step would cost with another block or other iterations, from a measured one and counted multiply-adds ({@link WhiteningWork}).
 *
 * <p>A product of small matrices takes the time it takes to start it, whatever its size; one of large matrices what its multiply-adds take. So
 * the time of a part is that of its products, each with the same start, and of its multiply-adds. Their rate is the one at which the step's own
 * convolutions compute, or the part's own where that is higher; what is left of the part's time is the starts. All other parts stay. A
 * guess that a run tests.
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
        double convolving = measured.of(StepPart.CONVOLUTION);
        double rate = convolving > 0 ? now.convolutions() / convolving : 0;
        double change = change(measured.of(StepPart.COVARIANCE), rate, now.covariance(), then.covariance())
                + change(measured.of(StepPart.COVARIANCE_BACK), rate, now.covariance(), then.covariance())
                + change(measured.of(StepPart.NEWTON_SCHULZ), rate, now.newtonSchulz(), then.newtonSchulz())
                + change(
                        measured.of(StepPart.NEWTON_SCHULZ_BACK),
                        rate,
                        now.newtonSchulzBack(),
                        then.newtonSchulzBack());
        // The way back of W D, two products for one, is in autograd's part.
        double weight = change(measured.of(StepPart.WEIGHT), rate, now.weight(), then.weight());
        return measured.total() + change + 3 * weight;
    }

    /**
     * Milliseconds by which a part changes.
     *
     * @param millis it took
     * @param least multiply-adds in a millisecond that the machine is known to reach; 0 if not known
     */
    private static double change(double millis, double least, Load now, Load then) {
        if (now.products() == 0 || millis == 0) {
            return 0;
        }
        double rate = Math.max(least, now.multiplyAdds() / millis);
        double start = (millis - now.multiplyAdds() / rate) / now.products();
        return (then.products() - now.products()) * start + (then.multiplyAdds() - now.multiplyAdds()) / rate;
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
