package io.github.deconvscope.lesson.read;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.lesson.model.Condition;
import io.github.deconvscope.lesson.model.Condition.Operator;
import io.github.deconvscope.lesson.model.Decimals;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads conditions. What other languages write, and here could never hold, is refused with the right form. */
public final class ConditionReader {
    private static final String PATH = "([A-Za-z][A-Za-z0-9-]*(?:\\[[0-9]+\\]|\\.[A-Za-z][A-Za-z0-9-]*)*)";
    private static final Pattern COMPARE = Pattern.compile(PATH + "\\s*([=!<>~\u2260\u2264\u2265]+)\\s*(.*)");
    private static final Pattern CONTAINS = Pattern.compile(PATH + "\\s+contains\\s+(\\S+)");
    private static final Pattern CHANGED = Pattern.compile(PATH + "\\s+changed");
    private static final Pattern DIVISIBLE = Pattern.compile(PATH + "\\s+divisible\\s+by\\s+(\\S+)");
    private static final Pattern COUNTS = Pattern.compile(PATH + "\\s+has\\s+([0-9]{1,6})\\s+of\\s+(\\S+)");
    private static final Pattern SAME_BACKWARDS = Pattern.compile(PATH + "\\s+same\\s+backwards");
    private static final Pattern SEVERAL = Pattern.compile("(?i).*(\\s(?:and|or)\\s|&&|\\|\\|).*");
    private static final Pattern QUOTED = Pattern.compile("(.*)[\"'`\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb](.*)");
    private static final Pattern PER_CENT =
            Pattern.compile("(-?[0-9.,]+)\\s*(?:%|per\\s?cent)", Pattern.CASE_INSENSITIVE);
    private static final Pattern GROUPED = Pattern.compile("-?[1-9][0-9]{0,2}(?:,[0-9]{3})+");
    private static final Pattern COMMA = Pattern.compile("-?[0-9]+,[0-9]+");

    /** What other languages write. */
    private static final Map<String, Operator> ELSEWHERE = Map.of(
            "==", Operator.EQUAL,
            "===", Operator.EQUAL,
            "=>", Operator.AT_LEAST,
            "\u2265", Operator.AT_LEAST,
            "=<", Operator.AT_MOST,
            "\u2264", Operator.AT_MOST,
            "<>", Operator.DIFFERENT,
            "!==", Operator.DIFFERENT,
            "~=", Operator.DIFFERENT,
            "\u2260", Operator.DIFFERENT);

    private final String text;
    private final int line;

    private ConditionReader(String text, int line) {
        this.text = text.strip();
        this.line = line;
    }

    /**
     * Reads a condition.
     *
     * @param line where it stands in {@code lesson.md}
     * @throws IllegalArgumentException that says how one is written
     */
    static Condition read(String text, int line) {
        return new ConditionReader(text, line).read();
    }

    private Condition read() {
        if (SEVERAL.matcher(text).matches()) {
            throw wrong(
                    "holds several conditions in one line; all lines \"until\" have to hold, so write each in a line"
                            + " \"until: ...\" of its own; there is no \"or\"");
        }
        Matcher compare = COMPARE.matcher(text);
        if (compare.matches()) {
            Operator operator = operator(compare.group(1), compare.group(2), compare.group(3));
            return new Condition.Compare(
                    line, compare.group(1), operator, value(compare.group(1), operator.sign(), compare.group(3)));
        }
        Matcher contains = CONTAINS.matcher(text);
        if (contains.matches()) {
            return new Condition.Contains(
                    line, contains.group(1), value(contains.group(1), "contains", contains.group(2)));
        }
        Matcher changed = CHANGED.matcher(text);
        if (changed.matches()) {
            return new Condition.Changed(line, changed.group(1));
        }
        Matcher divisible = DIVISIBLE.matcher(text);
        if (divisible.matches()) {
            return new Condition.Divisible(
                    line, divisible.group(1), value(divisible.group(1), "divisible by", divisible.group(2)));
        }
        Matcher counts = COUNTS.matcher(text);
        if (counts.matches()) {
            return new Condition.Counts(
                    line,
                    counts.group(1),
                    Integer.parseInt(counts.group(2)),
                    value(counts.group(1), "has " + counts.group(2) + " of", counts.group(3)));
        }
        Matcher backwards = SAME_BACKWARDS.matcher(text);
        if (backwards.matches()) {
            return new Condition.SameBackwards(line, backwards.group(1));
        }
        throw wrong("cannot be read; write PATH = VALUE (or !=, <, <=, >, >=), PATH contains WORD, PATH divisible by"
                + " NUMBER, PATH has COUNT of VALUE, PATH same backwards, or PATH changed");
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("the condition \"" + text + "\" " + what);
    }

    private Operator operator(String path, String sign, String value) {
        Optional<Operator> known = Arrays.stream(Operator.values())
                .filter(each -> each.sign().equals(sign))
                .findFirst();
        if (known.isPresent()) {
            return known.get();
        }
        Operator meant = ELSEWHERE.get(sign);
        throw wrong("compares with \"" + sign + "\", which is no comparison here; "
                + (meant == null
                        ? "there are "
                                + Arrays.stream(Operator.values())
                                        .map(Operator::sign)
                                        .collect(Collectors.joining(", "))
                        : "write " + path + " " + meant.sign() + " " + value));
    }

    private String value(String path, String sign, String written) {
        String right = path + " " + sign + " ";
        if (written.isEmpty()) {
            throw wrong("compares with nothing; write " + right + "VALUE");
        }
        if (QUOTED.matcher(written).matches()) {
            throw wrong("has quotation marks, which would have to be part of the value; write " + right
                    + written.replaceAll("[\"'`\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb]", ""));
        }
        Matcher perCent = PER_CENT.matcher(written);
        if (perCent.matches()) {
            String share = Decimals.read(perCent.group(1).replace(',', '.')).isPresent()
                    ? Numbers.exact(
                            Decimals.read(perCent.group(1).replace(',', '.')).getAsDouble() / 100)
                    : "0.8";
            throw wrong("has a per cent sign; values are numbers, and shares go from 0 to 1; write " + right + share);
        }
        if (GROUPED.matcher(written).matches()) {
            throw wrong("has a comma in its number; write " + right + written.replace(",", ""));
        }
        if (COMMA.matcher(written).matches()) {
            throw wrong("has a decimal comma; write " + right + written.replace(',', '.'));
        }
        return written;
    }
}
