/** Figures of number formats that need no run. */
package io.github.deconvscope.figure.precision;
