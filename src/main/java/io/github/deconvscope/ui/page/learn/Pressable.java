package io.github.deconvscope.ui.page.learn;

import io.github.deconvscope.ui.theme.Tip;
import javafx.geometry.Pos;
import javafx.scene.AccessibleAction;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;

/** A button whose content is as high as its width asks for, which the toolkit's buttons cannot be. For mouse, keys and screen readers. */
final class Pressable extends HBox {
    private final Runnable action;

    Pressable(Runnable action, Node... content) {
        super(content);
        this.action = action;
        setAccessibleRole(AccessibleRole.BUTTON);
        setFocusTraversable(true);
        setAlignment(Pos.CENTER_LEFT);
        setOnMouseClicked(e -> {
            if (e.getButton() == MouseButton.PRIMARY) {
                requestFocus();
                action.run();
            }
        });
        addEventHandler(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.ENTER || e.getCode() == KeyCode.SPACE) {
                e.consume();
                action.run();
            }
        });
    }

    /** Does what a click does. */
    void fire() {
        action.run();
    }

    void setTooltip(String words) {
        Tip.setText(this, words);
    }

    @Override
    public void executeAccessibleAction(AccessibleAction wanted, Object... parameters) {
        if (wanted == AccessibleAction.FIRE) {
            action.run();
        } else {
            super.executeAccessibleAction(wanted, parameters);
        }
    }
}
