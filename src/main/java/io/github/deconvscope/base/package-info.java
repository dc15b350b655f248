/**
 * Shared basics: the exception for bad input, numbers and names as text, options with named values, and text and JSON files that are
 * written atomically. Every package may use this one; it uses none.
 */
@NullMarked
package io.github.deconvscope.base;

import org.jspecify.annotations.NullMarked;
