/**
 * Scalars of runs as named curves over step, epoch and time: read from run folders, CSV and TensorBoard event files, and written to the
 * last two. May import {@code run}.
 */
@NullMarked
package io.github.deconvscope.run.scalar;

import org.jspecify.annotations.NullMarked;
