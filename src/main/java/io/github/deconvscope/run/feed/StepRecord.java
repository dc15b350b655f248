package io.github.deconvscope.run.feed;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.JsonFields;
import io.github.deconvscope.base.JsonLines;
import io.github.deconvscope.math.Floats;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One line of {@code steps.jsonl}.
 *
 * @param step 1 for the first update
 * @param epoch 1 for the first pass through the data
 * @param loss mean cross entropy of the batch; may be NaN or infinite
 * @param accuracy share of the batch classified right, 0 to 1
 * @param learningRate used in this step
 * @param stepMillis wall time in milliseconds
 * @param lossScale factor on the loss; 1 in fp32
 * @param skipped whether the update was left out because a gradient was not finite
 * @param lost what rounding to fp16 does to the gradients, layer by layer; empty in fp32, which rounds nothing
 */
public record StepRecord(
        long step,
        int epoch,
        double loss,
        double accuracy,
        double learningRate,
        double stepMillis,
        double lossScale,
        boolean skipped,
        Optional<LostGradients> lost) {
    /** Name of the step in a line. */
    public static final String STEP = "step";
    /** Name of the epoch in a line. */
    public static final String EPOCH = "epoch";

    /** A step in fp32. */
    public StepRecord(
            long step,
            int epoch,
            double loss,
            double accuracy,
            double learningRate,
            double stepMillis,
            double lossScale,
            boolean skipped) {
        this(step, epoch, loss, accuracy, learningRate, stepMillis, lossScale, skipped, Optional.empty());
    }

    /** The line, without its end. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty(STEP, step);
        json.addProperty(EPOCH, epoch);
        JsonLines.put(json, Metric.LOSS.id(), loss);
        JsonLines.put(json, Metric.ACCURACY.id(), accuracy);
        JsonLines.put(json, Metric.LEARNING_RATE.id(), learningRate);
        JsonLines.put(json, Metric.STEP_MILLIS.id(), stepMillis);
        JsonLines.put(json, Metric.LOSS_SCALE.id(), lossScale);
        json.addProperty(Metric.SKIPPED.id(), skipped);
        lost.ifPresent(shares -> write(shares, json));
        return json;
    }

    /**
     * Reads {@link #toJson} back.
     *
     * @throws InvalidInputException if a member is missing or is not what it has to be
     */
    public static StepRecord fromJson(JsonFields line) {
        return new StepRecord(
                line.whole(STEP),
                line.count(EPOCH),
                line.number(Metric.LOSS.id()),
                line.number(Metric.ACCURACY.id()),
                line.number(Metric.LEARNING_RATE.id()),
                line.number(Metric.STEP_MILLIS.id()),
                line.number(Metric.LOSS_SCALE.id()),
                line.flag(Metric.SKIPPED.id()),
                lostGradients(line));
    }

    /** Adds a member a kind: an array of a number a layer, null where it is NaN. */
    private static void write(LostGradients lost, JsonObject json) {
        for (LostGradients.Kind kind : LostGradients.Kind.values()) {
            JsonArray shares = new JsonArray();
            for (float share : lost.of(kind)) {
                shares.add(Float.isNaN(share) ? JsonNull.INSTANCE : new JsonPrimitive(share));
            }
            json.add(kind.key(), shares);
        }
    }

    /**
     * Reads {@link #write} back; empty if the step has none. Older records hold {@code underflow} and {@code overflow}, which count
     * gradients that are 0 or not finite in any format too; what fp16 loses cannot be told from them.
     */
    private static Optional<LostGradients> lostGradients(JsonFields line) {
        List<float[]> shares = new ArrayList<>();
        for (LostGradients.Kind kind : LostGradients.Kind.values()) {
            if (!line.has(kind.key())) {
                return Optional.empty();
            }
            shares.add(Floats.of(line.numbers(kind.key())));
        }
        return Optional.of(new LostGradients(shares.get(0), shares.get(1), shares.get(2), shares.get(3)));
    }
}
