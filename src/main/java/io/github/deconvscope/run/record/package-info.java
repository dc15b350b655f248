/**
 * A run on disk: the folder, what is written while it goes on, and how it is read back as something that can be watched. Knows
 * {@code run.feed}.
 */
@NullMarked
package io.github.deconvscope.run.record;

import org.jspecify.annotations.NullMarked;
