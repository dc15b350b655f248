package io.github.deconvscope.ui.page.runs;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.deconvscope.figure.runs.RunOverlay;
import io.github.deconvscope.run.InvalidInputException;
import io.github.deconvscope.run.scalar.ScalarSeries.Axis;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a person chose on the page, as one line.
 *
 * @param root folder of the runs; empty for the usual one
 * @param query what was searched for
 * @param selected names of the chosen folders
 * @param overlay how curves are drawn
 */
public record RunsState(String root, String query, List<String> selected, RunOverlay overlay) {
    static final RunsState START =
            new RunsState("", "", List.of(), new RunOverlay("loss", Axis.STEP, 0.9, false, false));

    /** The line. */
    public String toText() {
        JsonObject json = new JsonObject();
        json.addProperty("root", root);
        json.addProperty("query", query);
        json.add("selected", new Gson().toJsonTree(selected));
        json.addProperty("curve", overlay.curve());
        json.addProperty("axis", overlay.over().id());
        json.addProperty("smoothing", overlay.smoothing());
        json.addProperty("logX", overlay.logX());
        json.addProperty("logY", overlay.logY());
        return json.toString();
    }

    static RunsState parse(String text) {
        if (text.isEmpty()) {
            return START;
        }
        try {
            JsonObject json = JsonParser.parseString(text).getAsJsonObject();
            List<String> selected = new ArrayList<>();
            JsonArray names = json.getAsJsonArray("selected");
            for (JsonElement name : names) {
                selected.add(name.getAsString());
            }
            double smoothing = json.get("smoothing").getAsDouble();
            if (!(smoothing >= 0 && smoothing < 1)) {
                throw new IllegalStateException("smoothing " + smoothing);
            }
            RunOverlay overlay = new RunOverlay(
                    json.get("curve").getAsString(),
                    Axis.valueOf(json.get("axis").getAsString().toUpperCase(Locale.ROOT)),
                    smoothing,
                    json.get("logX").getAsBoolean(),
                    json.get("logY").getAsBoolean());
            return new RunsState(
                    json.get("root").getAsString(), json.get("query").getAsString(), selected, overlay);
        } catch (JsonParseException
                | IllegalStateException
                | IllegalArgumentException
                | NullPointerException
                | ClassCastException
                | UnsupportedOperationException e) {
            throw new InvalidInputException(
                    "This is not a saved state of the runs page. Save one with State, Save state.", e);
        }
    }
}
