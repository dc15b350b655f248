package io.github.deconvscope.lesson.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a person had made of a page when a task was done, as a figure of the catalogue, so that the record of lessons can show it again. Pages
 * with a run in view have none: what the run measured is kept in words instead, see {@link RunFacts#inWords}.
 *
 * @param id of the figure in the catalogue
 * @param parameters of the figure
 */
public record OwnFigure(String id, Map<String, String> parameters) {
    /** Members of the whitening page's state, and the figure's names for them. */
    private static final Map<String, String> OF_WHITENING = Map.ofEntries(
            Map.entry("correlation", "correlation"),
            Map.entry("channels", "channels"),
            Map.entry("kernel", "kernel"),
            Map.entry("samplingStride", "sampling-stride"),
            Map.entry("block", "block"),
            Map.entry("standardized", "standardized"),
            Map.entry("eps", "eps"),
            Map.entry("method", "method"),
            Map.entry("iterations", "iterations"),
            Map.entry("iteration", "iteration"),
            Map.entry("lane", "precision"));

    /** Pages whose state names what a figure needs; empty for a run, and for images of one's own, which may be gone tomorrow. */
    public static Optional<OwnFigure> of(String page, JsonObject state) {
        return switch (page) {
            case "convolution" -> Optional.of(text(state, "photograph").equals("true") ? photo(state) : maps(state));
            case "whitening" -> whitened(state);
            default -> Optional.empty();
        };
    }

    private static OwnFigure maps(JsonObject state) {
        JsonObject operation = state.getAsJsonObject("convolution");
        return new OwnFigure(
                "convolution-overview",
                Map.of(
                        "state", operation.toString(),
                        "turned", text(operation, "turnKernel"),
                        "backward", text(state, "backward"),
                        "position", text(state, "position")));
    }

    private static OwnFigure photo(JsonObject state) {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("photo", text(state, "photo").toLowerCase(Locale.ROOT));
        parameters.put("operation", text(state, "operation").toLowerCase(Locale.ROOT));
        parameters.put("kernel", text(state, "kernel"));
        parameters.put("stride", text(state, "stride"));
        return new OwnFigure("convolution-photo", parameters);
    }

    private static Optional<OwnFigure> whitened(JsonObject state) {
        String source = text(state, "source");
        if (!source.equals("photo") && !source.equals("synthetic")) {
            return Optional.empty();
        }
        Map<String, String> parameters = new TreeMap<>();
        OF_WHITENING.forEach((name, parameter) -> {
            // What a state of an earlier version does not have keeps the default of the figure.
            if (state.has(name)) {
                parameters.put(parameter, text(state, name));
            }
        });
        parameters.put("source", source.equals("photo") ? text(state, "name") : source);
        JsonArray quirks = state.getAsJsonArray("quirks");
        parameters.put("quirks", quirks.isEmpty() ? "" : quirks.toString().replaceAll("[\\[\\]\"]", ""));
        return Optional.of(new OwnFigure("whitening-spectrum", parameters));
    }

    private static String text(JsonObject state, String name) {
        JsonElement value = state.get(name);
        return value == null || !value.isJsonPrimitive() ? "" : value.getAsString();
    }
}
