/** The nets: VGG 11, 13, 16 and 19 with network deconvolution, batch normalization or neither. Knows {@code engine.layer} and {@code run}. */
@NullMarked
package io.github.deconvscope.engine.model;

import org.jspecify.annotations.NullMarked;
