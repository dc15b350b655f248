/**
 * Live drawing: {@link io.github.deconvscope.ui.live.Pulse} turns once a frame and drains everything,
 * {@link io.github.deconvscope.ui.live.FigureView} shows a figure that is painted off the FX thread.
 */
package io.github.deconvscope.ui.live;
