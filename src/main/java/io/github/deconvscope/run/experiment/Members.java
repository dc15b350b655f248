package io.github.deconvscope.run.experiment;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Reads members of a JSON text as what they have to be; every refusal names file and line. Paths are as Gson writes them. */
final class Members {
    private final MemberLines lines;

    Members(MemberLines lines) {
        this.lines = lines;
    }

    <T> List<T> notEmpty(String path, List<T> list) {
        if (list.isEmpty()) {
            throw wrong(path, "the list is empty; write something in, or take the member away.");
        }
        return list;
    }

    static JsonArray listOf(JsonElement one) {
        JsonArray list = new JsonArray();
        list.add(one);
        return list;
    }

    void knows(String path, JsonObject object, Collection<String> known) {
        for (String member : object.keySet()) {
            if (!known.contains(member)) {
                throw unknown(path + "." + member, "member", member, known);
            }
        }
    }

    InvalidInputException unknown(String path, String kind, String name, Collection<String> known) {
        return wrong(
                path,
                "there is no " + kind + " \"" + name + "\". Did you mean: "
                        + String.join(", ", Nearest.of(name, known, 2)) + "?");
    }

    JsonElement need(String path, JsonObject object, String member) {
        JsonElement found = object.get(member);
        if (found == null || found.isJsonNull()) {
            throw wrong(path, "\"" + member + "\" is missing. Write it in.");
        }
        return found;
    }

    String text(String path, JsonElement given) {
        if (given.isJsonPrimitive()
                && given.getAsJsonPrimitive().isString()
                && !given.getAsString().isBlank()) {
            return given.getAsString().strip();
        }
        throw wrong(path, nameIn(path) + " is " + given + "; it has to be a text in quotation marks.");
    }

    double number(String path, JsonElement given) {
        if (given.isJsonPrimitive() && given.getAsJsonPrimitive().isNumber() && Double.isFinite(given.getAsDouble())) {
            return given.getAsDouble();
        }
        throw wrong(path, nameIn(path) + " is " + given + "; it has to be a number.");
    }

    int whole(String path, JsonElement given, int least, int most) {
        double number = number(path, given);
        if (number != Math.rint(number) || number < least || number > most) {
            throw wrong(
                    path, nameIn(path) + " is " + given + "; give a whole number from " + least + " to " + most + ".");
        }
        return (int) number;
    }

    JsonArray array(String path, JsonElement given) {
        if (!given.isJsonArray()) {
            throw wrong(path, nameIn(path) + " is " + given + "; it has to be a list, [...].");
        }
        return given.getAsJsonArray();
    }

    JsonObject object(String path, JsonElement given) {
        if (!given.isJsonObject()) {
            throw wrong(path, nameIn(path) + " is " + given + "; it has to be an object, {...}.");
        }
        return given.getAsJsonObject();
    }

    private static String nameIn(String path) {
        return "\"" + path.substring(path.lastIndexOf('.') + 1) + "\"";
    }

    InvalidInputException wrong(String path, String what) {
        return new InvalidInputException(lines.at(path) + ": " + what);
    }

    /** Says where it was refused. */
    <T> T at(String path, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (InvalidInputException e) {
            if (e.getMessage().startsWith(lines.at("$"))) {
                throw e;
            }
            throw new InvalidInputException(lines.at(path) + ": " + e.getMessage(), e);
        }
    }
}
