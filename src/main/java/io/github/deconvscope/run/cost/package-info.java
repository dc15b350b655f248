/**
 * What a step of a run would cost with another block or other iterations, by counting matrix products. Knows {@code run.config} and the
 * measured costs of {@code run.feed}.
 */
@NullMarked
package io.github.deconvscope.run.cost;

import org.jspecify.annotations.NullMarked;
