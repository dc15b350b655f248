/**
 * The one list of figures. The export button, the command line, lessons, the gallery and the tests take figures from
 * {@link io.github.deconvscope.figure.catalog.FigureCatalog} and nowhere else.
 */
package io.github.deconvscope.figure.catalog;
