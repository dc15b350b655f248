package io.github.deconvscope.base;

import java.util.Locale;
import java.util.Optional;

/** Reads words for on and off, such as {@code true}, {@code no} or {@code 1}: the same for options of runs and parameters of figures. */
public final class FlagWords {
    /** All accepted words, for error messages. */
    public static final String ALL = "true, false, yes, no, on, off, 1, 0";

    private FlagWords() {}

    /** Whether the text says on or off, in any case; empty if it says neither. */
    public static Optional<Boolean> read(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> Optional.of(true);
            case "false", "no", "off", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
