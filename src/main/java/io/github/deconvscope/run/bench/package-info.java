/** What {@code bench} measures: options, timings and their report, and the interface that the engine fulfils. Knows no engine. */
package io.github.deconvscope.run.bench;
