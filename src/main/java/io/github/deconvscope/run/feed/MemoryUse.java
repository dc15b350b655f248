package io.github.deconvscope.run.feed;

import com.google.gson.JsonObject;
import io.github.deconvscope.base.JsonFields;
import io.github.deconvscope.base.JsonRecord;
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
    private static final JsonRecord<MemoryUse> JSON = new JsonRecord<>("The memory of a run", MemoryUse.class);

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
        return JSON.write(this);
    }

    /** Reads {@link #toJson} back; one that is damaged is refused. */
    public static MemoryUse fromJson(JsonFields json) {
        return JSON.read(json);
    }
}
