package io.github.deconvscope.run.config;

import io.github.deconvscope.base.InvalidInputException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An option that was set and does nothing beside another one.
 *
 * @param option what does nothing
 * @param beside why: the option and its value, as on the command line
 */
public record IdleOption(RunOption option, String beside) {
    private static final Set<RunOption> OF_HALF = EnumSet.of(
            RunOption.LOSS_SCALING,
            RunOption.INITIAL_LOSS_SCALE,
            RunOption.FP16_COVARIANCE,
            RunOption.FP16_NEWTON_SCHULZ,
            RunOption.FP16_RUNNING,
            RunOption.FP16_WEIGHTS);

    private static final Set<RunOption> OF_WHITENING_IN_HALF =
            EnumSet.of(RunOption.FP16_COVARIANCE, RunOption.FP16_NEWTON_SCHULZ, RunOption.FP16_RUNNING);

    /** Options of whitening that every net uses: they decide how probes estimate the covariance of a layer's input. */
    private static final Set<RunOption> OF_COVARIANCE =
            EnumSet.of(RunOption.BLOCK, RunOption.EPS, RunOption.SAMPLING_STRIDE, RunOption.FIDELITY);

    /** What IterNorm takes of the settings of whitening beside those: T, and the pace of its running values. */
    private static final Set<RunOption> OF_ITERNORM = EnumSet.of(RunOption.ITERATIONS, RunOption.UPDATE_RATE);

    /** The options of a configuration, away from their defaults, that do nothing in it. */
    public static List<IdleOption> of(RunConfig config) {
        return config.differences(RunConfig.defaults()).stream()
                .flatMap(option -> in(config, option).stream())
                .toList();
    }

    /** Whether an option does nothing in a configuration, whatever it is set to; empty if it has an effect. */
    public static Optional<IdleOption> in(RunConfig config, RunOption option) {
        return Optional.ofNullable(reason(config, option))
                .map(reason -> new IdleOption(option, reason.flag() + " " + config.text(reason)));
    }

    /** Whether an option changes what probes show and record of a net and nothing that the net learns, whatever it is set to. */
    public static boolean isForProbesOnly(RunConfig config, RunOption option) {
        boolean whitens =
                config.normalization() == Normalization.DECONV || config.normalization() == Normalization.ITERNORM;
        return !whitens && OF_COVARIANCE.contains(option);
    }

    private static @Nullable RunOption reason(RunConfig config, RunOption option) {
        boolean deconvolution = config.normalization() == Normalization.DECONV;
        boolean ofIterNorm = config.normalization() == Normalization.ITERNORM && OF_ITERNORM.contains(option);
        boolean half = config.precision() != Precision.FP32;
        if (option == RunOption.PLAN && config.model() != ModelName.PLAN) {
            return RunOption.MODEL;
        }
        if (!half && OF_HALF.contains(option)) {
            return RunOption.PRECISION;
        }
        if (!deconvolution
                && !ofIterNorm
                && (option.group() == RunOption.Group.WHITENING && !OF_COVARIANCE.contains(option)
                        || option == RunOption.HEAD
                        || OF_WHITENING_IN_HALF.contains(option))) {
            return RunOption.NORMALIZATION;
        }
        if (option == RunOption.INITIAL_LOSS_SCALE && config.lossScaling() == LossScaling.NONE) {
            return RunOption.LOSS_SCALING;
        }
        if (option == RunOption.NESTEROV && config.optimizer() == OptimizerName.ADAM) {
            return RunOption.OPTIMIZER;
        }
        if (option == RunOption.MILESTONES && config.schedule() != ScheduleName.MULTISTEP) {
            return RunOption.SCHEDULE;
        }
        if (isOfOtherData(config.dataset(), option)) {
            return RunOption.DATASET;
        }
        if (option == RunOption.REFRESH_WARMUP && config.whole(RunOption.REFRESH) == 1) {
            return RunOption.REFRESH;
        }
        return null;
    }

    private static boolean isOfOtherData(DatasetName set, RunOption option) {
        return switch (option) {
            case CIFAR100_LABELS -> set != DatasetName.CIFAR100;
            case SKIP_BROKEN -> set != DatasetName.FOLDER;
            case SPLIT_SEED -> set != DatasetName.FOLDER && set != DatasetName.NPZ;
            default -> false;
        };
    }

    /**
     * Refuses a folder for a data set that is not read from one: the run would learn from other images than those that were named.
     *
     * @throws InvalidInputException that names folder and data set
     */
    public static void refuseIdleData(RunConfig config) {
        DatasetName set = config.dataset();
        if (config.data().isPresent() && !set.fromFolder()) {
            throw new InvalidInputException("--data is " + config.text(RunOption.DATA) + ", but the data set "
                    + set.id() + " is not read from a folder; leave --data out, or name the set in it with "
                    + RunOption.DATASET.flag() + " and one of "
                    + Arrays.stream(DatasetName.values())
                            .filter(DatasetName::fromFolder)
                            .map(DatasetName::id)
                            .collect(Collectors.joining(", "))
                    + ".");
        }
    }

    /** Such as {@code --block does nothing beside --normalization batchnorm}. */
    public String inWords() {
        return option.flag() + " does nothing beside " + beside;
    }
}
