package io.github.deconvscope.base;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as text, the same in every locale: three significant digits where they are shown, all digits where they are asked for. A whole
 * number has no decimal point, as long as its type can represent all whole numbers of that size.
 */
public final class Numbers {
    private static final String MINUS = "\u2212";

    /** Below this share digits say nothing to a person. */
    private static final double LEAST_SHARE = 1e-5;

    private Numbers() {}

    /**
     * Three significant digits, as in {@code 0.0123}, {@code 86}, {@code 2.3e5}. Whole numbers below a million keep all their digits.
     * With a true minus sign.
     */
    public static String shown(double value) {
        return shown(value, 3);
    }

    /** {@link #shown(double)} with another number of significant digits, 1 or more. */
    public static String shown(double value, int significant) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "\u221e" : MINUS + "\u221e";
        }
        if (value == 0) {
            return "0";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e6) {
            return trueMinus(Long.toString((long) value));
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(significant, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= 5 || exponent <= -4) {
            return scientific(rounded, exponent);
        }
        return trueMinus(plain(rounded));
    }

    /** A share of 1 as a percentage, with three significant digits: {@code 83.6 %} for 0.8359; {@code < 0.001 %} for less than that and above 0. */
    public static String percent(double share) {
        return share > 0 && share < LEAST_SHARE ? "< 0.001 %" : shown(100 * share) + " %";
    }

    /** A share of 1 in per cent, such as 52.4 for 0.524: 100 times that is 52.400000000000006. */
    public static double inPercent(double share) {
        return special(share)
                ? share
                : new BigDecimal(Double.toString(share)).movePointRight(2).doubleValue();
    }

    /** The shortest decimal that reads back as the same double. */
    public static String full(double value) {
        if (isWhole(value)) {
            return trueMinus(Long.toString((long) value));
        }
        return special(value) ? shown(value) : trueMinus(digits(new BigDecimal(Double.toString(value))));
    }

    /** As {@link #full(double)}, for a number that is stored as a float. */
    public static String full(float value) {
        if (isWhole(value)) {
            return trueMinus(Long.toString((long) value));
        }
        return special(value) ? shown(value) : trueMinus(digits(new BigDecimal(Float.toString(value))));
    }

    /** For files: plain ASCII, reads back as the same double. */
    public static String exact(double value) {
        StringBuilder text = new StringBuilder();
        appendExact(text, value);
        return text.toString();
    }

    /** Appends what {@link #exact} gives. */
    public static void appendExact(StringBuilder text, double value) {
        // A minus before zero is part of the number.
        if (isWhole(value) && Double.compare(value, -0.0) != 0) {
            text.append((long) value);
        } else {
            text.append(value);
        }
    }

    /** As {@link #appendExact(StringBuilder, double)}, for a number that is stored as a float. */
    public static void appendExact(StringBuilder text, float value) {
        if (isWhole(value) && Float.compare(value, -0.0f) != 0) {
            text.append((long) value);
        } else {
            text.append(value);
        }
    }

    /** As people type it, and {@link #exact} otherwise: {@code 65536}, {@code 0.001}, {@code 2e-4} where Java writes 2.0E-4. */
    public static String typed(double value) {
        return exact(value).replace(".0E", "e").replace('E', 'e');
    }

    /** Whether it is written without a decimal point: a whole number below 1e15, all of which a double can represent. */
    public static boolean isWhole(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15;
    }

    /** Whether it is written without a decimal point: a whole number below 1e7, all of which a float can represent. */
    public static boolean isWhole(float value) {
        return value == Math.rint(value) && Math.abs(value) < 1e7;
    }

    /** A tick label: as many decimals as the distance between ticks needs. */
    public static String tick(double value, double step) {
        double size = Math.max(Math.abs(value), Math.abs(step));
        if (value == 0 || Math.abs(value) < step * 1e-9) {
            return "0";
        }
        if (size >= 1e6 || size < 1e-4) {
            BigDecimal rounded = new BigDecimal(value).round(new MathContext(4, RoundingMode.HALF_EVEN));
            return scientific(rounded, rounded.precision() - rounded.scale() - 1);
        }
        int decimals = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
        return trueMinus(
                new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString());
    }

    private static boolean special(double value) {
        return Double.isNaN(value) || Double.isInfinite(value);
    }

    private static String digits(BigDecimal value) {
        int exponent = value.precision() - value.scale() - 1;
        return exponent >= 9 || exponent <= -6 ? scientific(value, exponent) : plain(value);
    }

    private static String scientific(BigDecimal value, int exponent) {
        return trueMinus(plain(value.movePointLeft(exponent)) + "e" + exponent);
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }

    private static String trueMinus(String text) {
        return text.replace("-", MINUS);
    }
}
