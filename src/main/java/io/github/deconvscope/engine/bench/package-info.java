/**
 * What a training step costs: whole nets, single layers, the parts of a deconvolution layer, and what the machine could do at best.
 * Knows layers, models, optimizers and data; runs on the compute thread.
 */
@NullMarked
package io.github.deconvscope.engine.bench;

import org.jspecify.annotations.NullMarked;
