package io.github.deconvscope.run.feed;

import com.google.gson.JsonObject;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.JsonFields;
import io.github.deconvscope.base.JsonLines;

/**
 * One line of {@code epochs.jsonl}.
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
    /** The line, without its end. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty(StepRecord.EPOCH, epoch);
        json.addProperty(Metric.EPOCH_STEP.id(), step);
        JsonLines.put(json, Metric.TRAIN_LOSS.id(), trainLoss);
        JsonLines.put(json, Metric.TRAIN_ACCURACY.id(), trainAccuracy);
        JsonLines.put(json, Metric.TEST_LOSS.id(), testLoss);
        JsonLines.put(json, Metric.TEST_ACCURACY.id(), testAccuracy);
        JsonLines.put(json, Metric.SECONDS.id(), seconds);
        return json;
    }

    /**
     * Reads {@link #toJson} back.
     *
     * @throws InvalidInputException if a member is missing or is not what it has to be
     */
    public static EpochRecord fromJson(JsonFields line) {
        return new EpochRecord(
                line.count(StepRecord.EPOCH),
                line.whole(Metric.EPOCH_STEP.id()),
                line.number(Metric.TRAIN_LOSS.id()),
                line.number(Metric.TRAIN_ACCURACY.id()),
                line.number(Metric.TEST_LOSS.id()),
                line.number(Metric.TEST_ACCURACY.id()),
                line.number(Metric.SECONDS.id()));
    }
}
