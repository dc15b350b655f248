/**
 * What can be watched of a run: its state, steps, epochs, curves, and the matrices that probes copied out of its layers. Knows
 * {@code run.config}.
 */
@NullMarked
package io.github.deconvscope.run.feed;

import org.jspecify.annotations.NullMarked;
