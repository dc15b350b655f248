package io.github.deconvscope.ui.page.network;

import io.github.deconvscope.ui.control.Titles;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.control.ComboBox;

/** A combo box that shows what a model says and reports only what a person chooses. */
public final class ChoiceList<T> extends ComboBox<T> {
    private Function<? super T, String> title;
    private String shown = "";
    private boolean settling;

    /** An empty list. */
    public ChoiceList() {}

    /** Connects the list; once. @param chosen takes what a person chooses */
    void connect(Function<? super T, String> titleOf, Consumer<T> chosen) {
        title = titleOf;
        setConverter(new Titles<>(titleOf));
        valueProperty().subscribe((old, now) -> {
            if (now != null && !settling) {
                chosen.accept(now);
            }
        });
    }

    /** What there is to choose, and what is chosen. @param value {@code null} for nothing */
    void show(List<T> items, T value) {
        settling = true;
        if (!getItems().equals(items)) {
            getItems().setAll(items);
        }
        String words = value == null ? "" : title.apply(value);
        if (!words.equals(shown)) {
            // The same value may have got another name.
            setValue(null);
            shown = words;
        }
        if (!Objects.equals(getValue(), value)) {
            setValue(value);
        }
        setDisable(items.isEmpty());
        settling = false;
    }
}
