package io.github.deconvscope.ui.control;

import java.util.function.Function;
import javafx.util.StringConverter;

/** Shows what can be chosen from a list by its title; nothing chosen is empty. The list is not typed into. */
public final class Titles<T> extends StringConverter<T> {
    private final Function<? super T, String> title;

    /** @param title of a value, which is never null */
    public Titles(Function<? super T, String> title) {
        this.title = title;
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
