/** The page of the tutorial: lessons as a path, with what was done and where to go on. */
package io.github.deconvscope.ui.page.learn;
