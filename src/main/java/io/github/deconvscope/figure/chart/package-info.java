/** Heat maps, line charts and bar charts: the kinds of figure that the pages are made of. */
package io.github.deconvscope.figure.chart;
