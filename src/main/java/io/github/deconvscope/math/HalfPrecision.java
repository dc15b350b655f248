package io.github.deconvscope.math;

/**
 * IEEE 754 binary16 (fp16) by exact rounding in {@code float}: 11 significant bits, exponents -14 to 15, subnormals, overflow to
 * infinity from 65520 on, round to nearest, ties to even.
 *
 * <p>Rounding the {@code float} result of one +, -, *, / or square root of two half values gives the correctly rounded half result:
 * 24 bits are enough for 2 * 11 + 2 (Figueroa, "When is double rounding innocuous?", 1995).
 */
public final class HalfPrecision {
    /** Largest finite value. */
    public static final float MAX = 65_504;
    /** Smallest positive normal value, 2^-14. */
    public static final float MIN_NORMAL = 0x1p-14f;
    /** Smallest positive value, 2^-24. */
    public static final float MIN_SUBNORMAL = 0x1p-24f;

    private static final int OVERFLOW_BITS = Float.floatToRawIntBits(65_520);
    private static final int MIN_NORMAL_BITS = Float.floatToRawIntBits(MIN_NORMAL);
    private static final int INFINITY_BITS = 0x7f80_0000;

    private HalfPrecision() {}

    /** The half value nearest to {@code x}, as a {@code float}; NaN stays NaN. */
    public static float round(float x) {
        int bits = Float.floatToRawIntBits(x);
        int magnitude = bits & 0x7fff_ffff;
        if (magnitude < MIN_NORMAL_BITS) {
            // Half subnormals are the multiples of 2^-24, which is the spacing of floats from 0.5 to 1: adding 0.5
            // rounds to it.
            return Math.copySign(Float.intBitsToFloat(magnitude) + 0.5f - 0.5f, x);
        }
        if (magnitude >= OVERFLOW_BITS) {
            return magnitude > INFINITY_BITS ? Float.NaN : Math.copySign(Float.POSITIVE_INFINITY, x);
        }
        return Float.intBitsToFloat(bits + 0xfff + (bits >>> 13 & 1) & ~0x1fff);
    }

    /** The half value nearest to {@code x}, rounded once. */
    public static double round(double x) {
        return Lane.roundTo(x, 11, -14, MAX);
    }

    /** The 16 bits of the half value nearest to {@code x}: sign, 5 of exponent, 10 of fraction. */
    public static short toBits(float x) {
        float rounded = round(x);
        int bits = Float.floatToRawIntBits(rounded);
        int sign = bits >>> 16 & 0x8000;
        int magnitude = bits & 0x7fff_ffff;
        if (magnitude > INFINITY_BITS) {
            return (short) (sign | 0x7e00);
        }
        if (magnitude == INFINITY_BITS) {
            return (short) (sign | 0x7c00);
        }
        if (magnitude < MIN_NORMAL_BITS) {
            return (short) (sign | Math.round(Math.abs(rounded) * 0x1p24f));
        }
        return (short) (sign | (magnitude - MIN_NORMAL_BITS >>> 13) + 0x400);
    }

    /** The value of 16 bits, exactly. */
    public static float fromBits(short bits) {
        int exponent = bits >>> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        float magnitude =
                switch (exponent) {
                    case 0 -> fraction * MIN_SUBNORMAL;
                    case 31 -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
                    default -> Float.intBitsToFloat(exponent - 15 + 127 << 23 | fraction << 13);
                };
        return bits < 0 ? -magnitude : magnitude;
    }
}
