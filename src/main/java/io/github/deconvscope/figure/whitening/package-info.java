/** The figures of the whitening page: pixels, filters, covariance, spectrum, and what Newton-Schulz does iteration by iteration. */
package io.github.deconvscope.figure.whitening;
