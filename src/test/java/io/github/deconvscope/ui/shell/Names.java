package io.github.deconvscope.ui.shell;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.Slider;
import javafx.scene.control.Spinner;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Toggle;

/** Finds controls that a screen reader could not name. */
final class Names {
    private Names() {}

    static List<String> missing(Node node) {
        List<String> found = new ArrayList<>();
        collect(node, found);
        return found;
    }

    private static void collect(Node node, List<String> found) {
        if (!node.isVisible() || node instanceof ScrollBar) {
            return;
        }
        boolean named =
                node.getAccessibleText() != null && !node.getAccessibleText().isBlank();
        boolean labelled = node instanceof Labeled labeled
                && labeled.getText() != null
                && !labeled.getText().isBlank();
        boolean asksForName = node instanceof Button
                || node instanceof Toggle
                || node instanceof TextInputControl
                || node instanceof ComboBox
                || node instanceof Slider
                || node instanceof Spinner
                || node instanceof TableView;
        boolean partOfControl = node.getStyleClass().contains("arrow-button")
                || node.getParent() instanceof ComboBox
                || node.getParent() instanceof Spinner;
        if (asksForName && !named && !labelled && !partOfControl) {
            found.add(node.getClass().getSimpleName() + " " + node.getId() + " " + node.getStyleClass());
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, found));
        }
    }
}
