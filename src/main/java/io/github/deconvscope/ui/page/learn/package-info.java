/** The page of the tutorial: a map of the lessons, with what was done and where to go on. */
package io.github.deconvscope.ui.page.learn;
