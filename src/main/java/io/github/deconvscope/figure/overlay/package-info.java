/** Figures that show several runs at once. May import {@code run} and the charts. */
package io.github.deconvscope.figure.overlay;
