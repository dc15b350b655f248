/**
 * From gradients to updates: clipping, learning-rate schedules, and optimizers that own their state, so that it is released with the run.
 * Knows DJL, {@code engine.precision} and {@code run}.
 */
@NullMarked
package io.github.deconvscope.engine.optimizer;

import org.jspecify.annotations.NullMarked;
