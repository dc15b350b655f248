package io.github.deconvscope.base;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the members of a JSON object and checks their types. A member that is missing or of another type is refused with an
 * {@link InvalidInputException} that names file, member and value.
 */
public final class JsonFields {
    private static final int LONGEST_SHOWN = 60;

    private final String place;
    private final JsonObject json;

    /**
     * @param place where the object stands, for messages: a file, and a line of it
     * @param json the object
     */
    public JsonFields(String place, JsonObject json) {
        this.place = place;
        this.json = json;
    }

    /**
     * The object that a text holds.
     *
     * @param place what the text is, for messages, such as "The saved state of the training page"
     */
    public static JsonFields parse(String place, String text) {
        try {
            return of(place, JsonParser.parseString(TextFile.withoutMark(text)));
        } catch (JsonParseException e) {
            throw new InvalidInputException(place + " is not JSON. Copy the whole text, or save it again.", e);
        }
    }

    /** The object of an element. */
    public static JsonFields of(String place, JsonElement element) {
        if (!element.isJsonObject()) {
            throw new InvalidInputException(place + " is " + shown(element) + "; it has to be a JSON object, {...}.");
        }
        return new JsonFields(place, element.getAsJsonObject());
    }

    /** The object itself, for members that are passed on as they are. */
    public JsonObject json() {
        return json;
    }

    /** Where the object stands, for messages. */
    public String place() {
        return place;
    }

    /** Whether there is such a member, and it is not null. */
    public boolean has(String name) {
        return json.has(name) && !json.get(name).isJsonNull();
    }

    /** A number; {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}, for which JSON has none, as words. */
    public double number(String name) {
        return number(name, need(name));
    }

    private double number(String name, JsonElement element) {
        if (element instanceof JsonPrimitive value && (value.isNumber() || value.isString())) {
            try {
                return value.getAsDouble();
            } catch (NumberFormatException e) {
                throw wrong(name, element, "a number");
            }
        }
        throw wrong(name, element, "a number");
    }

    /** A whole number. */
    public long whole(String name) {
        JsonElement element = need(name);
        if (element instanceof JsonPrimitive value && value.isNumber()) {
            double about = number(name, element);
            if (Math.abs(about) < Long.MAX_VALUE) {
                BigDecimal exact = value.getAsBigDecimal();
                if (exact.stripTrailingZeros().scale() <= 0) {
                    return exact.longValue();
                }
            }
        }
        throw wrong(name, element, "a whole number");
    }

    /** A whole number that fits an int. */
    public int count(String name) {
        long value = whole(name);
        if (value != (int) value) {
            throw wrong(name, need(name), "a whole number below " + Integer.MAX_VALUE);
        }
        return (int) value;
    }

    /** True or false. */
    public boolean flag(String name) {
        JsonElement element = need(name);
        if (element instanceof JsonPrimitive value && value.isBoolean()) {
            return value.getAsBoolean();
        }
        throw wrong(name, element, "true or false");
    }

    /** A text. */
    public String text(String name) {
        return text(name, need(name));
    }

    private String text(String name, JsonElement element) {
        if (element instanceof JsonPrimitive value && value.isString()) {
            return value.getAsString();
        }
        throw wrong(name, element, "a text in quotation marks");
    }

    /** One of an enum's values, by its {@link Choice#id} or its name, in any case. */
    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        return choice(name, type, text(name));
    }

    /** The value that {@code text}, found in the member {@code name}, stands for. */
    <E extends Enum<E>> E choice(String name, Class<E> type, String text) {
        List<String> words = new ArrayList<>();
        for (E value : type.getEnumConstants()) {
            String word = value instanceof Choice choice ? choice.id() : Choice.word(value);
            if (value.name().equalsIgnoreCase(text) || word.equalsIgnoreCase(text)) {
                return value;
            }
            words.add(word);
        }
        throw wrong(name, need(name), "one of " + String.join(", ", words));
    }

    /** An object within. */
    public JsonFields object(String name) {
        JsonElement element = need(name);
        if (!element.isJsonObject()) {
            throw wrong(name, element, "an object, {...}");
        }
        return new JsonFields(place + ", \"" + name + "\"", element.getAsJsonObject());
    }

    /** A path of the file system. */
    public Path path(String name) {
        return path(name, need(name));
    }

    private Path path(String name, JsonElement element) {
        try {
            return Path.of(text(name, element));
        } catch (InvalidPathException e) {
            throw wrong(name, element, "a path");
        }
    }

    /** A list of paths. */
    public List<Path> paths(String name) {
        List<Path> paths = new ArrayList<>();
        for (JsonElement element : array(name)) {
            paths.add(path(name, element));
        }
        return paths;
    }

    private JsonArray array(String name) {
        JsonElement element = need(name);
        if (!element.isJsonArray()) {
            throw wrong(name, element, "a list, [...]");
        }
        return element.getAsJsonArray();
    }

    /** A list of texts. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonElement element : array(name)) {
            texts.add(text(name, element));
        }
        return texts;
    }

    /** A list of numbers; null stands for NaN. */
    public double[] numbers(String name) {
        JsonArray array = array(name);
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).isJsonNull() ? Double.NaN : number(name, array.get(i));
        }
        return numbers;
    }

    private JsonElement need(String name) {
        JsonElement element = json.get(name);
        if (element == null) {
            throw new InvalidInputException(place + ": \"" + name + "\" is missing. Write it in, or take this away.");
        }
        return element;
    }

    /**
     * The exception for a member of the right type whose value cannot be used.
     *
     * @param needed what it has to be
     */
    public InvalidInputException wrong(String name, String needed) {
        return wrong(name, need(name), needed);
    }

    private InvalidInputException wrong(String name, JsonElement element, String needed) {
        return new InvalidInputException(
                place + ": \"" + name + "\" is " + shown(element) + "; it has to be " + needed + ". Correct it there.");
    }

    private static String shown(JsonElement element) {
        String text = element.toString();
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
    }
}
