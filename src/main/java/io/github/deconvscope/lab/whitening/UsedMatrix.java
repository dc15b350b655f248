package io.github.deconvscope.lab.whitening;

/**
 * The whitening matrix that a layer of a run used in a step, as its probe copied it.
 *
 * @param matrix D, {@code n x n}, row-major
 * @param origin where it came from, in a word: live (computed from that batch), running or frozen (of earlier batches)
 */
public record UsedMatrix(double[] matrix, String origin) {}
