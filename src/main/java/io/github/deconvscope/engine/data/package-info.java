/**
 * Data sets and batches, in pure Java: readers for the CIFAR-10 binary layout and for IDX, the embedded and the generated sets, downloads,
 * and {@link io.github.deconvscope.engine.data.BatchSource}, which prepares normalised and augmented batches ahead of the compute thread.
 * Knows no DJL: a batch is a {@code float[]}, and the training loop makes the tensor. May import {@code math} and {@code run}.
 */
@NullMarked
package io.github.deconvscope.engine.data;

import org.jspecify.annotations.NullMarked;
