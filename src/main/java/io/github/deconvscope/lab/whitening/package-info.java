/**
 * Whitening as an experiment: an immutable state, the numbers that follow from it, and the reference's quirks as switches. No
 * training, no window, no files. May import {@code math}.
 */
package io.github.deconvscope.lab.whitening;
