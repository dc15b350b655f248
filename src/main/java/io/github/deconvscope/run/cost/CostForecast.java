package io.github.deconvscope.run.cost;

import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.cost.WhiteningWork.Load;
import io.github.deconvscope.run.feed.ProductTimes;
import io.github.deconvscope.run.feed.StepCost;
import io.github.deconvscope.run.feed.StepPart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a step would cost with another block or other iterations: a range, from a measured step, from counted work ({@link WhiteningWork}) and
 * from how long products of matrices of each size take on the same machine ({@link ProductTimes}).
 *
 * <p>The work of a part, at the times of products, is what the products alone would take. The measured part took so much more or less. Of
 * that difference it is not known whether it grows with the work or with the number of products: one end of the range takes the first, the
 * other the second, each with the fastest and with the median times of products. All other parts stay as they were measured. Both ends are
 * then widened by the difference between repetitions of one run.
 */
public final class CostForecast {
    /** Options that a step's cost does not depend on, or hardly. */
    private static final Set<RunOption> FREE = EnumSet.of(
            RunOption.DATASET,
            RunOption.DATA,
            RunOption.CIFAR100_LABELS,
            RunOption.SKIP_BROKEN,
            RunOption.SPLIT_SEED,
            RunOption.TRAIN_LIMIT,
            RunOption.TEST_LIMIT,
            RunOption.EPS,
            RunOption.UPDATE_RATE,
            RunOption.LEARNING_RATE,
            RunOption.SCHEDULE,
            RunOption.MOMENTUM,
            RunOption.WEIGHT_DECAY,
            RunOption.INIT,
            RunOption.HE_BIAS,
            RunOption.KERNEL_START,
            RunOption.EPOCHS,
            RunOption.MAX_STEPS,
            RunOption.SEED,
            RunOption.CHECKPOINT_EVERY,
            RunOption.RECORD_EVERY);

    /** Means of runs of the same configuration differed by up to 1.45 on a machine with two processors, and both numbers are of one run. */
    private static final double REPEATED = 1.6;

    private static final List<Integer> BLOCKS = List.of(8, 16, 32, 64, 128);
    private static final List<Integer> ITERATIONS = List.of(3, 5, 7, 10);

    private CostForecast() {}

    /**
     * Milliseconds per step would take.
     *
     * @param low at least
     * @param high at most
     */
    public record Range(double low, double high) {
        private Range plus(Range other, int times) {
            return new Range(low + times * other.low, high + times * other.high);
        }
    }

    /** Whether the steps were measured on a machine whose products were timed: otherwise nothing can be foretold. */
    public static boolean isPossible(StepCost measured) {
        return !measured.products().isEmpty();
    }

    /**
     * Between what a step would take.
     *
     * @param measured of a run with {@code config}, with times of products
     * @param other a configuration that differs in block or iterations
     */
    public static Range millis(RunConfig config, StepCost measured, RunConfig other) {
        Range counted = counted(config, measured, other);
        return new Range(counted.low / REPEATED, counted.high * REPEATED);
    }

    /** The range by the products alone, without the difference between repetitions of one run. */
    static Range counted(RunConfig config, StepCost measured, RunConfig other) {
        WhiteningWork now = WhiteningWork.of(config);
        WhiteningWork then = WhiteningWork.of(other);
        ProductTimes times = measured.products();
        Range changes = new Range(0, 0)
                .plus(change(measured.of(StepPart.COVARIANCE), times, now.covariance(), then.covariance()), 1)
                .plus(
                        change(
                                measured.of(StepPart.COVARIANCE_BACK),
                                times,
                                now.covarianceBack(),
                                then.covarianceBack()),
                        1)
                .plus(change(measured.of(StepPart.NEWTON_SCHULZ), times, now.newtonSchulz(), then.newtonSchulz()), 1)
                .plus(
                        change(
                                measured.of(StepPart.NEWTON_SCHULZ_BACK),
                                times,
                                now.newtonSchulzBack(),
                                then.newtonSchulzBack()),
                        1)
                // The backward pass of W D, two products, is in autograd's part.
                .plus(change(measured.of(StepPart.WEIGHT), times, now.weight(), then.weight()), 3)
                .plus(watching(config, measured, other), 1);
        double total = measured.total();
        return new Range(Math.max(0, total + changes.low), total + changes.high);
    }

    /**
     * Probes and frames copy matrices whose side grows with the block: at one end of the range their time stays, at the other it grows with
     * the number of entries.
     */
    private static Range watching(RunConfig config, StepCost measured, RunConfig other) {
        double millis = measured.of(StepPart.PROBES) + measured.of(StepPart.RECORDING);
        double change = millis * (Math.pow((double) other.block() / config.block(), 2) - 1);
        return new Range(Math.min(0, change), Math.max(0, change));
    }

    /** Milliseconds by which a part that took so many changes. */
    private static Range change(double millis, ProductTimes times, Load now, Load then) {
        if (now.products() == 0 || millis == 0 || now.equals(then)) {
            return new Range(0, 0);
        }
        double[] ends = {
            grown(millis, now.millis(times::fastest), then.millis(times::fastest)),
            grown(millis, now.millis(times::median), then.millis(times::median)),
            started(millis, now.millis(times::fastest), then.millis(times::fastest), now, then),
            started(millis, now.millis(times::median), then.millis(times::median), now, then)
        };
        return new Range(
                Arrays.stream(ends).min().orElseThrow() - millis,
                Arrays.stream(ends).max().orElseThrow() - millis);
    }

    /** All of the part grows as its products do. */
    private static double grown(double millis, double productsNow, double productsThen) {
        return millis * productsThen / productsNow;
    }

    /** The time of the part beyond its products grows with their number; a part that was faster than its products has none. */
    private static double started(double millis, double productsNow, double productsThen, Load now, Load then) {
        double beyond = millis - productsNow;
        return beyond <= 0
                ? grown(millis, productsNow, productsThen)
                : productsThen + beyond * then.products() / now.products();
    }

    /** Sides of the matrices whose products a forecast for any of the {@link #alternatives} asks for. */
    public static SortedSet<Integer> sides(RunConfig config) {
        SortedSet<Integer> sides = new TreeSet<>();
        for (RunConfig each : alternatives(config)) {
            WhiteningWork work = WhiteningWork.of(each);
            for (Load load : List.of(work.covariance(), work.newtonSchulz(), work.weight())) {
                sides.addAll(load.squares().keySet());
            }
        }
        return sides;
    }

    /** The configurations to compare: the one itself, then other blocks, then other iterations; none without deconvolution. */
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
