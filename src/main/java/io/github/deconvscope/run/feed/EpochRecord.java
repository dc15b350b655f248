package io.github.deconvscope.run.feed;

import com.google.gson.JsonObject;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.JsonFields;
import io.github.deconvscope.base.JsonRecord;

/**
 * One line of {@code epochs.jsonl}; members have the names of the components, which are the ids of {@link Metric}.
 *
 * @param epoch 1 for the first
 * @param step the last step of the epoch
 * @param trainLoss mean over the epoch's images
 * @param trainAccuracy 0 to 1
 * @param testLoss mean over the test images
 * @param testAccuracy 0 to 1
 * @param seconds wall time of the epoch's training
 */
public record EpochRecord(
        int epoch,
        long step,
        double trainLoss,
        double trainAccuracy,
        double testLoss,
        double testAccuracy,
        double seconds) {
    private static final JsonRecord<EpochRecord> JSON = new JsonRecord<>("The record of an epoch", EpochRecord.class);

    /** The line, without its end. */
    public JsonObject toJson() {
        return JSON.write(this);
    }

    /**
     * Reads {@link #toJson} back.
     *
     * @throws InvalidInputException if a member is missing or is not what it has to be
     */
    public static EpochRecord fromJson(JsonFields line) {
        return JSON.read(line);
    }
}
