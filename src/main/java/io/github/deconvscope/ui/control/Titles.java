package io.github.deconvscope.ui.control;

import io.github.deconvscope.ui.theme.Tip;
import java.util.function.Function;
import javafx.scene.control.ComboBox;
import javafx.util.StringConverter;

/** Shows what can be chosen from a list by its title; nothing chosen is empty. The list is not typed into. */
public final class Titles<T> extends StringConverter<T> {
    private final Function<? super T, String> title;

    /** @param title of a value, which is never null */
    public Titles(Function<? super T, String> title) {
        this.title = title;
    }

    /**
     * Has a box show titles that may be longer than it, such as names of runs: it leaves out their middle, since they differ at the end, and its tooltip
     * begins with the whole title.
     *
     * @param box has a tooltip
     */
    public static <T> void ofLong(ComboBox<T> box, Function<? super T, String> title) {
        box.setConverter(new Titles<>(title));
        box.getStyleClass().add("long-titles");
        String help = Tip.getText(box);
        box.valueProperty()
                .subscribe(value -> Tip.setText(box, value == null ? help : title.apply(value) + "\n" + help));
    }

    @Override
    public String toString(T value) {
        return value == null ? "" : title.apply(value);
    }

    @Override
    public T fromString(String text) {
        throw new UnsupportedOperationException("a list of choices is not typed into");
    }
}
