/**
 * An experiment as immutable state and result, without training: convolution, whitening, precision, and a
 * trained net from within. Asks a small interface,
 * {@link io.github.deconvscope.lab.Framework}, for the framework's answer to compare with. Knows {@code math} and nothing else of the
 * program.
 */
package io.github.deconvscope.lab;
