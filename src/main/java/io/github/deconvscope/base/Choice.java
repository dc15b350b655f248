package io.github.deconvscope.base;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One of the named values of an option; implemented by enums only. */
public interface Choice {
    /**
     * What a choice is called.
     *
     * @param id the name on the command line and in {@code config.json}: lower case, hyphens
     * @param label the name on the screen
     * @param explanation one sentence that teaches what choosing it means
     */
    record Words(String id, String label, String explanation) {
        /** Words of a choice whose label needs no explanation. */
        public Words(String id, String label) {
            this(id, label, "");
        }
    }

    /** Its id, label and explanation. */
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

    /** The ids of all choices, in their order. */
    static <E extends Enum<E> & Choice> List<String> ids(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Choice::id).toList();
    }

    /** The choice of exactly this id; empty if there is none. */
    static <E extends Enum<E> & Choice> Optional<E> find(Class<E> type, String id) {
        return Arrays.stream(type.getEnumConstants())
                .filter(choice -> choice.id().equals(id))
                .findFirst();
    }

    /** Finds a choice by id in any case, or throws an {@link InvalidInputException} that lists the ids there are. */
    static <E extends Enum<E> & Choice> E parse(Class<E> type, String what, String id) {
        for (E choice : type.getEnumConstants()) {
            if (choice.id().equalsIgnoreCase(id)) {
                return choice;
            }
        }
        throw unknown(what, id, ids(type));
    }

    /** The word for a constant of an enum without ids of its own: its name in lower case, with hyphens. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Finds a constant by its name or its {@link #word}, or throws an {@link InvalidInputException} that lists the words. */
    static <E extends Enum<E>> E ofWord(Class<E> type, String what, String text) {
        for (E constant : type.getEnumConstants()) {
            if (word(constant).equalsIgnoreCase(text.replace('_', '-'))) {
                return constant;
            }
        }
        throw unknown(
                what,
                text,
                Arrays.stream(type.getEnumConstants()).map(Choice::word).toList());
    }

    private static InvalidInputException unknown(String what, String text, List<String> known) {
        return new InvalidInputException(
                what + " is \"" + text + "\", which is not one of: " + String.join(", ", known) + ".");
    }
}
