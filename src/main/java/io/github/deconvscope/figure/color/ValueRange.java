package io.github.deconvscope.figure.color;

/**
 * The values at the two ends of a colour map. Fixed for a view rather than for each frame, so that equal colours mean equal values.
 *
 * @param min value of the first colour
 * @param max value of the last colour, above min
 */
public record ValueRange(double min, double max) {
    public ValueRange {
        if (!(max > min) || Double.isInfinite(min) || Double.isInfinite(max)) {
            throw new IllegalArgumentException(
                    "a colour range has to be finite and rise, not from " + min + " to " + max);
        }
    }

    /** From -limit to limit, for signed values. */
    public static ValueRange symmetric(double limit) {
        return new ValueRange(-limit, limit);
    }

    /** The smallest symmetric range with a round limit (1, 1.5, 2, 3, 5 or 7 times a power of ten) that holds all finite values. */
    public static ValueRange symmetricAround(float[] values) {
        double limit = 0;
        for (float value : values) {
            double size = Math.abs(value);
            if (size > limit && size < Double.POSITIVE_INFINITY) {
                limit = size;
            }
        }
        return symmetric(limit == 0 ? 1 : roundUp(limit, 1, 1.5, 2, 3, 5, 7));
    }

    /** From 0 to a round limit that holds all finite values, for magnitudes. */
    public static ValueRange magnitude(float[] values) {
        return new ValueRange(0, symmetricAround(values).max);
    }

    /** Symmetric if a value is negative, else from 0. */
    public static ValueRange around(float[] values) {
        for (float value : values) {
            if (value < 0) {
                return symmetricAround(values);
            }
        }
        return magnitude(values);
    }

    /** From 0 to the largest count, which is at least 1. */
    public static ValueRange counts(float[] values) {
        float most = 1;
        for (float value : values) {
            most = Math.max(most, value);
        }
        return new ValueRange(0, most);
    }

    /** The next of ..., 0.1, 0.2, 0.5, 1, 2, 5, 10, ... that is not below {@code value}, which is above 0. */
    public static double roundUp(double value) {
        return roundUp(value, 1, 2, 5);
    }

    private static double roundUp(double value, double... digits) {
        for (int power = (int) Math.floor(Math.log10(value)); ; power++) {
            for (double digit : digits) {
                double candidate = power < 0 ? digit / Math.pow(10, -power) : digit * Math.pow(10, power);
                if (candidate >= value * (1 - 1e-12)) {
                    return candidate;
                }
            }
        }
    }

    /** Index of the colour of {@code value} in a table of 256, clipped to the ends. {@code value} is not NaN. */
    public int index(double value) {
        int index = (int) ((value - min) / (max - min) * ColorMap.SIZE);
        return Math.max(0, Math.min(ColorMap.SIZE - 1, index));
    }
}
