package io.github.deconvscope.lesson.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.deconvscope.lesson.read.ConditionReader;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

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
