/** The one thread that computes, and what is known of the machine it computes on. */
@NullMarked
package io.github.deconvscope.engine.compute;

import org.jspecify.annotations.NullMarked;
