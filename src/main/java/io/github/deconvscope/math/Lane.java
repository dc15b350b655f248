package io.github.deconvscope.math;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.InvalidInputException;

/**
 * The arithmetic that a computation is done in: the number format that every product, quotient and root is rounded to, and the format that sums are
 * added up in. The same computation in several lanes, side by side, shows what a format costs. {@link HalfPrecision} and {@link Bfloat16} round to
 * the short formats; Java itself computes the others.
 */
public enum Lane implements Choice {
    DOUBLE("double", "double"),
    FP32("fp32", "fp32"),
    /** Factors and results are fp16, sums are added up in fp32: what a tensor core does, and a run in emulated fp16. */
    FP16_SUMS_FP32("fp16-fp32", "fp16, sums in fp32 (emulated)"),
    /** Sums are rounded to fp16 term by term. */
    FP16("fp16", "fp16, sums in fp16 (emulated)"),
    /** Sums are rounded to bf16 term by term. */
    BF16("bf16", "bf16, sums in bf16 (emulated)");

    private final Words words;

    Lane(String id, String title) {
        this.words = new Words(id, title);
    }

    @Override
    public Words words() {
        return words;
    }

    /**
     * One more term of a sum: the term, a product of two values of this format, and the sum are rounded as the lane does. {@link #round} of the
     * last sum is the result.
     */
    public float add(float sum, float term) {
        return switch (this) {
            case FP16 -> HalfPrecision.round(sum + HalfPrecision.round(term));
            case BF16 -> Bfloat16.round(sum + Bfloat16.round(term));
            case FP32, FP16_SUMS_FP32 -> sum + term;
            case DOUBLE -> throw new InvalidInputException("A lane of double does not add floats.");
        };
    }

    /** The value of this format nearest to {@code x}, rounded once, ties to even. */
    public double round(double x) {
        return switch (this) {
            case DOUBLE -> x;
            case FP32 -> (float) x;
            case FP16_SUMS_FP32, FP16 -> HalfPrecision.round(x);
            case BF16 -> Bfloat16.round(x);
        };
    }

    /** Rounds to {@code precision} significant bits, with gradual underflow below 2^minExponent and overflow above {@code max}. */
    static double roundTo(double x, int precision, int minExponent, double max) {
        if (!Double.isFinite(x) || x == 0) {
            return x;
        }
        int exponent = Math.max(Math.getExponent(x), minExponent);
        double spacing = Math.scalb(1.0, exponent - precision + 1);
        // Dividing by a power of two is exact, and rint takes ties to even.
        double rounded = Math.rint(x / spacing) * spacing;
        return Math.abs(rounded) > max ? Math.copySign(Double.POSITIVE_INFINITY, x) : rounded;
    }
}
