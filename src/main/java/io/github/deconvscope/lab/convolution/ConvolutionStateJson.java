package io.github.deconvscope.lab.convolution;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.lab.NumberArray;
import io.github.deconvscope.lab.NumberArrayReader;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.Padding;
import io.github.deconvscope.math.Size;
import java.util.Arrays;
import java.util.Optional;

/** A {@link ConvolutionState} as JSON text, to save, share and restore. Everything that is read is checked. */
public final class ConvolutionStateJson {
    private static final int VERSION = 1;
    private static final String KIND = "deconvscope-convolution";
    private static final int MAX_CHARACTERS = 16 << 20;

    private ConvolutionStateJson() {}

    /** The text; numbers keep all digits. */
    public static String write(ConvolutionState state) {
        ConvolutionSettings s = state.settings();
        JsonObject json = new JsonObject();
        json.addProperty("kind", KIND);
        json.addProperty("version", VERSION);
        json.addProperty("operation", s.transposed() ? "transposed" : "convolution");
        json.addProperty("inputChannels", s.inputChannels());
        json.addProperty("outputChannels", s.outputChannels());
        json.add("inputSize", pair(s.input()));
        json.add("kernelSize", pair(s.kernel()));
        json.add("stride", pair(s.stride()));
        json.add("padding", padding(s.padding()));
        json.add("dilation", pair(s.dilation()));
        json.add("outputPadding", pair(s.outputPadding()));
        json.addProperty("turnKernel", state.turned());
        json.add("input", numbers(state.input()));
        json.add("kernel", numbers(state.weights()));
        state.editedOutput().ifPresent(output -> json.add("typedOutput", numbers(output)));
        return new GsonBuilder().create().toJson(json);
    }

    /**
     * Reads a text that {@link #write} made, perhaps edited since.
     *
     * @throws InvalidInputException in plain words, if it is not a legal state
     */
    public static ConvolutionState read(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new InvalidInputException("The text has " + text.length() + " characters; no state is that long.");
        }
        JsonObject json = object(text);
        if (!json.has("kind") || !KIND.equals(text(json, "kind"))) {
            throw new InvalidInputException("This is not a saved convolution: its \"kind\" is not \"" + KIND
                    + "\". Copy the whole text or pick another file.");
        }
        int version = integer(json, "version");
        if (version != VERSION) {
            throw new InvalidInputException("The state has version " + version + ", this program reads version "
                    + VERSION + "; open it with the program that wrote it.");
        }
        String operation = text(json, "operation");
        if (!operation.equals("transposed") && !operation.equals("convolution")) {
            throw new InvalidInputException(
                    "\"operation\" is \"" + operation + "\"; it has to be \"convolution\" or \"transposed\".");
        }
        ConvolutionSettings settings = new ConvolutionSettings(
                operation.equals("transposed"),
                integer(json, "inputChannels"),
                integer(json, "outputChannels"),
                size(json, "inputSize"),
                size(json, "kernelSize"),
                size(json, "stride"),
                padding(json),
                size(json, "dilation"),
                size(json, "outputPadding"));
        ConvolutionState state = ConvolutionState.of(settings, values(json, "input"), values(json, "kernel"));
        Optional<double[]> typed =
                json.has("typedOutput") ? Optional.of(values(json, "typedOutput")) : Optional.empty();
        return state.withEditedOutput(typed.orElse(null)).withTurned(flag(json, "turnKernel"));
    }

    private static JsonObject object(String text) {
        try {
            JsonElement element = JsonParser.parseString(text);
            if (element.isJsonObject()) {
                return element.getAsJsonObject();
            }
        } catch (JsonParseException | StackOverflowError e) {
            throw new InvalidInputException(
                    "This is not a saved convolution: the text is not JSON. Copy the whole text or pick another file.",
                    e);
        }
        throw new InvalidInputException(
                "This is not a saved convolution: the text is not a JSON object. Copy the whole text or pick another file.");
    }

    private static JsonElement need(JsonObject json, String name) {
        JsonElement element = json.get(name);
        if (element == null) {
            throw new InvalidInputException("\"" + name + "\" is missing from the saved convolution.");
        }
        return element;
    }

    private static String text(JsonObject json, String name) {
        JsonElement element = need(json, name);
        if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString()) {
            throw new InvalidInputException("\"" + name + "\" has to be a text.");
        }
        return element.getAsString();
    }

    private static boolean flag(JsonObject json, String name) {
        JsonElement element = need(json, name);
        if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isBoolean()) {
            throw new InvalidInputException("\"" + name + "\" has to be true or false.");
        }
        return element.getAsBoolean();
    }

    private static int integer(JsonObject json, String name) {
        return integer("\"" + name + "\"", need(json, name).toString());
    }

    private static int integer(String name, String text) {
        double value = NumberArrayReader.number(name, text);
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw new InvalidInputException(name + " is " + value + "; it has to be a whole number.");
        }
        return (int) value;
    }

    private static Size size(JsonObject json, String name) {
        NumberArray array =
                NumberArrayReader.read("\"" + name + "\"", need(json, name).toString());
        if (!Arrays.equals(array.shape(), new int[] {2})) {
            throw new InvalidInputException("\"" + name + "\" has to hold two numbers, height and width.");
        }
        return new Size(
                integer("\"" + name + "\"", Double.toString(array.values()[0])),
                integer("\"" + name + "\"", Double.toString(array.values()[1])));
    }

    /** Two numbers, height and width, for both ends of an axis; four, one a side; or the word of a rule. */
    private static Padding padding(JsonObject json) {
        JsonElement element = need(json, "padding");
        if (element.isJsonPrimitive()) {
            return Padding.read("\"padding\"", element.getAsString(), false);
        }
        double[] numbers =
                NumberArrayReader.read("\"padding\"", element.toString()).values();
        int[] whole = Arrays.stream(numbers)
                .mapToInt(number -> integer("\"padding\"", Double.toString(number)))
                .toArray();
        if (numbers.length != 2 && numbers.length != 4) {
            throw new InvalidInputException("\"padding\" has to hold two numbers, height and width, or four: top,"
                    + " bottom, left and right.");
        }
        return Padding.of(whole);
    }

    private static JsonElement padding(Padding padding) {
        if (padding.rule().computed()) {
            return new JsonPrimitive(padding.text());
        }
        return JsonParser.parseString("[" + padding.text() + "]");
    }

    private static double[] values(JsonObject json, String name) {
        NumberArray array =
                NumberArrayReader.read("\"" + name + "\"", need(json, name).toString());
        return array.values();
    }

    private static JsonArray pair(Size size) {
        JsonArray pair = new JsonArray();
        pair.add(size.height());
        pair.add(size.width());
        return pair;
    }

    private static JsonArray numbers(double[] values) {
        JsonArray numbers = new JsonArray(values.length);
        for (double value : values) {
            numbers.add(value);
        }
        return numbers;
    }
}
