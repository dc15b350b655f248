package io.github.deconvscope.lesson.play;

import io.github.deconvscope.lesson.model.Decimals;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number as people type it: {@code 0.111}, {@code 0,111}, {@code 1/9}, {@code 11.1 %}, {@code 29,171.5}, {@code 29 171}, {@code 6.6 x 10^-4}. What
 * can be read in two ways, such as {@code 1,234}, is refused in words, never guessed.
 */
public final class TypedNumber {
    private static final Pattern PER_CENT = Pattern.compile("(.+?)(?:%|per ?cent)", Pattern.CASE_INSENSITIVE);
    private static final Pattern FRACTION = Pattern.compile("([^/]+)/([^/]+)");
    private static final Pattern POWER = Pattern.compile("(?:(.+?)[x*\u00d7\u00b7])?10\\^([-+]?[0-9]{1,3})");
    private static final String SIGN = "([-+]?)";
    /** Groups of three digits, and after a point what a decimal number has. */
    private static final Pattern COMMAS = Pattern.compile(SIGN + "[1-9][0-9]{0,2}(?:,[0-9]{3})+(\\.[0-9]+)?");

    private static final Pattern POINTS = Pattern.compile(SIGN + "[1-9][0-9]{0,2}(?:\\.[0-9]{3})+(,[0-9]+)?");
    private static final Pattern SPACES =
            Pattern.compile(SIGN + "[1-9][0-9]{0,2}(?:[ '\u2019_][0-9]{3})+([.,][0-9]+)?");
    private static final Pattern TWO_WAYS = Pattern.compile("[-+]?[1-9][0-9]{0,2},[0-9]{3}");
    private static final Pattern COMMA = Pattern.compile("[-+]?[0-9]*,[0-9]+(?:[eE][-+]?[0-9]{1,4})?");

    private TypedNumber() {}

    /**
     * The number that was typed.
     *
     * @param ask the question: where it asks for per cent, {@code 10 %} is 10, elsewhere 0.1
     * @throws IllegalArgumentException that says how to write it
     */
    public static double read(String text, String ask) {
        String typed = text.strip()
                .replace('\u2212', '-')
                .replaceAll("[\u00a0\u2009\u202f]", " ")
                .replaceAll(" *([/x*\u00d7\u00b7^%]) *", "$1")
                .replaceAll("(?<=[-+]) ", "");
        Matcher perCent = PER_CENT.matcher(typed);
        OptionalDouble number = perCent.matches() ? quotient(perCent.group(1).strip(), text) : quotient(typed, text);
        if (number.isEmpty() || !Double.isFinite(number.getAsDouble())) {
            throw new IllegalArgumentException(
                    "\"" + text.strip()
                            + "\" is not read as a number. Write it as 36, 0.5, 1/9, 12 % or 6e-4; it does not count as a try.");
        }
        return perCent.matches() && !asksForPerCent(ask) ? number.getAsDouble() / 100 : number.getAsDouble();
    }

    private static boolean asksForPerCent(String ask) {
        return ask.matches("(?is).*(%|per ?cent).*");
    }

    private static OptionalDouble quotient(String typed, String whole) {
        Matcher fraction = FRACTION.matcher(typed);
        if (!fraction.matches()) {
            return product(typed, whole);
        }
        OptionalDouble above = product(fraction.group(1), whole);
        OptionalDouble below = product(fraction.group(2), whole);
        return above.isPresent() && below.isPresent()
                ? OptionalDouble.of(above.getAsDouble() / below.getAsDouble())
                : OptionalDouble.empty();
    }

    private static OptionalDouble product(String typed, String whole) {
        Matcher power = POWER.matcher(typed);
        if (!power.matches()) {
            return plain(typed, whole);
        }
        OptionalDouble factor = power.group(1) == null ? OptionalDouble.of(1) : plain(power.group(1), whole);
        return factor.isPresent() ? Decimals.read(factor.getAsDouble() + "e" + power.group(2)) : factor;
    }

    private static OptionalDouble plain(String typed, String whole) {
        if (TWO_WAYS.matcher(typed).matches()) {
            throw new IllegalArgumentException("\"" + whole.strip() + "\" can be read as "
                    + typed.replace(",", "") + " or as " + typed.replace(',', '.')
                    + ". Write the one that you mean; it does not count as a try.");
        }
        String point = typed;
        if (COMMAS.matcher(typed).matches()) {
            point = typed.replace(",", "");
        } else if (SPACES.matcher(typed).matches()) {
            point = typed.replaceAll("[ '\u2019_]", "").replace(',', '.');
        } else if (POINTS.matcher(typed).matches() && typed.matches(".*\\..*[.,].*")) {
            point = typed.replace(".", "").replace(',', '.');
        } else if (COMMA.matcher(typed).matches()) {
            point = typed.replace(',', '.');
        }
        return Decimals.read(point);
    }
}
