package io.github.deconvscope.ui.page.convolution;

import io.github.deconvscope.lab.convolution.ConvolutionPreset;
import io.github.deconvscope.lab.convolution.Filling;
import io.github.deconvscope.ui.control.Buttons;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.scene.control.MenuButton;

/** The menus of ready-made operations and of fillings. */
final class OperationMenus {
    private OperationMenus() {}

    static void presets(MenuButton menu, Consumer<ConvolutionPreset> chosen) {
        for (ConvolutionPreset preset : ConvolutionPreset.values()) {
            menu.getItems()
                    .add(Buttons.item(
                            "preset-" + preset.name().toLowerCase(Locale.ROOT),
                            preset.title(),
                            () -> chosen.accept(preset)));
        }
    }

    /** @param suits which fillings make sense here */
    static void fillings(MenuButton menu, String prefix, Predicate<Filling> suits, Consumer<Filling> chosen) {
        for (Filling filling : Filling.values()) {
            if (suits.test(filling)) {
                String text = filling.title() + ": " + filling.explanation();
                menu.getItems()
                        .add(Buttons.item(
                                prefix + filling.name().toLowerCase(Locale.ROOT), text, () -> chosen.accept(filling)));
            }
        }
    }
}
