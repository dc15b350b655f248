/** Figures of a training run, live, finished or foreign: they know the run's feed and nothing of the engine. */
package io.github.deconvscope.figure.run;
