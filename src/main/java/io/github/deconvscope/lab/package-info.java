/**
 * An experiment as immutable state and result, without training: convolution, whitening, precision, and a
 * trained net from within. A small interface, {@link io.github.deconvscope.lab.Framework}, gives the framework's result to compare with.
 * May import {@code math} and {@code base} only.
 */
package io.github.deconvscope.lab;
