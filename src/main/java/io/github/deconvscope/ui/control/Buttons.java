package io.github.deconvscope.ui.control;

import io.github.deconvscope.ui.theme.Styled;
import io.github.deconvscope.ui.theme.Tip;
import javafx.scene.control.Button;
import javafx.scene.control.MenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import org.kordamp.ikonli.javafx.FontIcon;

/** Buttons and items of menus with the ids that lessons and tests know them by, and what a button that copies does. */
public final class Buttons {
    private Buttons() {}

    /** A button with words on it. */
    public static Button of(String id, String text, Runnable action) {
        Button button = new Button(text);
        button.setId(id);
        button.setOnAction(e -> action.run());
        return button;
    }

    /**
     * A button that shows an icon instead of words.
     *
     * @param name for who does not see the icon
     * @param help its tooltip
     */
    public static Button icon(String id, String icon, String name, String help) {
        Button button = Styled.of(new Button(null, new FontIcon(icon)), "flat", "button-icon");
        Tip.name(button, id, name, help);
        return button;
    }

    /** An item of a menu. */
    public static MenuItem item(String id, String text, Runnable action) {
        MenuItem item = new MenuItem(text);
        item.setId(id);
        item.setOnAction(e -> action.run());
        return item;
    }

    /** Puts a text on the clipboard. */
    public static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
