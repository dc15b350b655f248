package io.github.deconvscope.run.feed;

import com.google.gson.JsonObject;
import io.github.deconvscope.base.JsonFields;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Where the time of a step went, as the mean of a few steps.
 *
 * @param steps how many steps it is the mean of; 1 or more
 * @param millis milliseconds of each part that took any time
 * @param products how long products of matrices take on the run's machine
 */
public record StepCost(int steps, Map<StepPart, Double> millis, ProductTimes products) {
    /** Of a machine whose products were not timed. */
    public StepCost(int steps, Map<StepPart, Double> millis) {
        this(steps, millis, ProductTimes.NONE);
    }

    public StepCost {
        Map<StepPart, Double> taken = new EnumMap<>(StepPart.class);
        millis.forEach((part, value) -> {
            if (value > 0) {
                taken.put(part, value);
            }
        });
        millis = Collections.unmodifiableMap(taken);
    }

    /** Milliseconds of a part; 0 if the steps had none. */
    public double of(StepPart part) {
        return millis.getOrDefault(part, 0.0);
    }

    /** Milliseconds of the whole step: all parts together. */
    public double total() {
        double sum = 0;
        for (StepPart part : StepPart.values()) {
            sum += of(part);
        }
        return sum;
    }

    /** The same steps on a machine with these times of products. */
    public StepCost with(ProductTimes timed) {
        return new StepCost(steps, millis, timed);
    }

    /** A member a part, beside {@code steps} and {@code products}. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("steps", steps);
        for (StepPart part : StepPart.values()) {
            json.addProperty(part.key(), of(part));
        }
        if (!products.isEmpty()) {
            json.add("products", products.toJson());
        }
        return json;
    }

    /** Reads {@link #toJson} back; one that is damaged is refused. */
    public static StepCost fromJson(JsonFields json) {
        Map<StepPart, Double> millis = new EnumMap<>(StepPart.class);
        for (StepPart part : StepPart.values()) {
            millis.put(part, json.number(part.key()));
        }
        return new StepCost(
                json.count("steps"),
                millis,
                json.has("products") ? ProductTimes.fromJson(json.object("products")) : ProductTimes.NONE);
    }
}
