package io.github.deconvscope.base;

import java.util.Locale;
import java.util.Optional;

/** The words that switch something on or off, the same for an option of a run and a parameter of a figure. */
public final class FlagWords {
    /** The words there are, for a message. */
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
