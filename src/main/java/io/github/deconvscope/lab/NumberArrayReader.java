package io.github.deconvscope.lab;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads numbers that a person typed, pasted or passed: a JSON array of numbers or of equally long arrays, up to four deep. Refuses whatever is
 * not finite, ragged, empty or huge, in plain words that name the place.
 */
public final class NumberArrayReader {
    /** Largest number of numbers. */
    public static final int MAX_VALUES = 1 << 18;

    private static final int MAX_DIMENSIONS = 4;

    private final String name;
    private final JsonReader json;
    private final List<Integer> shape = new ArrayList<>();
    private double[] values = new double[64];
    private int count;
    private int leafDepth = -1;

    private NumberArrayReader(String name, String text) {
        this.name = name;
        this.json = new JsonReader(new StringReader(text));
        json.setStrictness(Strictness.STRICT);
    }

    /**
     * Reads a JSON array.
     *
     * @param name what the numbers are, for messages, such as {@code the kernel}
     * @param text the JSON
     * @throws InvalidInputException in plain words, if it cannot be used
     */
    public static NumberArray read(String name, String text) {
        if (text.isBlank()) {
            throw new InvalidInputException(name + " is empty; write numbers such as [[1, 2], [3, 4]].");
        }
        return new NumberArrayReader(name, text).read();
    }

    /**
     * Reads one number as a person types it.
     *
     * @param name what it is, for messages
     * @throws InvalidInputException in plain words, if it is not a finite number
     */
    public static double number(String name, String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            throw new InvalidInputException(name + " is empty; type a number such as 1 or -0.5.");
        }
        // Double.parseDouble would also take 1d, 0x1p3, NaN and Infinity, which no one means here.
        if (!trimmed.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?")) {
            throw new InvalidInputException(
                    name + " is \"" + shorten(trimmed) + "\", which is not a number; type one such as 1 or -0.5.");
        }
        return finite(name, trimmed);
    }

    private NumberArray read() {
        try {
            if (json.peek() != JsonToken.BEGIN_ARRAY) {
                throw new InvalidInputException(
                        name + " has to be a JSON array such as [[1, 2], [3, 4]], but starts with "
                                + describe(json.peek()) + ".");
            }
            readArray(0);
            if (json.peek() != JsonToken.END_DOCUMENT) {
                throw new InvalidInputException(name + " goes on after the closing bracket; give one array.");
            }
        } catch (MalformedJsonException | EOFException e) {
            throw new InvalidInputException(
                    name + " is not a JSON array of finite numbers (near " + json.getPath()
                            + "): use plain numbers, commas and brackets, as in [[1, 2], [3, 4]].",
                    e);
        } catch (IOException e) {
            throw new InvalidInputException(name + " could not be read: " + e.getMessage() + ".", e);
        }
        return new NumberArray(shape.stream().mapToInt(Integer::intValue).toArray(), Arrays.copyOf(values, count));
    }

    private void readArray(int depth) throws IOException {
        if (depth == MAX_DIMENSIONS) {
            throw new InvalidInputException(name + " is nested more than " + MAX_DIMENSIONS + " deep.");
        }
        String path = json.getPath();
        json.beginArray();
        int length = 0;
        while (json.hasNext()) {
            JsonToken next = json.peek();
            if (next == JsonToken.BEGIN_ARRAY && leafDepth != depth) {
                readArray(depth + 1);
            } else if (next == JsonToken.NUMBER && (leafDepth < 0 || leafDepth == depth)) {
                leafDepth = depth;
                append();
            } else if (next == JsonToken.NUMBER || next == JsonToken.BEGIN_ARRAY) {
                throw new InvalidInputException(name + " mixes numbers and rows at " + json.getPath()
                        + "; all rows have to be nested equally deep.");
            } else {
                throw new InvalidInputException(
                        name + " holds " + describe(next) + " at " + json.getPath() + "; only numbers are allowed.");
            }
            length++;
        }
        json.endArray();
        checkLength(depth, length, path);
    }

    private void checkLength(int depth, int length, String path) {
        if (length == 0) {
            throw new InvalidInputException(name + " has no numbers at " + path + "; give at least one, as in [[1]].");
        }
        while (shape.size() <= depth) {
            shape.add(0);
        }
        if (shape.get(depth) == 0) {
            shape.set(depth, length);
        } else if (shape.get(depth) != length) {
            throw new InvalidInputException(
                    name + " is ragged: the array at " + path + " has " + PlainWords.count(length, "element")
                            + ", the ones before have " + shape.get(depth) + "; make all rows equally long.");
        }
    }

    private void append() throws IOException {
        if (count == MAX_VALUES) {
            throw new InvalidInputException(name + " has more than " + MAX_VALUES + " numbers; give fewer.");
        }
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        String path = json.getPath();
        values[count++] = finite(name + " at " + path, json.nextString());
    }

    private static double finite(String name, String text) {
        double value = Double.parseDouble(text);
        if (!(Math.abs(value) <= Float.MAX_VALUE)) {
            throw new InvalidInputException(
                    name + " is " + shorten(text)
                            + ", beyond the range of a 32-bit float (3.4e38), in which the check is computed; use a smaller number.");
        }
        return value;
    }

    private static String shorten(String text) {
        return text.length() <= 24 ? text : text.substring(0, 21) + "...";
    }

    private static String describe(JsonToken token) {
        return switch (token) {
            case BEGIN_OBJECT -> "an object {...}";
            case STRING -> "a text";
            case NUMBER -> "a single number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            case BEGIN_ARRAY -> "an array";
            default -> "nothing";
        };
    }
}
