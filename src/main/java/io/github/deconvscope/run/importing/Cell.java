package io.github.deconvscope.run.importing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What may stand in a cell of a table: nothing, a number, a time as 00:18, or words. */
final class Cell {
    /** What tools write where there is no value. */
    private static final Set<String> NOTHING =
            Set.of("", "na", "n/a", "#n/a", "<na>", "none", "null", "nil", "-", "--", "no log");

    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+([eE][+-]?\\d+)?");
    private static final Pattern POINT = Pattern.compile("[+-]?(\\d+\\.\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern COMMA = Pattern.compile("[+-]?(\\d+,\\d*|,\\d+)([eE][+-]?\\d+)?");
    private static final Pattern GROUPED_COMMA = Pattern.compile("[+-]?\\d{1,3}(\\.\\d{3})+,\\d+");
    private static final Pattern GROUPED_POINT = Pattern.compile("[+-]?\\d{1,3}(,\\d{3})+\\.\\d+");
    private static final Pattern ONE_GROUP = Pattern.compile("[+-]?[1-9]\\d{0,2}[.,]\\d{3}");
    private static final Pattern POINT_GROUPS = Pattern.compile("[+-]?[1-9]\\d{0,2}(\\.\\d{3}){2,}");
    private static final Pattern COMMA_GROUPS = Pattern.compile("[+-]?[1-9]\\d{0,2}(,\\d{3}){2,}");
    private static final Pattern CLOCK = Pattern.compile("(\\d+:)?\\d{1,2}:\\d{2}(\\.\\d+)?");

    private Cell() {}

    /** What a cell looks like, before it is known what the column's decimal mark is. */
    enum Kind {
        NOTHING,
        /** Digits only, or the name of what is no number: every convention reads it alike. */
        PLAIN,
        POINT,
        COMMA,
        /** 1.234: thousands in one convention, a fraction in the other. */
        POINT_OR_GROUPS,
        /** 1,234, likewise. */
        COMMA_OR_GROUPS,
        CLOCK,
        WORDS
    }

    /** How the numbers of a column are written. */
    enum Mark {
        POINT,
        COMMA
    }

    static boolean isNothing(String cell) {
        return NOTHING.contains(cell.strip().toLowerCase(Locale.ROOT));
    }

    static Kind kind(String raw) {
        String cell = raw.strip();
        if (isNothing(cell)) {
            return Kind.NOTHING;
        }
        if (WHOLE.matcher(cell).matches() || !Double.isNaN(special(cell)) || cell.equalsIgnoreCase("nan")) {
            return Kind.PLAIN;
        }
        if (ONE_GROUP.matcher(cell).matches()) {
            return cell.indexOf('.') >= 0 ? Kind.POINT_OR_GROUPS : Kind.COMMA_OR_GROUPS;
        }
        if (any(cell, POINT, GROUPED_POINT, COMMA_GROUPS)) {
            return Kind.POINT;
        }
        if (any(cell, COMMA, GROUPED_COMMA, POINT_GROUPS)) {
            return Kind.COMMA;
        }
        return CLOCK.matcher(cell).matches() ? Kind.CLOCK : Kind.WORDS;
    }

    private static boolean any(String cell, Pattern... patterns) {
        return Arrays.stream(patterns).anyMatch(pattern -> pattern.matcher(cell).matches());
    }

    /** Infinity under its many names; NaN for everything else. */
    private static double special(String cell) {
        switch (cell.toLowerCase(Locale.ROOT)) {
            case "inf", "infinity", "+inf", "+infinity":
                return Double.POSITIVE_INFINITY;
            case "-inf", "-infinity":
                return Double.NEGATIVE_INFINITY;
            default:
                return Double.NaN;
        }
    }

    /** The number in a cell of a kind that has one. */
    static double number(String raw, Mark mark) {
        String cell = raw.strip();
        if (cell.equalsIgnoreCase("nan") || !Double.isNaN(special(cell))) {
            return special(cell);
        }
        String grouping = mark == Mark.POINT ? "," : ".";
        return Double.parseDouble(cell.replace(grouping, "").replace(',', '.'));
    }

    /** Seconds of h:mm:ss or mm:ss. */
    static double seconds(String clock) {
        double seconds = 0;
        for (String part : clock.strip().split(":")) {
            seconds = 60 * seconds + Double.parseDouble(part);
        }
        return seconds;
    }
}
