package io.github.deconvscope.lab.whitening;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.math.Coupling;
import io.github.deconvscope.math.Lane;
import io.github.deconvscope.math.WhiteningMethod;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * A {@link WhiteningState} as JSON text, to save, share and restore. Missing keys get their usual value; everything that is read is
 * checked.
 */
public final class WhiteningStateJson {
    private static final String KIND = "deconvscope-whitening";
    private static final int VERSION = 1;
    private static final int MAX_CHARACTERS = 1 << 16;

    private WhiteningStateJson() {}

    /** The text, on one line. */
    public static String write(WhiteningState state) {
        JsonObject json = new JsonObject();
        json.addProperty("kind", KIND);
        json.addProperty("version", VERSION);
        json.addProperty("source", state.source().kind().name().toLowerCase(Locale.ROOT));
        json.addProperty("name", state.source().name());
        if (state.source().isLayer()) {
            json.addProperty("layer", state.source().layer());
            json.addProperty("step", state.source().step());
            json.addProperty("asUsed", state.asUsed());
        }
        json.addProperty("correlation", state.data().correlation());
        json.addProperty("channels", state.data().channels());
        json.addProperty("side", state.data().side());
        json.addProperty("seed", state.data().seed());
        json.addProperty("kernel", state.patches().kernel());
        json.addProperty("samplingStride", state.patches().samplingStride());
        json.addProperty("block", state.patches().block());
        json.addProperty("standardized", state.patches().standardized());
        json.addProperty("eps", state.estimate().eps());
        JsonArray quirks = new JsonArray();
        state.estimate().quirks().forEach(quirk -> quirks.add(quirk.id()));
        json.add("quirks", quirks);
        json.addProperty("batches", state.estimate().batches());
        json.addProperty("updateRate", state.estimate().updateRate());
        json.addProperty("method", state.method().id());
        json.addProperty("iterations", state.iterations());
        json.addProperty("iteration", state.coupling().id());
        json.addProperty("lane", state.lane().id());
        json.addProperty("group", state.group());
        return json.toString();
    }

    /**
     * Reads a text that {@link #write} made, perhaps edited since.
     *
     * @throws InvalidInputException in plain words, if it is not a legal state
     */
    public static WhiteningState read(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new InvalidInputException(
                    "The text has " + text.length() + " characters; no saved state is that long.");
        }
        JsonObject json = object(text);
        if (!value(json, "kind", "", JsonElement::getAsString).equals(KIND)) {
            throw new InvalidInputException(
                    "This is not a saved whitening page: its \"kind\" is not \"" + KIND + "\".");
        }
        int version = value(json, "version", VERSION, JsonElement::getAsInt);
        if (version != VERSION) {
            throw new InvalidInputException(
                    "This state has version " + version + "; this program reads version " + VERSION + ".");
        }
        WhiteningState usual = WhiteningState.DEFAULT;
        WhiteningSource.Kind kind = value(
                json,
                "source",
                usual.source().kind(),
                e -> Choice.ofWord(WhiteningSource.Kind.class, "\"source\"", e.getAsString()));
        String usualName = kind == usual.source().kind() ? usual.source().name() : "";
        return new WhiteningState(
                new WhiteningSource(
                        kind,
                        value(json, "name", usualName, JsonElement::getAsString),
                        value(json, "layer", "", JsonElement::getAsString),
                        value(json, "step", WhiteningSource.NEWEST, JsonElement::getAsLong)),
                new WhiteningState.SyntheticData(
                        value(json, "correlation", usual.data().correlation(), JsonElement::getAsDouble),
                        value(json, "channels", usual.data().channels(), JsonElement::getAsInt),
                        value(json, "side", usual.data().side(), JsonElement::getAsInt),
                        value(json, "seed", usual.data().seed(), JsonElement::getAsLong)),
                new WhiteningState.PatchSettings(
                        value(json, "kernel", usual.patches().kernel(), JsonElement::getAsInt),
                        value(json, "samplingStride", usual.patches().samplingStride(), JsonElement::getAsInt),
                        value(json, "block", usual.patches().block(), JsonElement::getAsInt),
                        value(json, "standardized", usual.patches().standardized(), JsonElement::getAsBoolean)),
                new WhiteningState.EstimateSettings(
                        value(json, "eps", usual.estimate().eps(), JsonElement::getAsDouble),
                        value(json, "quirks", usual.estimate().quirks(), WhiteningStateJson::quirks),
                        value(json, "batches", usual.estimate().batches(), JsonElement::getAsInt),
                        value(json, "updateRate", usual.estimate().updateRate(), JsonElement::getAsDouble)),
                value(
                        json,
                        "method",
                        usual.method(),
                        e -> Choice.parse(WhiteningMethod.class, "\"method\"", e.getAsString())),
                value(json, "iterations", usual.iterations(), JsonElement::getAsInt),
                value(
                        json,
                        "iteration",
                        usual.coupling(),
                        e -> Choice.parse(Coupling.class, "\"iteration\"", e.getAsString())),
                value(json, "lane", usual.lane(), e -> Choice.parse(Lane.class, "\"lane\"", e.getAsString())),
                value(json, "group", usual.group(), JsonElement::getAsInt),
                value(json, "asUsed", usual.asUsed(), JsonElement::getAsBoolean));
    }

    private static JsonObject object(String text) {
        try {
            return JsonParser.parseString(text).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException | StackOverflowError e) {
            throw new InvalidInputException("This is not a saved whitening page: the text is no JSON object.", e);
        }
    }

    private static <T> T value(JsonObject json, String key, T usual, Function<JsonElement, T> reader) {
        JsonElement element = json.get(key);
        if (element == null || element.isJsonNull()) {
            return usual;
        }
        try {
            return reader.apply(element);
        } catch (IllegalStateException | UnsupportedOperationException | NumberFormatException e) {
            throw new InvalidInputException("\"" + key + "\" is " + element + ", which is not a value it can have.", e);
        }
    }

    private static Set<Quirk> quirks(JsonElement element) {
        EnumSet<Quirk> quirks = EnumSet.noneOf(Quirk.class);
        for (JsonElement entry : element.getAsJsonArray()) {
            quirks.add(Choice.parse(Quirk.class, "\"quirks\"", entry.getAsString()));
        }
        return quirks;
    }
}
