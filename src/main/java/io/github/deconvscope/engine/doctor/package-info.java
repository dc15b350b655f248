/** What {@code doctor} can say about the engine: DJL, PyTorch, devices, data sets. May load the engine; knows no window. */
@NullMarked
package io.github.deconvscope.engine.doctor;

import org.jspecify.annotations.NullMarked;
