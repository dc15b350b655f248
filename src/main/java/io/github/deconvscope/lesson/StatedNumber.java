package io.github.deconvscope.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number that a lesson states, with where it comes from: {@code {36 = nonzeros(example_1)}} is computed, {@code {14.12 from 2}} is
 * quoted from the second source of the lesson, {@code {1.29 from 3: deconv 0.5, seed 1, loss}} with what exactly it is of there. A reader
 * sees the number only; a test computes it again, or measures it again if it was measured with this program.
 *
 * @param shown as printed
 * @param computed what gives it; {@code null} for a quoted number
 * @param source which source it is quoted from, from 1; 0 for a computed number
 * @param of what it is of in its source; empty if that is not said
 */
public record StatedNumber(String shown, Expression computed, int source, String of) {
    private static final Pattern ORIGIN = Pattern.compile("([1-9][0-9]?)(?:\\s*:\\s*(.+))?", Pattern.DOTALL);
    private static final Pattern FORM = Pattern.compile("\\{(-?[0-9][0-9.,]*(?:e-?[0-9]+)?)\\s*(=|from)\\s*([^}]*)\\}");

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
     * @throws IllegalArgumentException in plain words, if what one is computed from cannot be read
     */
    public static List<StatedNumber> in(String text) {
        List<StatedNumber> found = new ArrayList<>();
        Matcher matcher = FORM.matcher(text);
        while (matcher.find()) {
            found.add(of(matcher.group(1), matcher.group(2), matcher.group(3).strip()));
        }
        return found;
    }

    private static StatedNumber of(String shown, String how, String from) {
        if (how.equals("=")) {
            return new StatedNumber(shown, Expression.parse(from), 0, "");
        }
        Matcher origin = ORIGIN.matcher(from);
        if (!origin.matches()) {
            throw new IllegalArgumentException(
                    "{" + shown + " from " + from
                            + "}: after \"from\" comes the number of a source, 1 for the first, and if need be a colon and what it is of");
        }
        String of = origin.group(2) == null ? "" : origin.group(2).replaceAll("\\s+", " ");
        return new StatedNumber(shown, null, Integer.parseInt(origin.group(1)), of);
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
