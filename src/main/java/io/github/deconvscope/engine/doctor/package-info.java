/** What {@code doctor} can say about the engine: DJL, PyTorch, devices, data sets. May load the engine; knows no window. */
package io.github.deconvscope.engine.doctor;
