/**
 * What lessons know of the pages of the window: which there are, how one is set, and what can be computed from its state. Knows
 * {@code lesson.model}.
 */
package io.github.deconvscope.lesson.page;
