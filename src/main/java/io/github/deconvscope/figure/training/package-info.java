/** Figures of a training run: its curves, and the whitening of its layers. The window shows them live, the command line exports them. */
package io.github.deconvscope.figure.training;
