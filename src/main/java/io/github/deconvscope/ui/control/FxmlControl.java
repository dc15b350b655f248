package io.github.deconvscope.ui.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import javafx.fxml.FXMLLoader;
import javafx.scene.Node;

/** Loads controls that have an FXML file of their own. */
public final class FxmlControl {
    private FxmlControl() {}

    /**
     * Fills a control with what its file describes; it is root and controller of it.
     *
     * @param file name of a file in {@code fxml}
     */
    public static void load(Node control, String file) {
        FXMLLoader loader = new FXMLLoader(FxmlControl.class.getResource("/fxml/" + file));
        loader.setRoot(control);
        loader.setController(control);
        try {
            loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be loaded", e);
        }
    }
}
