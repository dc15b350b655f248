package io.github.deconvscope.run.library;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.JsonFields;
import io.github.deconvscope.base.JsonRecord;
import io.github.deconvscope.run.record.RunFolder;
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
    static final String FILE = "labels.json";

    /** No name and no tags. */
    public static final RunLabels NONE = new RunLabels("", List.of());

    private static final JsonRecord<RunLabels> JSON =
            new JsonRecord<>("The labels of a run", RunLabels.class).usual(NONE);

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
        return run.resolve(FILE);
    }

    /**
     * Reads the labels of a run; none if the file is missing or is not JSON.
     *
     * @throws InvalidInputException if name or tags are not what they have to be
     */
    static RunLabels read(Path run) {
        JsonFields json = RunFolder.readFields(file(run));
        return json == null ? NONE : JSON.read(json);
    }

    void write(Path run) throws IOException {
        RunFolder.writeJson(file(run), JSON.write(this));
    }
}
