/** Controls that several pages use: validated number fields, the form made from the list of run options, designed messages. */
package io.github.deconvscope.ui.control;
