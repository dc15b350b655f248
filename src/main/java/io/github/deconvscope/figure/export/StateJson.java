package io.github.deconvscope.figure.export;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.JsonFields;
import io.github.deconvscope.figure.catalog.FigureState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads and writes the state of a figure as JSON: what {@code figure --state FILE} reads, and what every exported file carries: names of runs, not their folders. */
public final class StateJson {
    private static final String FORMAT = "deconvscope-figure";
    private static final int VERSION = 1;
    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();
    private static final Gson COMPACT = new GsonBuilder().disableHtmlEscaping().create();

    private StateJson() {}

    /** On several lines, for a file of its own. */
    public static String pretty(FigureState state) {
        return GSON.toJson(tree(state)) + "\n";
    }

    /** On one line, for the metadata of a picture. */
    public static String compact(FigureState state) {
        return COMPACT.toJson(tree(state));
    }

    private static JsonObject tree(FigureState whole) {
        FigureState state = FolderNames.shortened(whole);
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.addProperty("version", VERSION);
        json.addProperty("figure", state.figure());
        state.run().ifPresent(run -> json.addProperty("run", run));
        state.link().ifPresent(link -> json.addProperty("link", link));
        JsonObject parameters = new JsonObject();
        state.parameters().forEach(parameters::addProperty);
        json.add("parameters", parameters);
        state.style().ifPresent(style -> json.add("style", JsonParser.parseString(style)));
        if (state.isOfPanels()) {
            JsonArray panels = new JsonArray();
            state.panels().forEach(panel -> panels.add(tree(panel)));
            json.add("panels", panels);
        }
        return json;
    }

    /**
     * @param where the text comes from, for the message
     * @throws InvalidInputException if it is not the state of a figure
     */
    public static FigureState parse(String where, String text) {
        try {
            return of(where, JsonParser.parseString(text));
        } catch (JsonParseException e) {
            throw new InvalidInputException(
                    where
                            + " is not the state of a figure: it is not whole JSON. Copy the whole file, or write one with"
                            + " deconvscope figure ID --out STATE.json.",
                    e);
        } catch (IllegalStateException | UnsupportedOperationException | NumberFormatException e) {
            throw new InvalidInputException(
                    where
                            + " is not the state of a figure: version has to be a number, and each of the parameters one value.",
                    e);
        }
    }

    private static FigureState of(String where, JsonElement parsed) {
        if (!parsed.isJsonObject() || !FORMAT.equals(string(parsed.getAsJsonObject(), "format"))) {
            throw new InvalidInputException(where + " does not hold the state of a figure; write one with"
                    + " deconvscope figure ID --out STATE.json.");
        }
        JsonObject json = parsed.getAsJsonObject();
        JsonFields fields = new JsonFields(where, json);
        long version = fields.has("version") ? fields.whole("version") : 0;
        if (version != VERSION) {
            throw new InvalidInputException(
                    where + " is of version " + version + "; this program reads version " + VERSION + ".");
        }
        Map<String, String> parameters = new TreeMap<>();
        if (json.get("parameters") instanceof JsonObject given) {
            given.entrySet()
                    .forEach(entry ->
                            parameters.put(entry.getKey(), entry.getValue().getAsString()));
        }
        String figure = string(json, "figure");
        if (figure == null) {
            throw new InvalidInputException(where + " does not say which figure it is of.");
        }
        Optional<String> style = json.has("style")
                ? Optional.of(StyleSheet.parse(where + ", \"style\"", COMPACT.toJson(json.get("style")))
                        .text())
                : Optional.empty();
        List<FigureState> panels = new ArrayList<>();
        if (figure.equals(FigureState.PANELS)) {
            if (!(json.get("panels") instanceof JsonArray given) || given.isEmpty()) {
                throw new InvalidInputException(where + " is of panels and has none; list their states in \"panels\".");
            }
            for (int i = 0; i < given.size(); i++) {
                panels.add(of(where + ", panel " + (i + 1), given.get(i)));
            }
        }
        return new FigureState(
                figure,
                Optional.ofNullable(string(json, "run")),
                parameters,
                Optional.ofNullable(string(json, "link")),
                style,
                panels);
    }

    private static String string(JsonObject json, String key) {
        JsonElement value = json.get(key);
        return value == null || !value.isJsonPrimitive() ? null : value.getAsString();
    }
}
