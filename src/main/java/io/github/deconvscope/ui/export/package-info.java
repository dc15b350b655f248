/** Saving and copying figures from the window: the same painter and the same writers as the command line. */
package io.github.deconvscope.ui.export;
