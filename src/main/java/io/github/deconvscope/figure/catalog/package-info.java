/**
 * Descriptions of figures for lists and commands: names, needed input, parameters. Implemented by the packages of figures.
 */
package io.github.deconvscope.figure.catalog;
