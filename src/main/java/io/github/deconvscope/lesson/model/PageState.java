package io.github.deconvscope.lesson.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

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

    /** The number at a path; empty if there is none. */
    static OptionalDouble number(JsonObject state, String path) {
        return at(state, path)
                .filter(JsonElement::isJsonPrimitive)
                .map(found -> Decimals.read(found.getAsString()))
                .orElse(OptionalDouble.empty());
    }

    /** The list at a path; empty if there is none. */
    static Optional<JsonArray> list(JsonObject state, String path) {
        return at(state, path).filter(JsonElement::isJsonArray).map(JsonElement::getAsJsonArray);
    }

    private static JsonElement member(JsonElement element, String name) {
        return element.isJsonObject() ? element.getAsJsonObject().get(name) : null;
    }

    private static JsonElement item(JsonElement element, String brackets) {
        int index = element.isJsonArray() ? index(element.getAsJsonArray(), brackets) : -1;
        return index < 0 ? null : element.getAsJsonArray().get(index);
    }

    /** The place of an element that is named by its index, with brackets or without; -1 if the list has none there. */
    private static int index(JsonArray list, String brackets) {
        String number = brackets.replaceAll("[\\[\\]]", "");
        int index = number.matches("\\d{1,6}") ? Integer.parseInt(number) : -1;
        return index < list.size() ? index : -1;
    }

    /**
     * A JSON merge patch (RFC 7396): objects are merged, null removes, everything else is replaced. A name may be a path of objects, such
     * as {@code "config.iterations"}. Unlike in that RFC an object in the place of a list replaces those of its elements whose indices it names, as
     * in {@code {"kernel": {"0": 5}}}.
     *
     * @return a new object
     */
    public static JsonObject merged(JsonObject state, JsonObject changes) {
        JsonObject result = state.deepCopy();
        changes.entrySet().forEach(change -> merge(result, change.getKey(), change.getValue()));
        return result;
    }

    /** The first path of some changes that a state does not have; empty if it has all of them. */
    public static Optional<String> unknown(JsonObject state, JsonObject changes) {
        for (Map.Entry<String, JsonElement> change : changes.entrySet()) {
            Optional<JsonElement> held = at(state, change.getKey());
            if (held.isEmpty()) {
                return Optional.of(change.getKey());
            }
            if (held.get().isJsonArray() && change.getValue().isJsonObject()) {
                for (String index : change.getValue().getAsJsonObject().keySet()) {
                    if (item(held.get(), index) == null) {
                        return Optional.of(change.getKey() + "[" + index + "]");
                    }
                }
            }
            if (held.get().isJsonObject() && change.getValue().isJsonObject()) {
                Optional<String> inner =
                        unknown(held.get().getAsJsonObject(), change.getValue().getAsJsonObject());
                if (inner.isPresent()) {
                    return Optional.of(change.getKey() + "." + inner.get());
                }
            }
        }
        return Optional.empty();
    }

    /** All paths of objects that lead to something. */
    public static Set<String> paths(JsonObject state) {
        Set<String> paths = new TreeSet<>();
        state.entrySet().forEach(member -> {
            paths.add(member.getKey());
            if (member.getValue().isJsonObject()) {
                paths(member.getValue().getAsJsonObject()).forEach(inner -> paths.add(member.getKey() + "." + inner));
            }
        });
        return paths;
    }

    /** A state with another value at a path that it has; the path may end in the index of a list. */
    public static JsonObject with(JsonObject state, String path, JsonPrimitive value) {
        JsonObject result = state.deepCopy();
        int bracket = path.lastIndexOf('[');
        int dot = path.lastIndexOf('.');
        if (path.endsWith("]")) {
            JsonArray list =
                    at(result, path.substring(0, bracket)).orElseThrow().getAsJsonArray();
            list.set(Integer.parseInt(path.substring(bracket + 1, path.length() - 1)), value);
        } else if (dot < 0) {
            result.add(path, value);
        } else {
            at(result, path.substring(0, dot)).orElseThrow().getAsJsonObject().add(path.substring(dot + 1), value);
        }
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
        } else if (value.isJsonObject() && old != null && old.isJsonArray()) {
            target.add(name, withItems(old.getAsJsonArray(), value.getAsJsonObject()));
        } else if (value.isJsonObject()) {
            target.add(name, merged(inner, value.getAsJsonObject()));
        } else {
            target.add(name, value.deepCopy());
        }
    }

    private static JsonArray withItems(JsonArray list, JsonObject changes) {
        JsonArray result = list.deepCopy();
        changes.entrySet().forEach(change -> {
            int index = index(list, change.getKey());
            if (index >= 0) {
                result.set(index, change.getValue().deepCopy());
            }
        });
        return result;
    }
}
