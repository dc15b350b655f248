package io.github.deconvscope.ui.page.runs;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.JsonFields;
import io.github.deconvscope.figure.overlay.RunOverlay;
import io.github.deconvscope.run.scalar.ScalarSeries.Axis;
import java.util.List;

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
        JsonFields json = JsonFields.parse("The saved state of the runs page", text);
        double smoothing = json.number("smoothing");
        if (!(smoothing >= 0 && smoothing < 1)) {
            throw new InvalidInputException("The saved state of the runs page: \"smoothing\" is " + smoothing
                    + "; it has to be from 0 to below 1. Correct it there.");
        }
        RunOverlay overlay = new RunOverlay(
                json.text("curve"), json.choice("axis", Axis.class), smoothing, json.flag("logX"), json.flag("logY"));
        return new RunsState(json.text("root"), json.text("query"), json.texts("selected"), overlay);
    }
}
