/**
 * What a run is told to do: its options, their types, ranges and defaults, and the rules that options hold against each other. Knows
 * {@code base}.
 */
@NullMarked
package io.github.deconvscope.run.config;

import org.jspecify.annotations.NullMarked;
