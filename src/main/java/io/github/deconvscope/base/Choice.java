package io.github.deconvscope.base;

import java.util.Arrays;
import java.util.stream.Collectors;

/** One of the named values of an option; implemented by enums only. */
public interface Choice {
    /**
     * What a choice is called.
     *
     * @param id the name on the command line and in {@code config.json}: lower case, hyphens
     * @param label the name on the screen
     * @param explanation one sentence that teaches what choosing it means
     */
    record Words(String id, String label, String explanation) {}

    /** What it is called. */
    Words words();

    /** The name on the command line and in {@code config.json}. */
    default String id() {
        return words().id();
    }

    /** The name on the screen. */
    default String label() {
        return words().label();
    }

    /** One sentence that teaches what choosing it means. */
    default String explanation() {
        return words().explanation();
    }

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
