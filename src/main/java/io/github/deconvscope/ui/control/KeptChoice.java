package io.github.deconvscope.ui.control;

import java.util.function.Consumer;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;

/** Keeps one button of a group pressed: JavaFX lets go of all when the one that is pressed is pressed again. */
public final class KeptChoice {
    private KeptChoice() {}

    /**
     * Keeps one pressed from now on.
     *
     * @param group with one button pressed
     * @param chosen told of the button that is pressed after each press
     */
    public static void keep(ToggleGroup group, Consumer<Toggle> chosen) {
        group.selectedToggleProperty().subscribe((old, now) -> {
            if (now == null) {
                old.setSelected(true);
            } else {
                chosen.accept(now);
            }
        });
    }

    /**
     * Makes a choice of two buttons, with the first one pressed.
     *
     * @param chosen told after each press whether the second one is pressed
     */
    public static void ofTwo(ToggleButton first, ToggleButton second, Consumer<Boolean> chosen) {
        ToggleGroup group = new ToggleGroup();
        first.setToggleGroup(group);
        second.setToggleGroup(group);
        first.setSelected(true);
        keep(group, now -> chosen.accept(now == second));
    }
}
