/**
 * Page {@code network}: what the net of a run makes of a picture. {@code NetworkModel} holds what was chosen and the one or two nets that are
 * looked at; {@code NetworkPage} binds it to {@code fxml/network.fxml}.
 */
package io.github.deconvscope.ui.page.network;
