/** The training loop: sessions that take turns on the compute thread, step by step, and keep the record of what they do. */
@NullMarked
package io.github.deconvscope.engine.train;

import org.jspecify.annotations.NullMarked;
