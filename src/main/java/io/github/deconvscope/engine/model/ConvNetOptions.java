package io.github.deconvscope.engine.model;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.engine.layer.Initialization;
import io.github.deconvscope.engine.layer.WhiteningOptions;
import io.github.deconvscope.engine.precision.PrecisionPolicy;
import io.github.deconvscope.engine.root.Iteration;
import io.github.deconvscope.run.config.Head;
import io.github.deconvscope.run.config.KernelStart;
import io.github.deconvscope.run.config.NetPlan;
import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.config.Precision;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.config.WhiteningNorm;

/**
 * What {@link ConvNet} to build.
 *
 * @param plan its convolutions and poolings, and the shape of the pictures
 * @param classes outputs, 2 or more
 * @param normalization what the layers do to their input
 * @param head what stands before the scores; without deconvolution always a plain dense layer
 * @param start what weights and biases are at first
 * @param whitening how every layer whitens, IterNorm too; its freeze steps are the first layer's, and its block is not the head's
 * @param firstIterations Newton-Schulz iterations of the first layer
 */
public record ConvNetOptions(
        NetPlan plan,
        int classes,
        Normalization normalization,
        Head head,
        Initialization start,
        WhiteningOptions whitening,
        int firstIterations) {

    public ConvNetOptions {
        if (classes < 2) {
            throw new InvalidInputException("The net has " + classes + " classes; it needs at least 2.");
        }
    }

    /** The net of a run's configuration. */
    public static ConvNetOptions of(RunConfig config, int classes) {
        WhiteningOptions whitening = new WhiteningOptions(
                config.block(),
                new Iteration(
                        config.polynomial(),
                        config.iterations(),
                        (WhiteningNorm) config.get(RunOption.NORM),
                        config.real(RunOption.STOP_RESIDUAL)),
                new WhiteningOptions.Statistics(
                        config.real(RunOption.EPS),
                        config.real(RunOption.UPDATE_RATE),
                        config.whole(RunOption.SAMPLING_STRIDE)),
                new WhiteningOptions.Schedule(
                        config.whole(RunOption.FREEZE_STEPS),
                        config.whole(RunOption.REFRESH),
                        config.whole(RunOption.REFRESH_WARMUP)),
                config.fidelity(),
                config.flag(RunOption.WARM_START));
        return new ConvNetOptions(
                NetPlan.of(config),
                classes,
                config.normalization(),
                config.head(),
                new Initialization((KernelStart) config.get(RunOption.KERNEL_START), config.flag(RunOption.HE_BIAS)),
                whitening,
                config.whole(RunOption.FIRST_ITERATIONS));
    }

    /**
     * The number formats of a run.
     *
     * @param config its precision and fp16 options
     * @param nativeHalf whether the device computes fp16 natively (a GPU)
     */
    public static PrecisionPolicy policy(RunConfig config, boolean nativeHalf) {
        if (config.precision() == Precision.FP32) {
            return PrecisionPolicy.SINGLE;
        }
        return new PrecisionPolicy(
                true,
                !nativeHalf,
                config.flag(RunOption.FP16_COVARIANCE),
                config.flag(RunOption.FP16_NEWTON_SCHULZ),
                config.flag(RunOption.FP16_RUNNING),
                config.flag(RunOption.FP16_WEIGHTS));
    }
}
