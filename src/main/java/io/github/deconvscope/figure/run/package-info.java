/** Figures of a training run, live, recorded or imported, drawn from its feed; independent of the engine. */
package io.github.deconvscope.figure.run;
