package io.github.deconvscope.run.feed;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.deconvscope.base.JsonFields;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long one product of two square matrices takes on the machine of a run, as timed there before the first step. Between the sizes that
 * were timed the time is taken from the nearest two, as a power of the size.
 *
 * @param millis by side of the matrices
 */
public record ProductTimes(SortedMap<Integer, Span> millis) {
    /** No product was timed: an older record, or a net that does not whiten. */
    public static final ProductTimes NONE = new ProductTimes(new TreeMap<>());

    /**
     * Milliseconds of a product in several tries.
     *
     * @param fastest above 0
     * @param median of all tries, not below the fastest
     */
    public record Span(double fastest, double median) {
        public Span {
            if (!isSpan(fastest, median)) {
                throw new IllegalArgumentException("a product takes " + fastest + " to " + median + " ms");
            }
        }
    }

    private static boolean isSpan(double fastest, double median) {
        return fastest > 0 && median >= fastest && Double.isFinite(median);
    }

    public ProductTimes {
        millis = Collections.unmodifiableSortedMap(new TreeMap<>(millis));
    }

    public boolean isEmpty() {
        return millis.isEmpty();
    }

    /** Milliseconds of a product of two {@code side x side} matrices in the fastest tries. */
    public double fastest(int side) {
        return at(side, true);
    }

    /** The same at the median of the tries. */
    public double median(int side) {
        return at(side, false);
    }

    private double at(int side, boolean fastest) {
        if (millis.isEmpty()) {
            throw new IllegalStateException("no product was timed");
        }
        Integer above =
                millis.tailMap(side).isEmpty() ? null : millis.tailMap(side).firstKey();
        Integer below = millis.headMap(side + 1).isEmpty()
                ? null
                : millis.headMap(side + 1).lastKey();
        if (above == null || below == null || above.equals(below)) {
            int nearest = above == null ? below : above;
            // beyond what was timed the rate stays
            return one(nearest, fastest) * Math.pow((double) side / nearest, 3);
        }
        double share = Math.log((double) side / below) / Math.log((double) above / below);
        return one(below, fastest) * Math.pow(one(above, fastest) / one(below, fastest), share);
    }

    private double one(int side, boolean fastest) {
        Span span = millis.get(side);
        return fastest ? span.fastest : span.median;
    }

    /** A member a size: its fastest milliseconds and their median. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        millis.forEach((side, span) -> {
            JsonArray both = new JsonArray();
            both.add(span.fastest);
            both.add(span.median);
            json.add(side.toString(), both);
        });
        return json;
    }

    /** Reads {@link #toJson} back; one that is damaged is refused. */
    public static ProductTimes fromJson(JsonFields json) {
        SortedMap<Integer, Span> millis = new TreeMap<>();
        for (String dimension : json.json().keySet()) {
            double[] both = json.numbers(dimension);
            if (!dimension.matches("[1-9]\\d{0,8}") || both.length != 2 || !isSpan(both[0], both[1])) {
                throw json.wrong(dimension, "two numbers of milliseconds, the fastest and the median, under a side");
            }
            millis.put(Integer.valueOf(dimension), new Span(both[0], both[1]));
        }
        return new ProductTimes(millis);
    }
}
