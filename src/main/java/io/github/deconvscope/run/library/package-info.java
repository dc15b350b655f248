/**
 * The library of runs: what lies under a folder, whole or not, live or not; names and tags, trash, and curves brought in from other
 * programs. May import {@code run}, {@code run.importing} and {@code run.scalar}.
 */
@NullMarked
package io.github.deconvscope.run.library;

import org.jspecify.annotations.NullMarked;
