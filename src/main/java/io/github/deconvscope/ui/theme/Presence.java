package io.github.deconvscope.ui.theme;

import javafx.scene.Node;

/** Shows and hides nodes together with the space that they take: JavaFX keeps the space of a node that is only invisible. */
public final class Presence {
    private Presence() {}

    /** Shows a node in its place, or hides it and gives its place to others. */
    public static void set(Node node, boolean there) {
        node.setVisible(there);
        node.setManaged(there);
    }
}
