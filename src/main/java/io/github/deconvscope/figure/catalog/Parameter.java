package io.github.deconvscope.figure.catalog;

import io.github.deconvscope.base.FlagWords;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.Numbers;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/**
 * A parameter of a figure. Values are kept as text in one canonical spelling, so that the same figure has the same state however it was
 * asked for.
 *
 * @param name as in {@code --set name=value}
 * @param help what it is and what it does to the picture
 * @param kind what sort of value
 * @param min smallest number; unused for other kinds
 * @param max largest number; unused for other kinds
 * @param choices the allowed words of a choice
 * @param usual the value that is taken when none is given
 */
public record Parameter(
        String name, String help, Kind kind, double min, double max, List<String> choices, String usual) {
    /** Sorts of values. */
    public enum Kind {
        WHOLE,
        REAL,
        FLAG,
        CHOICE,
        TEXT
    }

    public Parameter {
        Objects.requireNonNull(name, "name");
        choices = List.copyOf(choices);
    }

    /** A whole number from min to max. */
    public static Parameter whole(String name, String help, long min, long max, long usual) {
        return new Parameter(name, help, Kind.WHOLE, min, max, List.of(), Long.toString(usual));
    }

    /** A finite number from min to max. */
    public static Parameter real(String name, String help, double min, double max, double usual) {
        return new Parameter(name, help, Kind.REAL, min, max, List.of(), Double.toString(usual));
    }

    /** On or off. */
    public static Parameter flag(String name, String help, boolean usual) {
        return new Parameter(name, help, Kind.FLAG, 0, 0, List.of(), Boolean.toString(usual));
    }

    /** One of several words; the first is the usual one. */
    public static Parameter choice(String name, String help, List<String> choices) {
        return new Parameter(name, help, Kind.CHOICE, 0, 0, choices, choices.get(0));
    }

    /** Any text; the figure checks it. */
    public static Parameter text(String name, String help, String usual) {
        return new Parameter(name, help, Kind.TEXT, 0, 0, List.of(), usual);
    }

    /** The canonical spelling of {@code given}, or an {@link InvalidInputException} that says what is allowed. */
    public String parse(String given) {
        String text = given.strip();
        return switch (kind) {
            case WHOLE -> Long.toString((long) number(text, true));
            case REAL -> Double.toString(number(text, false));
            case FLAG -> FlagWords.read(text).orElseThrow(() -> refused(given)).toString();
            case CHOICE ->
                choices.stream().filter(text::equalsIgnoreCase).findFirst().orElseThrow(() -> refused(given));
            case TEXT -> text;
        };
    }

    /** What may be given, as in {@code whole number from 1 to 30} or {@code fp32 | fp16}. */
    public String allowed() {
        String range = "from " + Numbers.exact(min) + " to " + Numbers.exact(max);
        return switch (kind) {
            case WHOLE -> "whole number " + range;
            case REAL -> "number " + range;
            case FLAG -> "true | false";
            case CHOICE -> String.join(" | ", choices);
            case TEXT -> "text";
        };
    }

    private double number(String text, boolean whole) {
        double value;
        try {
            value = new BigDecimal(text).doubleValue();
        } catch (NumberFormatException e) {
            throw refused(text);
        }
        if (!(value >= min && value <= max) || whole && value != Math.rint(value)) {
            throw refused(text);
        }
        return value;
    }

    private InvalidInputException refused(String given) {
        return new InvalidInputException(
                "parameter " + name + " is \"" + given + "\"; give one of these: " + allowed() + ".");
    }
}
