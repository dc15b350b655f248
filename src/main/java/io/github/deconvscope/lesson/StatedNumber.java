package io.github.deconvscope.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number that a lesson states, with where it comes from: {@code {36 = nonzeros(example_1)}} is computed, {@code {14.12 from 2}} is
 * quoted from the second source of the lesson. A reader sees the number only; a test computes it again.
 *
 * @param shown as printed
 * @param computed what gives it; {@code null} for a quoted number
 * @param source which source it is quoted from, from 1; 0 for a computed number
 */
public record StatedNumber(String shown, Expression computed, int source) {
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
            return new StatedNumber(shown, Expression.parse(from), 0);
        }
        if (!from.matches("[1-9][0-9]?")) {
            throw new IllegalArgumentException(
                    "{" + shown + " from " + from + "}: after \"from\" comes the number of a source, 1 for the first");
        }
        return new StatedNumber(shown, null, Integer.parseInt(from));
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
