package io.github.deconvscope.run.feed;

/**
 * What rounding to fp16 alone does to one step's gradients, and what they hold before it, layer by layer in the order of
 * the net: of the weights a layer multiplies with, as they leave the backward pass with the loss scale on, before they are
 * rounded.
 *
 * <p>A gradient is 0, not finite, or one that a number format can lose. The latter are what {@link #roundedToZero} and
 * {@link #roundedToInfinity} are shares of.
 *
 * @param roundedToZero share of the gradients that are finite and not 0, and become 0 in fp16; 0 to 1
 * @param roundedToInfinity share of the same, that become infinite in fp16
 * @param zero share of all gradients that are 0 already, in fp32
 * @param notFinite share of all gradients that are infinite or not a number already, in fp32
 *     <p>Each is NaN for a layer without weights; the first two also where fp16 is native: there gradients are rounded as they are made.
 */
public record LostGradients(float[] roundedToZero, float[] roundedToInfinity, float[] zero, float[] notFinite) {
    /** Of this kind. */
    public float[] of(Kind kind) {
        return switch (kind) {
            case ROUNDED_TO_ZERO -> roundedToZero;
            case ROUNDED_TO_INFINITY -> roundedToInfinity;
            case ZERO -> zero;
            case NOT_FINITE -> notFinite;
        };
    }

    /** What a gradient is, or becomes. */
    public enum Kind {
        /** Too small for fp16: becomes 0. */
        ROUNDED_TO_ZERO("roundedToZero"),
        /** Too large for fp16: becomes infinite. */
        ROUNDED_TO_INFINITY("roundedToInfinity"),
        /** 0 in any format. */
        ZERO("zeroGradients"),
        /** Infinite or not a number in any format. */
        NOT_FINITE("notFiniteGradients");

        private final String key;

        Kind(String key) {
            this.key = key;
        }

        /** Name in {@code steps.jsonl}. */
        public String key() {
            return key;
        }
    }
}
