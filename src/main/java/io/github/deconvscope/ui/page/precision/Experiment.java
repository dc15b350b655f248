package io.github.deconvscope.ui.page.precision;

import io.github.deconvscope.run.config.DatasetName;
import io.github.deconvscope.run.config.LossScaling;
import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.config.Precision;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A comparison worth making.
 *
 * @param id lower case, hyphens
 * @param label on the screen
 * @param question what it answers
 * @param a configuration of A
 * @param b configuration of B, which differs from A only in {@link #DIFFERING}
 */
public record Experiment(String id, String label, String question, RunConfig a, RunConfig b) {
    /** The options in which A and B may differ; all others are the same for both. */
    public static final Set<RunOption> DIFFERING = EnumSet.of(
            RunOption.PRECISION,
            RunOption.LOSS_SCALING,
            RunOption.INITIAL_LOSS_SCALE,
            RunOption.FP16_COVARIANCE,
            RunOption.FP16_NEWTON_SCHULZ,
            RunOption.FP16_RUNNING,
            RunOption.FP16_WEIGHTS,
            RunOption.NORMALIZATION,
            RunOption.FIDELITY,
            RunOption.BLOCK,
            RunOption.ITERATIONS,
            RunOption.LEARNING_RATE);

    private static final RunConfig FP32 = RunConfig.defaults()
            .with(RunOption.DATASET, DatasetName.FASHION_MINI)
            .with(RunOption.WIDTH, 0.125)
            .with(RunOption.BLOCK, 16L)
            .with(RunOption.BATCH, 64L)
            .with(RunOption.EPOCHS, 1L);
    private static final RunConfig FP16 = FP32.with(RunOption.PRECISION, Precision.FP16);

    /** The first one: does fp16 train as well as fp32? */
    public static final Experiment CLAIM =
            new Experiment("fp16", "fp32 against fp16", "Does mixed precision train as well as fp32?", FP32, FP16);

    /** All of them, the claim first, then what each precaution is for. */
    public static final List<Experiment> ALL = List.of(
            CLAIM,
            new Experiment(
                    "loss-scale",
                    "fp16 with and without loss scale",
                    "How many gradients are lost when the loss is not scaled? In a short run of a small net hardly any; the sentence counts them.",
                    FP16,
                    FP16.with(RunOption.LOSS_SCALING, LossScaling.NONE)),
            new Experiment(
                    "fixed-scale",
                    "Fixed against dynamic loss scale",
                    "What if nobody lowers a loss scale that is too large? Every step that overflows is skipped; see the sentence.",
                    FP16,
                    FP16.with(RunOption.LOSS_SCALING, LossScaling.FIXED)),
            new Experiment(
                    "covariance",
                    "Covariance in fp16",
                    "Why is the covariance kept in fp32? Look at the residual of the first layer; the losses of a short run hardly differ.",
                    FP16,
                    FP16.with(RunOption.FP16_COVARIANCE, true)),
            new Experiment(
                    "newton-schulz",
                    "Newton-Schulz in fp16",
                    "Why does the iteration run in fp32? Gradients through it overflow: see the skipped steps.",
                    FP16,
                    FP16.with(RunOption.FP16_NEWTON_SCHULZ, true)),
            new Experiment(
                    "running",
                    "Running values in fp16",
                    "What is lost when the running mean and whitening matrix are kept in 16 bits?",
                    FP16,
                    FP16.with(RunOption.FP16_RUNNING, true)),
            new Experiment(
                    "weights",
                    "No fp32 master weights",
                    "What is lost when small updates meet 16-bit weights? In a short run, with large updates, hardly anything.",
                    FP16,
                    FP16.with(RunOption.FP16_WEIGHTS, true)),
            new Experiment(
                    "normalization",
                    "Deconvolution against batch norm",
                    "Rates of 0.1 and 0.01, neither tuned: how much hangs on the rate is told in lesson 11.",
                    FP32,
                    FP32.with(RunOption.NORMALIZATION, Normalization.BATCHNORM).with(RunOption.LEARNING_RATE, 0.01)));
}
