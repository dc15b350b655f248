package io.github.deconvscope.lesson.model;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers as lessons and page states write them: digits, a point, an exponent. Nothing else is one, though Java reads {@code 2d} and {@code NaN}. */
public final class Decimals {
    private static final Pattern FORM =
            Pattern.compile("[-+]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]{1,4})?");

    private Decimals() {}

    /** The number; empty if the text is none, or one beyond the range of a double. */
    public static OptionalDouble read(String text) {
        if (!FORM.matcher(text).matches()) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(text);
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }
}
