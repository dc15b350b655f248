/**
 * Whitening as an experiment: an immutable state, the results computed from it, and the deviations of the reference implementation as
 * switches. No training, no window, no files. May import {@code math}.
 */
package io.github.deconvscope.lab.whitening;
