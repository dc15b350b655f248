/**
 * The one list of figures. The export button, the command line, lessons, the gallery and the tests take figures from
 * {@link io.github.deconvscope.figure.gallery.FigureCatalog} and nowhere else. Knows every package of figures.
 */
package io.github.deconvscope.figure.gallery;
