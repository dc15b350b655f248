/** Colours, fonts and sizes of the window: AtlantaFX Primer, light or dark, and the tokens of {@code assets/css/tokens.css}. */
package io.github.deconvscope.ui.theme;
