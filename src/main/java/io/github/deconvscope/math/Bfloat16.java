package io.github.deconvscope.math;

/**
 * bfloat16 by exact rounding in {@code float}: 8 significant bits and the exponents of {@code float}, round to nearest, ties to
 * even, overflow to infinity. As in {@link HalfPrecision}, rounding after each {@code float} operation gives the correctly rounded
 * result of that operation.
 */
public final class Bfloat16 {
    /** Largest finite value, about 3.39e38. */
    public static final float MAX = 0x1.fep127f;

    private Bfloat16() {}

    /** The bfloat16 value nearest to {@code x}, as a {@code float}; NaN stays NaN. */
    public static float round(float x) {
        int bits = Float.floatToRawIntBits(x);
        if ((bits & 0x7fff_ffff) > 0x7f80_0000) {
            return Float.NaN;
        }
        return Float.intBitsToFloat(bits + 0x7fff + (bits >>> 16 & 1) & 0xffff_0000);
    }

    /** The bfloat16 value nearest to {@code x}, rounded once. */
    public static double round(double x) {
        return Lane.roundTo(x, 8, -126, MAX);
    }
}
