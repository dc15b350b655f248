/**
 * The layer engine on DJL: everything that touches tensors. One {@link io.github.deconvscope.engine.compute.ComputeThread} does all of
 * it, and no {@code NDArray} leaves this package. May import {@code math}, {@code lab}, {@code run} and DJL.
 */
@NullMarked
package io.github.deconvscope.engine;

import org.jspecify.annotations.NullMarked;
