/**
 * Roots and inverse roots of symmetric positive semidefinite matrices as tensors, by the coupled Newton-Schulz iteration and by low-rank
 * eigendecomposition. All tensors are touched on one compute thread. Knows {@code run.config}, {@code engine.precision} and DJL.
 */
@NullMarked
package io.github.deconvscope.engine.root;

import org.jspecify.annotations.NullMarked;
