package io.github.deconvscope.base;

import java.util.List;
import java.util.stream.Collectors;

/** Commands that a message, a report or the window tells a person to type into a POSIX shell. */
public final class ShellWord {
    private ShellWord() {}

    /** A word of harmless characters as it is, any other in single quotes. */
    public static String of(Object word) {
        String text = word.toString();
        return text.matches("[A-Za-z0-9_./:=+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** Words of one command. */
    public static String join(List<?> words) {
        return words.stream().map(ShellWord::of).collect(Collectors.joining(" "));
    }
}
