/**
 * Plays lessons beside the pages: the dock with the text of a step, the ring around what it points at, the watch over a folder of one's own.
 */
package io.github.deconvscope.ui.lesson;
