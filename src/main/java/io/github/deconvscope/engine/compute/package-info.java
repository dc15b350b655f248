/** The one thread that computes, and what is known of the machine it computes on. */
package io.github.deconvscope.engine.compute;
