/** The convolution page: one operation in linked panes, and the same on a photograph. Model without scene classes; nodes in {@code fxml/convolution.fxml}. */
package io.github.deconvscope.ui.page.convolution;
