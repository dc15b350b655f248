package io.github.deconvscope.lesson;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a step waits for, evaluated against the state of the page in view. */
public sealed interface Condition {
    /** Where in the state it looks, as in {@code convolution.stride[0]}. */
    String path();

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

        static Operator of(String sign) {
            for (Operator operator : values()) {
                if (operator.sign.equals(sign)) {
                    return operator;
                }
            }
            throw new IllegalArgumentException(sign);
        }
    }

    /**
     * {@code path = value}: numbers are compared as numbers, everything else as text, in any case of letters.
     *
     * @param value as written; where the state has something of that path, what it has
     */
    record Compare(String path, Operator operator, String value) implements Condition {
        @Override
        public boolean holds(JsonObject now, JsonObject before) {
            Optional<JsonElement> found = PageState.at(now, path);
            if (found.isEmpty() || !found.get().isJsonPrimitive()) {
                return false;
            }
            String text = found.get().getAsString();
            Double left = number(text);
            String wanted = PageState.at(now, value)
                    .filter(JsonElement::isJsonPrimitive)
                    .map(JsonElement::getAsString)
                    .orElse(value);
            Double right = number(wanted);
            if (left != null && right != null) {
                return !left.isNaN() && operator.holds(Double.compare(left, right));
            }
            boolean orders = operator == Operator.EQUAL || operator == Operator.DIFFERENT;
            return orders && operator.holds(text.equalsIgnoreCase(wanted) ? 0 : 1);
        }

        private static Double number(String text) {
            try {
                return Double.valueOf(text);
            } catch (NumberFormatException e) {
                return null;
            }
        }

        @Override
        public String toString() {
            return path + " " + operator.sign + " " + value;
        }
    }

    /** {@code path contains word}: a list, or a text, holds it. */
    record Contains(String path, String word) implements Condition {
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
            return found.get().toString().contains(word);
        }

        @Override
        public String toString() {
            return path + " contains " + word;
        }
    }

    /** {@code path changed}: it is another than when the step began. */
    record Changed(String path) implements Condition {
        @Override
        public boolean holds(JsonObject now, JsonObject before) {
            return !PageState.at(now, path).equals(PageState.at(before, path));
        }

        @Override
        public String toString() {
            return path + " changed";
        }
    }

    /**
     * Reads a condition.
     *
     * @throws IllegalArgumentException that says how one is written
     */
    static Condition parse(String text) {
        String path = "([A-Za-z][A-Za-z0-9-]*(?:\\[[0-9]+\\]|\\.[A-Za-z][A-Za-z0-9-]*)*)";
        Matcher compare =
                Pattern.compile(path + "\\s*(!=|>=|<=|=|>|<)\\s*(\\S.*)").matcher(text.strip());
        if (compare.matches()) {
            return new Compare(
                    compare.group(1),
                    Operator.of(compare.group(2)),
                    compare.group(3).strip());
        }
        Matcher contains = Pattern.compile(path + "\\s+contains\\s+(\\S+)").matcher(text.strip());
        if (contains.matches()) {
            return new Contains(contains.group(1), contains.group(2));
        }
        Matcher changed = Pattern.compile(path + "\\s+changed").matcher(text.strip());
        if (changed.matches()) {
            return new Changed(changed.group(1));
        }
        throw new IllegalArgumentException("the condition \"" + text.strip()
                + "\" cannot be read; write PATH = VALUE (or !=, <, <=, >, >=), PATH contains WORD, or PATH changed");
    }
}
