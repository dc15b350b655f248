package io.github.deconvscope.lesson;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Optional;

/** Reads and changes what a page wrote about itself. Paths are as in {@code convolution.stride[0]}. */
public final class PageState {
    private PageState() {}

    /** The object that a page's state holds; an empty one if it holds something else. */
    public static JsonObject parse(String state) {
        try {
            JsonElement element = JsonParser.parseString(state);
            return element.isJsonObject() ? element.getAsJsonObject() : new JsonObject();
        } catch (JsonParseException | StackOverflowError e) {
            return new JsonObject();
        }
    }

    /** What stands at a path; empty if there is nothing. */
    public static Optional<JsonElement> at(JsonObject state, String path) {
        JsonElement element = state;
        for (String part : path.replace("[", ".[").split("\\.")) {
            element = part.startsWith("[") ? item(element, part) : member(element, part);
            if (element == null || element.isJsonNull()) {
                return Optional.empty();
            }
        }
        return Optional.of(element);
    }

    private static JsonElement member(JsonElement element, String name) {
        return element.isJsonObject() ? element.getAsJsonObject().get(name) : null;
    }

    private static JsonElement item(JsonElement element, String brackets) {
        if (!element.isJsonArray()) {
            return null;
        }
        JsonArray array = element.getAsJsonArray();
        String number = brackets.replaceAll("\\D", "");
        int index = number.isEmpty() || number.length() > 6 ? -1 : Integer.parseInt(number);
        return index < 0 || index >= array.size() ? null : array.get(index);
    }

    /**
     * A JSON merge patch (RFC 7396): objects are merged, null removes, everything else is replaced. A name may be a path of objects, such
     * as {@code "config.iterations"}.
     *
     * @return a new object
     */
    public static JsonObject merged(JsonObject state, JsonObject changes) {
        JsonObject result = state.deepCopy();
        changes.entrySet().forEach(change -> merge(result, change.getKey(), change.getValue()));
        return result;
    }

    private static void merge(JsonObject target, String path, JsonElement value) {
        int dot = path.indexOf('.');
        String name = dot < 0 ? path : path.substring(0, dot);
        JsonElement old = target.get(name);
        JsonObject inner = old != null && old.isJsonObject() ? old.getAsJsonObject() : new JsonObject();
        if (dot >= 0) {
            merge(inner, path.substring(dot + 1), value);
            target.add(name, inner);
        } else if (value.isJsonNull()) {
            target.remove(name);
        } else if (value.isJsonObject()) {
            target.add(name, merged(inner, value.getAsJsonObject()));
        } else {
            target.add(name, value.deepCopy());
        }
    }
}
