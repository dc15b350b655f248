/**
 * Experiments: many runs from one file, and the one answer they give. A file becomes runs ({@code Experiment}), a scheduler has a worker
 * carry them out, and what they recorded becomes means, intervals and differences ({@code Answer}).
 */
@NullMarked
package io.github.deconvscope.run.experiment;

import org.jspecify.annotations.NullMarked;
