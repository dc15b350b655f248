package io.github.deconvscope.ui.control;

import io.github.deconvscope.ui.theme.Tip;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;

/** A word that marks a state, such as "emulated fp16". Colour comes with the word, never alone. Style class {@code badge}. */
public final class Badge extends Label {
    /** What the word means for the person. */
    public enum Tone {
        NEUTRAL,
        GOOD,
        CAUTION,
        BAD
    }

    public Badge() {
        getStyleClass().add("badge");
    }

    public Badge(String word, Tone tone) {
        this();
        set(word, tone, "");
    }

    /** Changes word and tone; the explanation is the tooltip, none if empty. */
    public void set(String word, Tone tone, String explanation) {
        setText(word);
        for (Tone each : Tone.values()) {
            pseudoClassStateChanged(
                    PseudoClass.getPseudoClass(each.name().toLowerCase(java.util.Locale.ROOT)), each == tone);
        }
        Tip.setText(this, explanation.isEmpty() ? null : explanation);
        setAccessibleText(explanation.isEmpty() ? word : word + ": " + explanation);
    }
}
