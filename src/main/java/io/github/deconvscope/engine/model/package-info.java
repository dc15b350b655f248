/** The nets: VGG 11, 13, 16 and 19, ResNet-18 and plans of a person, with network deconvolution, other normalizations or neither. Knows {@code engine.layer} and {@code run}. */
@NullMarked
package io.github.deconvscope.engine.model;

import org.jspecify.annotations.NullMarked;
