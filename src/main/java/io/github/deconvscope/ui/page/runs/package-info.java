/** Page runs: the library of recorded and live runs; find, compare, label, export. */
package io.github.deconvscope.ui.page.runs;
