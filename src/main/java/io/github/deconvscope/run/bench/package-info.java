/** What {@code bench} measures: options, timings and their report, and the interface that the engine fulfils. Knows no engine. */
@NullMarked
package io.github.deconvscope.run.bench;

import org.jspecify.annotations.NullMarked;
