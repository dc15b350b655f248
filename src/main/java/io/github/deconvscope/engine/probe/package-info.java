/** Copies what layers show into frames that may leave the engine. */
@NullMarked
package io.github.deconvscope.engine.probe;

import org.jspecify.annotations.NullMarked;
