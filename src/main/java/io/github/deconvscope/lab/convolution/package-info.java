/**
 * The convolution page without a window: immutable state, the result that follows from it, presets, history, timeline, selection, and the
 * state as JSON. May import {@code math}; reaches a framework only through {@link io.github.deconvscope.lab.Framework}.
 */
package io.github.deconvscope.lab.convolution;
