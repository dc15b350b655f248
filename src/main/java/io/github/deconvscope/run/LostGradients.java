package io.github.deconvscope.run;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

/**
 * How much of one step's gradients fp16 cannot hold, layer by layer in the order of {@link RunFeed#layers}: of the weights a layer multiplies
 * with, as they leave the backward pass with the loss scale on. Where fp16 is native a gradient is fp16 already.
 *
 * @param underflow share that is 0 in fp16, from 0 to 1; NaN for a layer without weights. What would be 0 in fp32 too is counted.
 * @param overflow share that is infinite or not a number in fp16, from 0 to 1; NaN for a layer without weights
 */
public record LostGradients(float[] underflow, float[] overflow) {
    /** Of this kind. */
    public float[] of(Kind kind) {
        return kind == Kind.UNDERFLOW ? underflow : overflow;
    }

    /** What becomes of a number that fp16 cannot hold. */
    public enum Kind {
        /** Too small: becomes 0. */
        UNDERFLOW("underflow"),
        /** Too large: becomes infinite. */
        OVERFLOW("overflow");

        private final String key;

        Kind(String key) {
            this.key = key;
        }

        /** Name in {@code steps.jsonl}. */
        public String key() {
            return key;
        }
    }

    /** Adds a member a kind: an array of a number a layer, null for a layer without weights. */
    void write(JsonObject json) {
        for (Kind kind : Kind.values()) {
            JsonArray shares = new JsonArray();
            for (float share : of(kind)) {
                shares.add(Float.isNaN(share) ? JsonNull.INSTANCE : new com.google.gson.JsonPrimitive(share));
            }
            json.add(kind.key(), shares);
        }
    }

    /** Reads {@link #write} back; {@code null} if the step has none. */
    static LostGradients read(JsonObject json) {
        return json.has(Kind.UNDERFLOW.key()) && json.has(Kind.OVERFLOW.key())
                ? new LostGradients(shares(json, Kind.UNDERFLOW), shares(json, Kind.OVERFLOW))
                : null;
    }

    private static float[] shares(JsonObject json, Kind kind) {
        JsonArray array = json.getAsJsonArray(kind.key());
        float[] shares = new float[array.size()];
        for (int i = 0; i < shares.length; i++) {
            JsonElement share = array.get(i);
            shares[i] = share.isJsonNull() ? Float.NaN : share.getAsFloat();
        }
        return shares;
    }
}
