/**
 * Plays a lesson step by step, keeps how far a person came, and prints lessons as handouts. Knows {@code lesson.page}.
 */
package io.github.deconvscope.lesson.play;
