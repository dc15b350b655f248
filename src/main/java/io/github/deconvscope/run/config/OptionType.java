package io.github.deconvscope.run.config;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.FlagWords;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.base.PlainWords;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The kind of value an option takes, and how it is read from text. */
public sealed interface OptionType {
    /** Reads a value; the message of an {@link InvalidInputException} starts with {@code what}. */
    default Object parse(String what, String text) {
        return check(what, text);
    }

    /** Checks a value that is already of the right class, or throws an {@link InvalidInputException}. */
    Object check(String what, Object value);

    /** Writes a value so that {@link #parse} reads it back. */
    default String format(Object value) {
        return String.valueOf(value);
    }

    private static String notA(String kind, String text) {
        return text.isBlank() ? " is empty." : " is \"" + text + "\", which is not a " + kind + ".";
    }

    /** A whole number in {@code [min, max]}. */
    record WholeNumber(long min, long max) implements OptionType {
        @Override
        public Object parse(String what, String text) {
            try {
                return check(what, new BigDecimal(text.strip()).longValueExact());
            } catch (ArithmeticException | NumberFormatException e) {
                throw new InvalidInputException(what + notA("whole number", text) + range());
            }
        }

        @Override
        public Object check(String what, Object value) {
            long number = ((Number) value).longValue();
            if (number < min || number > max) {
                throw new InvalidInputException(what + " is " + number + "." + range());
            }
            return number;
        }

        private String range() {
            return " Give one from " + min + " to " + max + ".";
        }
    }

    /** A finite number from {@code min} to {@code max}; {@code min} itself only if {@code minAllowed}. */
    record RealNumber(double min, double max, boolean minAllowed) implements OptionType {
        @Override
        public Object parse(String what, String text) {
            double number;
            try {
                number = Double.parseDouble(text.strip());
            } catch (NumberFormatException e) {
                throw new InvalidInputException(what + notA("number", text) + range());
            }
            if (Double.isInfinite(number)) {
                // As it was typed: 1e400 would be told as Infinity.
                throw new InvalidInputException(what + " is " + text.strip() + "." + range());
            }
            return check(what, number);
        }

        @Override
        public String format(Object value) {
            return Numbers.typed(((Number) value).doubleValue());
        }

        @Override
        public Object check(String what, Object value) {
            double number = ((Number) value).doubleValue();
            if (!(number >= min && number <= max) || (number == min && !minAllowed)) {
                throw new InvalidInputException(what + " is " + Numbers.typed(number) + "." + range());
            }
            return number;
        }

        private String range() {
            return " Give one " + (minAllowed ? "from " : "above ") + Numbers.typed(min)
                    + (minAllowed ? " to " : " and up to ") + Numbers.typed(max) + ".";
        }
    }

    /** On or off. */
    record Flag() implements OptionType {
        @Override
        public Object parse(String what, String text) {
            return FlagWords.read(text)
                    .orElseThrow(() -> new InvalidInputException(what + " is \"" + text
                            + "\", which is neither true nor false. Give one of: " + FlagWords.ALL + "."));
        }

        @Override
        public Object check(String what, Object value) {
            return value;
        }
    }

    /**
     * The path of a folder or of a file, or nothing (the empty text).
     *
     * @param folder whether it may be a folder
     * @param file whether it may be a file
     */
    record PathName(boolean folder, boolean file) implements OptionType {
        @Override
        public Object check(String what, Object value) {
            PlainWords.path(what, (String) value);
            return value;
        }
    }

    /** Numbers of epochs, ascending, with commas between; or none (the empty text). */
    record Epochs() implements OptionType {
        private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,5}(\\s*,\\s*[1-9]\\d{0,5})*)?");

        @Override
        public Object parse(String what, String text) {
            return check(what, text.strip());
        }

        @Override
        public Object check(String what, Object value) {
            String text = (String) value;
            List<Integer> epochs = FORM.matcher(text).matches() ? read(text) : List.of();
            boolean ascending = IntStream.range(1, epochs.size()).allMatch(i -> epochs.get(i - 1) < epochs.get(i));
            if (!ascending || epochs.isEmpty() != text.isEmpty()) {
                throw new InvalidInputException(what + " is \"" + text
                        + "\". Give numbers of epochs, each larger than the one before, such as 30,60.");
            }
            return text;
        }

        /** The numbers of a value. */
        static List<Integer> read(String value) {
            return value.isEmpty()
                    ? List.of()
                    : Stream.of(value.split(","))
                            .map(String::strip)
                            .map(Integer::valueOf)
                            .toList();
        }
    }

    /** The steps of a net, as {@link PlanStep} writes them. */
    record PlanText() implements OptionType {
        @Override
        public Object check(String what, Object value) {
            return PlanStep.text(PlanStep.parse(what, (String) value));
        }
    }

    /** One constant of an enum. */
    record OneOf<E extends Enum<E> & Choice>(Class<E> choices) implements OptionType {
        @Override
        public Object parse(String what, String text) {
            return Choice.parse(choices, what, text.strip());
        }

        @Override
        public Object check(String what, Object value) {
            return choices.cast(value);
        }

        @Override
        public String format(Object value) {
            return ((Choice) value).id();
        }
    }
}
