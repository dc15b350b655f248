/**
 * Page whitening: what network deconvolution does to data, on a photograph, a data set, a random field or a layer of a run. {@code
 * WhiteningModel} computes off the FX thread, the latest setting wins; {@code WhiteningPage} binds it to the controls and figures.
 */
package io.github.deconvscope.ui.page.whitening;
