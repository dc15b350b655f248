package io.github.deconvscope.ui.theme;

import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Skin;
import javafx.scene.control.skin.ScrollPaneSkin;

/**
 * A scroll pane that draws only what changed of its content. That of JavaFX 21 keeps a picture of all that is in sight, and draws the whole picture anew
 * with each change of any label in it.
 */
public class DirectScrollPane extends ScrollPane {
    /** One without content. */
    public DirectScrollPane() {}

    /** One that scrolls this. */
    public DirectScrollPane(Node content) {
        super(content);
    }

    @Override
    protected Skin<?> createDefaultSkin() {
        Skin<?> skin = new ScrollPaneSkin(this);
        getChildren().stream()
                .filter(child -> child.getStyleClass().contains("viewport"))
                .forEach(viewport -> viewport.setCache(false));
        return skin;
    }
}
