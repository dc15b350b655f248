package io.github.deconvscope.ui.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.text.Font;

/**
 * Light or dark, for all windows. There is one, since JavaFX has one user agent style sheet a process. For the FX thread only.
 */
public final class Theme {
    /** What a person chose. */
    public enum Choice {
        SYSTEM("Like the system"),
        LIGHT("Light"),
        DARK("Dark");

        private final String label;

        Choice(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        /** A choice by its lower-case name; {@link #SYSTEM} if there is none. */
        public static Choice of(String name) {
            for (Choice choice : values()) {
                if (choice.name().equalsIgnoreCase(name)) {
                    return choice;
                }
            }
            return SYSTEM;
        }

        /** The lower-case name. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Theme THE_ONE = new Theme();
    private static final String[] FONTS = {
        "NotoSans-Regular",
        "NotoSans-Bold",
        "NotoSans-Italic",
        "NotoSansMath-Regular",
        "JetBrainsMono-Regular",
        "JetBrainsMono-Bold"
    };

    private final ObjectProperty<Choice> choice = new SimpleObjectProperty<>(this, "choice", Choice.SYSTEM);
    private final ReadOnlyBooleanWrapper dark = new ReadOnlyBooleanWrapper(this, "dark", false);
    private final BooleanProperty largeType = new SimpleBooleanProperty(this, "largeType", false);
    private boolean installed;
    private boolean systemIsDark;

    private Theme() {
        choice.subscribe(chosen -> update());
    }

    public static Theme get() {
        return THE_ONE;
    }

    /** Loads the fonts and puts the theme on; once, before the first window. */
    public void install() {
        if (!installed) {
            for (String font : FONTS) {
                String path = "/assets/fonts/" + font + ".ttf";
                if (Font.loadFont(Theme.class.getResourceAsStream(path), 14) == null) {
                    throw new IllegalStateException("The font " + path + " cannot be loaded.");
                }
            }
            installed = true;
        }
        update();
        CompletableFuture.supplyAsync(SystemAppearance::isDark)
                .thenAccept(found -> Platform.runLater(() -> {
                    systemIsDark = found;
                    update();
                }));
    }

    /** What a person chose. */
    public ObjectProperty<Choice> choiceProperty() {
        return choice;
    }

    /** Whether the window is dark now. */
    public ReadOnlyBooleanProperty darkProperty() {
        return dark.getReadOnlyProperty();
    }

    public boolean isDark() {
        return dark.get();
    }

    /** Whether figures and lessons are set in large type, for a projector. */
    public BooleanProperty largeTypeProperty() {
        return largeType;
    }

    public boolean isLargeType() {
        return largeType.get();
    }

    private void update() {
        dark.set(choice.get() == Choice.DARK || choice.get() == Choice.SYSTEM && systemIsDark);
        if (installed) {
            Application.setUserAgentStylesheet(
                    isDark() ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
        }
    }
}
