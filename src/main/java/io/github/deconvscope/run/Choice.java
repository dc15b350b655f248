package io.github.deconvscope.run;

import java.util.Arrays;
import java.util.stream.Collectors;

/** One of the named values of an option; implemented by enums only. */
public interface Choice {
    /** The name on the command line and in {@code config.json}: lower case, hyphens. */
    String id();

    /** The name on the screen. */
    String label();

    /** One sentence that teaches what choosing it means. */
    String explanation();

    /** Finds a choice by id, or throws an {@link InvalidInputException} that lists the ids there are. */
    static <E extends Enum<E> & Choice> E parse(Class<E> type, String what, String id) {
        for (E choice : type.getEnumConstants()) {
            if (choice.id().equalsIgnoreCase(id)) {
                return choice;
            }
        }
        String ids = Arrays.stream(type.getEnumConstants()).map(Choice::id).collect(Collectors.joining(", "));
        throw new InvalidInputException(what + " is \"" + id + "\", which is not one of: " + ids + ".");
    }
}
