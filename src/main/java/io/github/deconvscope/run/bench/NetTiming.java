package io.github.deconvscope.run.bench;

import io.github.deconvscope.run.config.Normalization;

/**
 * A training step of one net.
 *
 * @param normalization what its layers do to their input
 * @param parameters how many numbers are learned
 * @param forward images to loss
 * @param backward loss to gradients
 * @param optimizer gradients to new parameters
 * @param step all three
 * @param batch images per step
 */
public record NetTiming(
        Normalization normalization,
        long parameters,
        Timing forward,
        Timing backward,
        Timing optimizer,
        Timing step,
        int batch) {
    /** Images a second, by the median step. */
    public double imagesPerSecond() {
        return batch / step.median() * 1000;
    }
}
