/**
 * Page {@code experiments}: many runs, one answer. {@code ExperimentsModel} holds the experiment that is edited, has its runs carried out and
 * reads what they say; {@code ExperimentsPage} binds it to {@code fxml/experiments.fxml}.
 */
package io.github.deconvscope.ui.page.experiments;
