/** Text with figures and formulas on pages of paper: the handouts of lessons. */
package io.github.deconvscope.figure.document;
