package io.github.deconvscope.ui.theme;

import io.github.deconvscope.run.config.FormWords;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;

/**
 * Tooltips in the words of forms, of at most 360 pixels that break their lines. (A style sheet cannot limit the width of a JavaFX
 * tooltip: its popup is as wide as the text.) In FXML {@code <Tip.text>}.
 *
 * <p>A node keeps its text, which screen readers are given as its help; the tooltip itself, a window with a scene of its own, is made when the mouse first comes to the node:
 * for the hundreds of texts of a window that nobody points at, making them took a tenth of the Java code of a start.
 */
public final class Tip {
    /** The most pixels that a line of text has. */
    public static final double WIDTH = 360;

    private static final String TEXT = "deconvscope.tip.text";
    private static final String MADE = "deconvscope.tip.made";

    private Tip() {}

    /** Sets the text of a node's tooltip, for forms with labels instead of flags; null or empty for no tooltip. */
    public static void setText(Node node, @Nullable String text) {
        String words = text == null ? "" : FormWords.of(text);
        Object before = node.getProperties().put(TEXT, words);
        if (before == null) {
            node.addEventHandler(MouseEvent.MOUSE_ENTERED, entered -> of(node));
        }
        if (node.getAccessibleHelp() == null || node.getAccessibleHelp().equals(before)) {
            node.setAccessibleHelp(words);
        }
        if (node.getProperties().containsKey(MADE)) {
            of(node);
        }
    }

    /**
     * Says what a node is.
     *
     * @param id for lessons and tests
     * @param name for screen readers
     * @param text of its tooltip
     */
    public static void name(Node node, String id, String name, String text) {
        node.setId(id);
        node.setAccessibleText(name);
        setText(node, text);
    }

    /** The text of a node's tooltip, in the words of forms; empty if it has none. */
    public static String getText(Node node) {
        return (String) node.getProperties().getOrDefault(TEXT, "");
    }

    /** The tooltip of a node, made and installed if it has a text. */
    public static Optional<Tooltip> of(Node node) {
        String words = getText(node);
        Tooltip made = (Tooltip) node.getProperties().get(MADE);
        if (words.isEmpty()) {
            if (made != null) {
                Tooltip.uninstall(node, made);
                node.getProperties().remove(MADE);
            }
            return Optional.empty();
        }
        if (made == null) {
            made = create();
            node.getProperties().put(MADE, made);
            Tooltip.install(node, made);
        }
        made.setText(words);
        return Optional.of(made);
    }

    /** A tooltip without a text, for what shows it by itself. */
    public static Tooltip create() {
        Tooltip tooltip = new Tooltip();
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(WIDTH);
        return tooltip;
    }
}
