package io.github.deconvscope.ui.shell;

import io.github.deconvscope.ui.theme.Motion;
import io.github.deconvscope.ui.theme.Theme;
import java.util.Optional;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;

/** The menu of what the window looks like: light or dark, with or without motion, in what size of type. */
final class LookMenu {
    private LookMenu() {}

    static void fill(MenuButton menu) {
        ToggleGroup themes = new ToggleGroup();
        for (Theme.Choice choice : Theme.Choice.values()) {
            RadioMenuItem item = new RadioMenuItem(choice.label());
            item.setId("theme-" + choice.id());
            item.setToggleGroup(themes);
            item.setUserData(choice);
            item.setOnAction(e -> Theme.get().choiceProperty().set(choice));
            menu.getItems().add(item);
        }
        CheckMenuItem calm = new CheckMenuItem("Reduce motion");
        calm.setId("reduce-motion");
        calm.setOnAction(e -> Motion.get().choose(Optional.of(calm.isSelected())));
        CheckMenuItem large = new CheckMenuItem("Large type, for a projector");
        large.setId("large-type");
        large.setOnAction(e -> Theme.get().largeTypeProperty().set(large.isSelected()));
        menu.getItems().addAll(new SeparatorMenuItem(), calm, large);
        // Keys and the system change both too.
        menu.setOnShowing(e -> {
            themes.getToggles()
                    .forEach(item -> item.setSelected(
                            item.getUserData() == Theme.get().choiceProperty().get()));
            calm.setSelected(Motion.get().isReduced());
            large.setSelected(Theme.get().isLargeType());
        });
    }
}
