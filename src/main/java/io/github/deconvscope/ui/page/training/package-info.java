/**
 * Page {@code training}: set a run up, train it, watch its curves and the whitening of one layer. {@code TrainingModel} holds what the
 * page knows and can do; {@code TrainingPage} binds it to {@code fxml/training.fxml}.
 */
package io.github.deconvscope.ui.page.training;
