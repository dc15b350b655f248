package io.github.deconvscope.ui.theme;

import javafx.scene.Node;

/** Whether a node is there at all: JavaFX keeps the room of a node that is only invisible. */
public final class Presence {
    private Presence() {}

    /** Shows a node in its place, or hides it and gives its place to others. */
    public static void set(Node node, boolean there) {
        node.setVisible(there);
        node.setManaged(there);
    }
}
