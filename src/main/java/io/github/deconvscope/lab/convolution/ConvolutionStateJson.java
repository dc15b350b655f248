package io.github.deconvscope.lab.convolution;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.JsonFields;
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

    private static final Gson GSON = new Gson();

    private ConvolutionStateJson() {}

    /** The text; numbers keep all digits. */
    public static String write(ConvolutionState state) {
        return json(state).toString();
    }

    /** As {@link #write}, to be part of another object. */
    public static JsonObject json(ConvolutionState state) {
        ConvolutionSettings s = state.settings();
        JsonObject json = new JsonObject();
        json.addProperty("kind", KIND);
        json.addProperty("version", VERSION);
        json.addProperty("operation", s.transposed() ? "transposed" : "convolution");
        json.addProperty("inputChannels", s.inputChannels());
        json.addProperty("outputChannels", s.outputChannels());
        json.addProperty("groups", s.groups());
        json.add("inputSize", pair(s.input()));
        json.add("kernelSize", pair(s.kernel()));
        json.add("stride", pair(s.stride()));
        json.add("padding", padding(s.padding()));
        json.add("dilation", pair(s.dilation()));
        json.add("outputPadding", pair(s.outputPadding()));
        json.addProperty("turnKernel", state.turned());
        json.add("input", numbers(state.input()));
        json.add("kernel", numbers(state.weights()));
        json.add("bias", numbers(state.bias()));
        state.editedOutput().ifPresent(output -> json.add("typedOutput", numbers(output)));
        return json;
    }

    /**
     * Reads a text that {@link #write} made, perhaps edited since.
     *
     * @throws InvalidInputException in plain words, if it is not a legal state
     */
    public static ConvolutionState read(String text) {
        JsonFields json = fields(text);
        int version = json.count("version");
        if (version != VERSION) {
            throw new InvalidInputException("The state has version " + version + ", this program reads version "
                    + VERSION + "; open it with the program that wrote it.");
        }
        String operation = json.text("operation");
        if (!operation.equals("transposed") && !operation.equals("convolution")) {
            throw new InvalidInputException(
                    "\"operation\" is \"" + operation + "\"; it has to be \"convolution\" or \"transposed\".");
        }
        ConvolutionSettings settings = new ConvolutionSettings(
                operation.equals("transposed"),
                json.count("inputChannels"),
                json.count("outputChannels"),
                json.has("groups") ? json.count("groups") : 1,
                size(json, "inputSize"),
                size(json, "kernelSize"),
                size(json, "stride"),
                padding(json),
                size(json, "dilation"),
                size(json, "outputPadding"));
        ConvolutionState state = ConvolutionState.of(settings, numbers(json, "input"), numbers(json, "kernel"));
        Optional<double[]> typed =
                json.has("typedOutput") ? Optional.of(numbers(json, "typedOutput")) : Optional.empty();
        // States of versions before groups and bias have neither.
        ConvolutionState biased = json.has("bias") ? state.withBias(numbers(json, "bias")) : state;
        return biased.withEditedOutput(typed.orElse(null)).withTurned(json.flag("turnKernel"));
    }

    private static JsonFields fields(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new InvalidInputException("The text has " + text.length() + " characters; no state is that long.");
        }
        JsonFields json = JsonFields.parse("The saved convolution", text);
        if (!json.has("kind") || !KIND.equals(json.text("kind"))) {
            throw new InvalidInputException("This is not a saved convolution: its \"kind\" is not \"" + KIND
                    + "\". Copy the whole text or pick another file.");
        }
        return json;
    }

    private static Size size(JsonFields json, String name) {
        int[] numbers = wholes(json, name);
        if (numbers.length != 2) {
            throw json.wrong(name, "two numbers, height and width");
        }
        return new Size(numbers[0], numbers[1]);
    }

    /** Two numbers, height and width, for both ends of an axis; four, one a side; or the word of a rule. */
    private static Padding padding(JsonFields json) {
        if (json.has("padding") && json.json().get("padding").isJsonPrimitive()) {
            return Padding.read("\"padding\"", json.text("padding"), false);
        }
        int[] numbers = wholes(json, "padding");
        if (numbers.length != 2 && numbers.length != 4) {
            throw json.wrong("padding", "two numbers, height and width, or four: top, bottom, left and right");
        }
        return Padding.of(numbers);
    }

    private static int[] wholes(JsonFields json, String name) {
        return Arrays.stream(numbers(json, name))
                .mapToInt(number -> {
                    if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
                        throw json.wrong(name, "whole numbers");
                    }
                    return (int) number;
                })
                .toArray();
    }

    private static double[] numbers(JsonFields json, String name) {
        double[] numbers = json.numbers(name);
        if (!Arrays.stream(numbers).allMatch(Double::isFinite)) {
            throw json.wrong(name, "a list of numbers of at most " + Double.MAX_VALUE);
        }
        return numbers;
    }

    private static JsonElement padding(Padding padding) {
        if (padding.rule().computed()) {
            return new JsonPrimitive(padding.text());
        }
        return JsonParser.parseString("[" + padding.text() + "]");
    }

    private static JsonElement pair(Size size) {
        return numbers(new int[] {size.height(), size.width()});
    }

    /** An int or double array as JSON. */
    private static JsonElement numbers(Object array) {
        return GSON.toJsonTree(array);
    }
}
