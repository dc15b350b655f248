package io.github.deconvscope.ui.theme;

import javafx.scene.Node;
import javafx.scene.control.Labeled;

/** Shows and hides nodes together with the space that they take: JavaFX keeps the space of a node that is only invisible. */
public final class Presence {
    private Presence() {}

    /** Shows a node in its place, or hides it and gives its place to others. */
    public static void set(Node node, boolean there) {
        node.setVisible(there);
        node.setManaged(there);
    }

    /** Shows a text in its place; an empty one gives the place to others. */
    public static void text(Labeled label, String text) {
        label.setText(text);
        set(label, !text.isEmpty());
    }
}
