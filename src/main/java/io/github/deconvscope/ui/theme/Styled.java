package io.github.deconvscope.ui.theme;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/** Nodes with the style classes of the style sheets. */
public final class Styled {
    private Styled() {}

    /** The node, with more style classes. */
    public static <N extends Node> N of(N node, String... styleClasses) {
        node.getStyleClass().addAll(styleClasses);
        return node;
    }

    /** A label of one line. */
    public static Label label(String text, String... styleClasses) {
        return of(new Label(text), styleClasses);
    }

    /** A label that goes on in further lines where its width is not enough. */
    public static Label wrapped(String text, String... styleClasses) {
        Label label = label(text, styleClasses);
        label.setWrapText(true);
        return label;
    }

    /** A label that goes on in further lines, all of which are shown, however little room there is. */
    public static Label whole(String text, String... styleClasses) {
        Label label = wrapped(text, styleClasses);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
