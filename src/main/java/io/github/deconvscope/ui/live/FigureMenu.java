package io.github.deconvscope.ui.live;

import java.util.Optional;
import javafx.scene.Scene;
import javafx.scene.control.ContextMenu;

/** What can be done with any figure (copy, export, data table). The window installs one for all its figures. */
public interface FigureMenu {
    /** A fresh menu for the figure that the view shows now. */
    ContextMenu menuFor(FigureView view);

    /** Copies the figure that the view shows now as a picture. */
    void copy(FigureView view);

    /** From now on all figures of a scene have this menu. */
    static void install(Scene scene, FigureMenu menu) {
        scene.getProperties().put(FigureMenu.class, menu);
    }

    /** The menu that was installed in a scene. */
    static Optional<FigureMenu> of(Scene scene) {
        return Optional.ofNullable(scene)
                .map(s -> (FigureMenu) s.getProperties().get(FigureMenu.class));
    }
}
