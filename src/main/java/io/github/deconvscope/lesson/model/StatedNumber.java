package io.github.deconvscope.lesson.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number that a lesson states, with where it comes from: {@code {36 = nonzeros(example_1)}} is computed, {@code {0.88 in
 * whitening-residuals: residual at double, 5}} is read off a figure, {@code {14.12 from 2}} is quoted from the second source of the
 * lesson, {@code {1.29 from 3: deconv 0.5, seed 1, loss}} with what exactly it is of there. A reader sees the number only; a check
 * computes it again, reads it off the figure again, or measures it again if it was measured with this program.
 *
 * @param shown as printed
 * @param origin where it comes from
 */
public record StatedNumber(String shown, Origin origin) {
    /** Where a number comes from. */
    public sealed interface Origin {}

    /** Computed by the functions of lessons. */
    public record Computed(Expression expression) implements Origin {}

    /**
     * Shown by a figure.
     *
     * @param figure its id
     * @param column heading of its table
     * @param row the first cells of the row, joined by commas
     */
    public record Shown(String figure, String column, String row) implements Origin {
        @Override
        public String toString() {
            return "\"" + column + "\" at \"" + row + "\"";
        }
    }

    /**
     * Quoted.
     *
     * @param source which source of the lesson, from 1
     * @param of what it is of there; empty if that is not said
     */
    public record Quoted(int source, String of) implements Origin {}

    private static final Pattern FROM = Pattern.compile("([1-9][0-9]?)(?:\\s*:\\s*(.+))?", Pattern.DOTALL);
    private static final Pattern IN = Pattern.compile("([a-z0-9-]+)\\s*:\\s*(.+?)\\s+at\\s+(.+)", Pattern.DOTALL);
    private static final Pattern FORM =
            Pattern.compile("\\{(-?[0-9][0-9.,]*(?:e-?[0-9]+)?)\\s*(=|from|in)\\s*([^}]*)\\}");
    private static final Pattern NUMBER =
            Pattern.compile("-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\\.[0-9]+)?(?:e-?[0-9]{1,3})?");
    private static final String FORMS =
            "a number is stated {36 = EXPRESSION}, {0.9 in FIGURE: COLUMN at ROW} or {36 from 1}";

    /** The text as a person reads it. */
    public static String readable(String text) {
        return FORM.matcher(text).replaceAll("$1");
    }

    /** The text without its stated numbers: what is left should hold no number that was measured. */
    public static String without(String text) {
        return FORM.matcher(text).replaceAll("");
    }

    /**
     * All numbers that a text states.
     *
     * @throws IllegalArgumentException in plain words, if what one is computed from cannot be read, or if braces hold something else
     */
    public static List<StatedNumber> in(String text) {
        List<StatedNumber> found = new ArrayList<>();
        Matcher matcher = FORM.matcher(text);
        while (matcher.find()) {
            found.add(of(matcher.group(1), matcher.group(2), matcher.group(3).strip()));
        }
        String rest = without(text).replaceAll("`[^`]*`", "");
        int brace = rest.indexOf('{') >= 0 ? rest.indexOf('{') : rest.indexOf('}');
        if (brace >= 0) {
            throw new IllegalArgumentException("\"" + rest.substring(brace, Math.min(rest.length(), brace + 40))
                    + "\": the brace would be printed; " + FORMS);
        }
        return found;
    }

    private static StatedNumber of(String shown, String how, String from) {
        if (!NUMBER.matcher(shown).matches()) {
            throw new IllegalArgumentException(
                    "{" + shown + " " + how + " " + from + "}: a number is written with a point, as 0.88 or 29,171");
        }
        String origin = from.replaceAll("\\s+", " ");
        return new StatedNumber(
                shown,
                switch (how) {
                    case "=" -> new Computed(Expression.parse(from));
                    case "in" -> shownIn(shown, origin);
                    default -> quoted(shown, origin);
                });
    }

    private static Shown shownIn(String shown, String from) {
        Matcher place = IN.matcher(from);
        if (!place.matches()) {
            throw new IllegalArgumentException("{" + shown + " in " + from
                    + "}: after \"in\" comes FIGURE: COLUMN at ROW, as in whitening-residuals: residual at double, 5");
        }
        return new Shown(place.group(1), place.group(2), place.group(3));
    }

    private static Quoted quoted(String shown, String from) {
        Matcher origin = FROM.matcher(from);
        if (!origin.matches()) {
            throw new IllegalArgumentException(
                    "{" + shown + " from " + from
                            + "}: after \"from\" comes the number of a source, 1 for the first, and if need be a colon and what it is of");
        }
        return new Quoted(Integer.parseInt(origin.group(1)), origin.group(2) == null ? "" : origin.group(2));
    }

    /** The number. */
    public double value() {
        return Double.parseDouble(shown.replace(",", ""));
    }

    /** Whether a computed value prints as the number that is shown. */
    public boolean agreesWith(double computedValue) {
        String digits = shown.replace(",", "");
        int exponentAt = digits.indexOf('e');
        int exponent = exponentAt < 0 ? 0 : Integer.parseInt(digits.substring(exponentAt + 1));
        String mantissa = exponentAt < 0 ? digits : digits.substring(0, exponentAt);
        int point = mantissa.indexOf('.');
        int decimals = point < 0 ? 0 : mantissa.length() - point - 1;
        double half = 0.5 * Math.pow(10, exponent - decimals);
        return Math.abs(computedValue - value()) <= half * (1 + 1e-9);
    }
}
