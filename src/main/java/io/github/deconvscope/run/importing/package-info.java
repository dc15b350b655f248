/**
 * Reads the curves that other programs wrote: CSV, TSV and TensorBoard logs, with the names, axes and habits of the tools they come from.
 * What is left out is reported with the reason. May import {@code run} and {@code run.scalar}.
 */
package io.github.deconvscope.run.importing;
