package io.github.deconvscope.run.feed;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.deconvscope.base.JsonFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What rounding to fp16 alone does to one step's gradients, and what they hold before it, layer by layer in the order of
 * {@link RunFeed#layers}: of the weights a layer multiplies with, as they leave the backward pass with the loss scale on, before they are
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
    /** As recorded, in the order of {@link Kind}. */
    private LostGradients(List<float[]> shares) {
        this(shares.get(0), shares.get(1), shares.get(2), shares.get(3));
    }

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

    /** Adds a member a kind: an array of a number a layer, null where it is NaN. */
    public void write(JsonObject json) {
        for (Kind kind : Kind.values()) {
            JsonArray shares = new JsonArray();
            for (float share : of(kind)) {
                shares.add(Float.isNaN(share) ? JsonNull.INSTANCE : new JsonPrimitive(share));
            }
            json.add(kind.key(), shares);
        }
    }

    /**
     * Reads {@link #write} back; empty if the step has none. Older records hold {@code underflow} and {@code overflow}, which count
     * gradients that are 0 or not finite in any format too; what fp16 loses cannot be told from them.
     */
    public static Optional<LostGradients> read(JsonFields json) {
        List<float[]> shares = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (!json.has(kind.key())) {
                return Optional.empty();
            }
            shares.add(shares(json.numbers(kind.key())));
        }
        return Optional.of(new LostGradients(shares));
    }

    private static float[] shares(double[] numbers) {
        float[] shares = new float[numbers.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (float) numbers[i];
        }
        return shares;
    }
}
