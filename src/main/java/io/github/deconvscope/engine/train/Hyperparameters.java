package io.github.deconvscope.engine.train;

/**
 * What may change from step to step.
 *
 * @param learningRate of this step
 * @param weightDecay of this step
 */
record Hyperparameters(double learningRate, double weightDecay) {}
