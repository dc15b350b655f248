package io.github.deconvscope.run.feed;

import java.util.Optional;

/**
 * One line of {@code steps.jsonl}.
 *
 * @param step 1 for the first update
 * @param epoch 1 for the first pass through the data
 * @param loss mean cross entropy of the batch; may be NaN or infinite
 * @param accuracy share of the batch classified right, 0 to 1
 * @param learningRate used in this step
 * @param stepMillis wall time in milliseconds
 * @param lossScale factor on the loss; 1 in fp32
 * @param skipped whether the update was left out because a gradient was not finite
 * @param lost what rounding to fp16 does to the gradients, layer by layer; empty in fp32, which rounds nothing
 */
public record StepRecord(
        long step,
        int epoch,
        double loss,
        double accuracy,
        double learningRate,
        double stepMillis,
        double lossScale,
        boolean skipped,
        Optional<LostGradients> lost) {
    /** A step in fp32. */
    public StepRecord(
            long step,
            int epoch,
            double loss,
            double accuracy,
            double learningRate,
            double stepMillis,
            double lossScale,
            boolean skipped) {
        this(step, epoch, loss, accuracy, learningRate, stepMillis, lossScale, skipped, Optional.empty());
    }
}
