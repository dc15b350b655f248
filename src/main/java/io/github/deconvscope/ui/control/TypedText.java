package io.github.deconvscope.ui.control;

import java.util.function.Consumer;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/**
 * Decides when a typed text takes effect: with Enter, together with any other key, and when the focus leaves the field. Not before: whoever
 * types 12 does not want 1 on the way. A text that is set while nobody types in the field is taken at once.
 */
public final class TypedText {
    private final TextField field;
    private final Consumer<String> take;
    private String taken = "";
    private boolean showing;

    private TypedText(TextField field, Consumer<String> take) {
        this.field = field;
        this.take = take;
    }

    /** @param take is given each text that was typed to the end */
    public static TypedText of(TextField field, Consumer<String> take) {
        TypedText typed = new TypedText(field, take);
        field.textProperty().subscribe((old, text) -> {
            if (!typed.showing && !field.isFocused()) {
                typed.take();
            }
        });
        field.focusedProperty().subscribe(focused -> {
            if (!focused) {
                typed.takeIfChanged();
            }
        });
        field.addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.ENTER) {
                typed.takeIfChanged();
            }
        });
        return typed;
    }

    /** Shows a value that was not typed. */
    public void show(String text) {
        showing = true;
        taken = text;
        if (!field.getText().equals(text)) {
            field.setText(text);
        }
        showing = false;
    }

    /** Whether what stands in the field has not been taken yet. */
    public boolean isPending() {
        return !taken.equals(field.getText());
    }

    private void takeIfChanged() {
        if (isPending()) {
            take();
        }
    }

    private void take() {
        taken = field.getText();
        take.accept(taken);
    }
}
