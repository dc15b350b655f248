package io.github.deconvscope.figure.export;

import io.github.deconvscope.base.InvalidInputException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths on paper and screen. One logical pixel is 1/96 inch. */
public final class Length {
    /** Points of PostScript and PDF, 1/72 inch. */
    static final double POINTS_PER_PIXEL = 72.0 / 96;

    private static final Pattern FORM = Pattern.compile("([0-9]*\\.?[0-9]+)\\s*(mm|cm|in|pt|px)?");

    private Length() {}

    /**
     * Logical pixels of a text such as {@code 120mm}, {@code 12cm}, {@code 5in}, {@code 300pt}, {@code 640px} or {@code 640}.
     *
     * @param what the option, for the message
     */
    public static double parse(String what, String text) {
        Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new InvalidInputException(
                    what + " is \"" + text + "\", which is not a length; write it as 120mm, 12cm, 5in or 640px.");
        }
        double number = new BigDecimal(matcher.group(1)).doubleValue();
        String unit = matcher.group(2) == null ? "px" : matcher.group(2);
        return switch (unit) {
            case "mm" -> number * 96 / 25.4;
            case "cm" -> number * 96 / 2.54;
            case "in" -> number * 96;
            case "pt" -> number * 96 / 72;
            default -> number;
        };
    }

    /** Whether {@code text} measures paper rather than pixels. */
    public static boolean onPaper(String text) {
        String unit = text.strip().toLowerCase(Locale.ROOT);
        return unit.endsWith("mm") || unit.endsWith("cm") || unit.endsWith("in") || unit.endsWith("pt");
    }

    static double millimetres(double pixels) {
        return pixels * 25.4 / 96;
    }

    /** As files have it: at most three decimals. */
    static String decimal(double length) {
        String text = String.format(Locale.ROOT, "%.3f", length).replaceAll("\\.?0+$", "");
        return text.equals("-0") ? "0" : text;
    }
}
