package io.github.deconvscope.ui.page.convolution;

import io.github.deconvscope.lab.convolution.ConvolutionPreset;
import io.github.deconvscope.lab.convolution.Filling;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;

/** The menus of ready-made operations and of fillings. */
final class OperationMenus {
    private OperationMenus() {}

    static void presets(MenuButton menu, Consumer<ConvolutionPreset> chosen) {
        for (ConvolutionPreset preset : ConvolutionPreset.values()) {
            add(menu, "preset-" + preset.name(), preset.title(), () -> chosen.accept(preset));
        }
    }

    /** @param suits which fillings make sense here */
    static void fillings(MenuButton menu, String prefix, Predicate<Filling> suits, Consumer<Filling> chosen) {
        for (Filling filling : Filling.values()) {
            if (suits.test(filling)) {
                String text = filling.title() + ": " + filling.explanation();
                add(menu, prefix + filling.name(), text, () -> chosen.accept(filling));
            }
        }
    }

    private static void add(MenuButton menu, String id, String text, Runnable command) {
        MenuItem item = new MenuItem(text);
        item.setId(id.toLowerCase(Locale.ROOT));
        item.setOnAction(e -> command.run());
        menu.getItems().add(item);
    }
}
