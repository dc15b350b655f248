package io.github.deconvscope.lesson.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.deconvscope.lesson.read.ConditionReader;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** What a step waits for, evaluated against the state of the page in view. {@link ConditionReader} reads it. */
public sealed interface Condition {
    /** The line of {@code lesson.md} that it stands in. */
    int line();

    /** Where in the state it looks, as in {@code convolution.stride[0]}. */
    String path();

    /** Whether it asks about the run in view, see {@link RunFacts}, and not about what a person chose on the page. */
    default boolean ofRun() {
        return path().startsWith(RunFacts.PREFIX);
    }

    /**
     * Whether it holds.
     *
     * @param now the state of the page, with {@link RunFacts}
     * @param before the state when the step began
     */
    boolean holds(JsonObject now, JsonObject before);

    /** How a value is compared. */
    enum Operator {
        EQUAL("="),
        DIFFERENT("!="),
        AT_LEAST(">="),
        AT_MOST("<="),
        ABOVE(">"),
        BELOW("<");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        boolean holds(int comparison) {
            return switch (this) {
                case EQUAL -> comparison == 0;
                case DIFFERENT -> comparison != 0;
                case AT_LEAST -> comparison >= 0;
                case AT_MOST -> comparison <= 0;
                case ABOVE -> comparison > 0;
                case BELOW -> comparison < 0;
            };
        }

        public String sign() {
            return sign;
        }

        /** Whether it asks for more than equal or not. */
        public boolean orders() {
            return this != EQUAL && this != DIFFERENT;
        }
    }

    /**
     * {@code path = value}: numbers are compared as numbers, everything else as text, in any case of letters.
     *
     * @param value as written; where the state has something of that path, what it has
     */
    record Compare(int line, String path, Operator operator, String value) implements Condition {
        @Override
        public boolean holds(JsonObject now, JsonObject before) {
            Optional<JsonElement> found = PageState.at(now, path);
            if (found.isEmpty() || !found.get().isJsonPrimitive()) {
                return false;
            }
            String text = found.get().getAsString();
            OptionalDouble left = Decimals.read(text);
            String wanted = PageState.at(now, value)
                    .filter(JsonElement::isJsonPrimitive)
                    .map(JsonElement::getAsString)
                    .orElse(value);
            OptionalDouble right = Decimals.read(wanted);
            if (left.isPresent() && right.isPresent()) {
                return operator.holds(Double.compare(left.getAsDouble(), right.getAsDouble()));
            }
            return !operator.orders() && operator.holds(text.equalsIgnoreCase(wanted) ? 0 : 1);
        }

        @Override
        public String toString() {
            return path + " " + operator.sign + " " + value;
        }
    }

    /** {@code path contains word}: a list, or a text, holds it. */
    record Contains(int line, String path, String word) implements Condition {
        @Override
        public boolean holds(JsonObject now, JsonObject before) {
            Optional<JsonElement> found = PageState.at(now, path);
            if (found.isEmpty()) {
                return false;
            }
            if (found.get().isJsonArray()) {
                for (JsonElement each : found.get().getAsJsonArray()) {
                    if (each.isJsonPrimitive() && each.getAsString().equalsIgnoreCase(word)) {
                        return true;
                    }
                }
                return false;
            }
            return found.get().isJsonPrimitive()
                    && found.get().getAsString().toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT));
        }

        @Override
        public String toString() {
            return path + " contains " + word;
        }
    }

    /**
     * {@code path divisible by value}: both are whole numbers, and the division leaves no rest.
     *
     * @param value as written; where the state has something of that path, what it has
     */
    record Divisible(int line, String path, String value) implements Condition {
        @Override
        public boolean holds(JsonObject now, JsonObject before) {
            OptionalDouble number = PageState.number(now, path);
            OptionalDouble divisor =
                    PageState.at(now, value).isPresent() ? PageState.number(now, value) : Decimals.read(value);
            return number.isPresent()
                    && divisor.isPresent()
                    && divisor.getAsDouble() != 0
                    && number.getAsDouble() % divisor.getAsDouble() == 0;
        }

        @Override
        public String toString() {
            return path + " divisible by " + value;
        }
    }

    /** {@code path has 3 of 0}: exactly so many elements of a list are this value, wherever they stand. */
    record Counts(int line, String path, int count, String value) implements Condition {
        @Override
        public boolean holds(JsonObject now, JsonObject before) {
            return PageState.list(now, path)
                    .map(list -> IntStream.range(0, list.size())
                                    .filter(i -> new Compare(line, path + "[" + i + "]", Operator.EQUAL, value)
                                            .holds(now, before))
                                    .count()
                            == count)
                    .orElse(false);
        }

        @Override
        public String toString() {
            return path + " has " + count + " of " + value;
        }
    }

    /** {@code path same backwards}: a list that is the same from its end, as a kernel that a turn by 180 degrees leaves as it is. */
    record SameBackwards(int line, String path) implements Condition {
        @Override
        public boolean holds(JsonObject now, JsonObject before) {
            return PageState.list(now, path)
                    .map(list -> IntStream.range(0, list.size())
                            .allMatch(i -> list.get(i).equals(list.get(list.size() - 1 - i))))
                    .orElse(false);
        }

        @Override
        public String toString() {
            return path + " same backwards";
        }
    }

    /** {@code path changed}: it is another than when the step began. */
    record Changed(int line, String path) implements Condition {
        @Override
        public boolean holds(JsonObject now, JsonObject before) {
            return !PageState.at(now, path).equals(PageState.at(before, path));
        }

        @Override
        public String toString() {
            return path + " changed";
        }
    }
}
