/** Copies what layers show into frames that may leave the engine. */
package io.github.deconvscope.engine.probe;
