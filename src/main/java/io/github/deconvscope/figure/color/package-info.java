/** Colour maps as data: 256-entry tables, perceptually uniform, checked for colour-blind readers. */
package io.github.deconvscope.figure.color;
