package io.github.deconvscope.lab.precision;

import io.github.deconvscope.math.Bfloat16;
import io.github.deconvscope.math.HalfPrecision;

/** A floating point format of 16 bits: one of sign, some of exponent, the rest of fraction. */
public enum HalfFormat {
    /** IEEE 754 binary16. */
    FP16("fp16", 5, 10),
    /** The upper half of an fp32 number. */
    BF16("bf16", 8, 7);

    private final String label;
    private final int exponentBits;
    private final int fractionBits;

    HalfFormat(String label, int exponentBits, int fractionBits) {
        this.label = label;
        this.exponentBits = exponentBits;
        this.fractionBits = fractionBits;
    }

    public String label() {
        return label;
    }

    public int fractionBits() {
        return fractionBits;
    }

    /** The 16 bits of the number nearest to {@code value}, ties to the even one; the lower 16 bits of the result. */
    public int encode(double value) {
        return switch (this) {
            case FP16 -> HalfPrecision.toBits((float) HalfPrecision.round(value)) & 0xffff;
            case BF16 -> Float.floatToIntBits((float) Bfloat16.round(value)) >>> 16;
        };
    }

    /** The number that the lower 16 bits stand for, exactly. */
    public double decode(int bits) {
        return switch (this) {
            case FP16 -> HalfPrecision.fromBits((short) bits);
            case BF16 -> Float.intBitsToFloat(bits << 16);
        };
    }

    /** The largest finite number. */
    public double largest() {
        return decode(infinityBits() - 1);
    }

    /** The smallest positive number with full precision. */
    public double smallestNormal() {
        return decode(1 << fractionBits);
    }

    /** The smallest positive number; half of it and less becomes 0. */
    public double smallest() {
        return decode(1);
    }

    /** Distance from the number of these bits to the next larger magnitude; NaN if it is the largest, infinite or not a number. */
    public double spacing(int bits) {
        int magnitude = bits & 0x7fff;
        return magnitude >= infinityBits() - 1 ? Double.NaN : decode(magnitude + 1) - decode(magnitude);
    }

    private int infinityBits() {
        return ((1 << exponentBits) - 1) << fractionBits;
    }
}
