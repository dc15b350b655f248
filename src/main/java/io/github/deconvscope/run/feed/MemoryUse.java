package io.github.deconvscope.run.feed;

import com.google.gson.JsonObject;
import io.github.deconvscope.base.JsonFields;
import java.util.stream.Stream;

/**
 * Memory of the tensors of a run, added up from the engine's arrays in the step of its first update.
 *
 * @param layerOutputs what each layer hands on for one batch; kept for the backward pass
 * @param weights what is learned, and the rounded weights that the layers work with
 * @param running running mean, covariance or whitening matrix
 * @param gradients one a parameter
 * @param optimizer momentum, or both moments of Adam
 */
public record MemoryUse(Part layerOutputs, Part weights, Part running, Part gradients, Part optimizer) {
    /**
     * Bytes of one kind of tensor.
     *
     * @param allocated as it is
     * @param inHalf as it would be with native fp16, where outputs and working weights have 16 bits and everything else 32
     */
    public record Part(long allocated, long inHalf) {}

    /** Everything that is allocated, in bytes. */
    public long allocated() {
        return parts().mapToLong(Part::allocated).sum();
    }

    /** Everything as it would be with native fp16, in bytes. */
    public long inHalf() {
        return parts().mapToLong(Part::inHalf).sum();
    }

    /** The parts, in the order of the fields. */
    public Stream<Part> parts() {
        return Stream.of(layerOutputs, weights, running, gradients, optimizer);
    }

    /** A member a part, each with {@code allocated} and {@code inHalf} bytes. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.add("layerOutputs", json(layerOutputs));
        json.add("weights", json(weights));
        json.add("running", json(running));
        json.add("gradients", json(gradients));
        json.add("optimizer", json(optimizer));
        return json;
    }

    private static JsonObject json(Part part) {
        JsonObject json = new JsonObject();
        json.addProperty("allocated", part.allocated);
        json.addProperty("inHalf", part.inHalf);
        return json;
    }

    /** Reads {@link #toJson} back; one that is damaged is refused. */
    public static MemoryUse fromJson(JsonFields json) {
        return new MemoryUse(
                part(json, "layerOutputs"),
                part(json, "weights"),
                part(json, "running"),
                part(json, "gradients"),
                part(json, "optimizer"));
    }

    private static Part part(JsonFields json, String name) {
        JsonFields part = json.object(name);
        return new Part(part.whole("allocated"), part.whole("inHalf"));
    }
}
