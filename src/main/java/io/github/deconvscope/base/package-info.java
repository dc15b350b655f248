/**
 * The ground floor: refusals of bad input, plain words for numbers and names, choices by name, text and JSON files that are written whole.
 * Everybody may use it; it knows nobody.
 */
@NullMarked
package io.github.deconvscope.base;

import org.jspecify.annotations.NullMarked;
