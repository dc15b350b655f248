package io.github.deconvscope.ui.theme;

import io.github.deconvscope.run.config.FormWords;
import javafx.scene.control.Tooltip;

/**
 * A tooltip in the words of forms, of at most 360 pixels that breaks its lines. A style sheet cannot limit the width of a JavaFX
 * tooltip: its popup is as wide as the text.
 */
public final class Tip extends Tooltip {
    /** The most pixels that a line of text has. */
    public static final double WIDTH = 360;

    /** A tooltip without a text, for FXML. */
    public Tip() {
        this("");
    }

    public Tip(String text) {
        super(FormWords.of(text));
        setWrapText(true);
        setMaxWidth(WIDTH);
    }
}
