/**
 * Reads lessons from Markdown and checks them before anyone takes them. Knows {@code lesson.page}.
 */
package io.github.deconvscope.lesson.read;
