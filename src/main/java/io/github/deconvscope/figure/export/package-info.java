/**
 * Writes figures to files: PNG, SVG, PDF, CSV, JSON, GIF and animated PNG. The same figure gives the same bytes on any day, in any locale;
 * a file appears whole or not at all.
 */
package io.github.deconvscope.figure.export;
