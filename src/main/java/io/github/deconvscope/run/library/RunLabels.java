package io.github.deconvscope.run.library;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.deconvscope.run.InvalidInputException;
import io.github.deconvscope.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a person wrote on a run: {@code labels.json} in its folder. The folder itself keeps its name, so that paths in commands, notes and
 * other programs stay right.
 *
 * @param name shown instead of the folder's name; blank for that
 * @param tags short words, each once, in the order they were given
 */
public record RunLabels(String name, List<String> tags) {
    /** No name and no tags. */
    public static final RunLabels NONE = new RunLabels("", List.of());

    static final int LONGEST_NAME = 200;
    private static final int LONGEST_TAG = 40;
    private static final int MOST_TAGS = 20;

    public RunLabels {
        name = name.strip();
        if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidInputException("The name has " + name.length()
                    + " characters; it has to be one line of at most " + LONGEST_NAME + ".");
        }
        Set<String> once = new LinkedHashSet<>();
        for (String tag : tags) {
            String word = tag.strip();
            if (word.length() > LONGEST_TAG || word.chars().anyMatch(c -> Character.isISOControl(c) || c == ',')) {
                throw new InvalidInputException("The tag \"" + word + "\" has to be one line of at most " + LONGEST_TAG
                        + " characters without a comma.");
            }
            if (!word.isEmpty()) {
                once.add(word);
            }
        }
        if (once.size() > MOST_TAGS) {
            throw new InvalidInputException(
                    "There are " + once.size() + " tags; a run can have at most " + MOST_TAGS + ".");
        }
        tags = List.copyOf(once);
    }

    static Path file(Path run) {
        return run.resolve("labels.json");
    }

    /** Reads the labels of a run; none if there are none or the file is damaged. */
    static RunLabels read(Path run) {
        JsonObject json = RunFolder.readJson(file(run));
        if (json == null) {
            return NONE;
        }
        try {
            Set<String> tags = new LinkedHashSet<>();
            if (json.has("tags")) {
                for (JsonElement tag : json.getAsJsonArray("tags")) {
                    tags.add(tag.getAsString());
                }
            }
            return new RunLabels(json.has("name") ? json.get("name").getAsString() : "", List.copyOf(tags));
        } catch (RuntimeException e) {
            return NONE;
        }
    }

    void write(Path run) throws IOException {
        JsonObject json = new JsonObject();
        json.addProperty("name", name);
        JsonArray list = new JsonArray();
        tags.forEach(list::add);
        json.add("tags", list);
        RunFolder.writeJson(file(run), json);
    }
}
