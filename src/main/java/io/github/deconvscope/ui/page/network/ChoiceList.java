package io.github.deconvscope.ui.page.network;

import io.github.deconvscope.ui.control.Titles;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.control.ComboBox;

/** A combo box that shows what a model says and reports only what a person chooses. */
final class ChoiceList<T> {
    private final ComboBox<T> box;
    private final Function<? super T, String> title;
    private String shown = "";
    private boolean settling;

    /** @param chosen takes what a person chooses */
    ChoiceList(ComboBox<T> box, Function<? super T, String> title, Consumer<T> chosen) {
        this.box = box;
        this.title = title;
        box.setConverter(new Titles<>(title));
        box.valueProperty().subscribe((old, now) -> {
            if (now != null && !settling) {
                chosen.accept(now);
            }
        });
    }

    /** What there is to choose, and what is chosen. @param value {@code null} for nothing */
    void show(List<T> items, T value) {
        settling = true;
        if (!box.getItems().equals(items)) {
            box.getItems().setAll(items);
        }
        String words = value == null ? "" : title.apply(value);
        if (!words.equals(shown)) {
            // The same value may have got another name.
            box.setValue(null);
            shown = words;
        }
        if (!Objects.equals(box.getValue(), value)) {
            box.setValue(value);
        }
        box.setDisable(items.isEmpty());
        settling = false;
    }
}
