package io.github.deconvscope.run.feed;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.JsonFields;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.math.InputShape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a run found its data set to be: told before the first step, and recorded in {@code data.json}.
 *
 * @param dataset name of the set
 * @param place absolute path of its folder or file; empty if it is embedded or generated
 * @param notes what was found and decided, a sentence each: layout, sizes, range of the values, how training and test pictures were told apart
 * @param shape as the net gets the pictures
 * @param classNames in the order of the labels
 * @param train pictures of each class to learn from
 * @param test pictures of each class to test on
 * @param leftOut files that could not be read, with the reason
 * @param checksum of names, labels and pixels
 */
public record DataFacts(
        String dataset,
        String place,
        List<String> notes,
        InputShape shape,
        List<String> classNames,
        int[] train,
        int[] test,
        List<String> leftOut,
        String checksum) {
    /** Most classes that are told one by one. */
    private static final int CLASSES_TOLD = 20;

    public DataFacts {
        notes = List.copyOf(notes);
        classNames = List.copyOf(classNames);
        leftOut = List.copyOf(leftOut);
    }

    /** What was found, for a person: sentences. Of the place only the last name, since the folders above tell whose it is. */
    public List<String> inWords() {
        List<String> lines = new ArrayList<>();
        lines.add(dataset + (place.isEmpty() ? "" : " in " + Path.of(place).getFileName()) + ": " + sizes() + ".");
        lines.addAll(notes);
        lines.add("The net gets " + shape + ".");
        String each = IntStream.range(0, Math.min(CLASSES_TOLD, classNames.size()))
                .mapToObj(i -> classNames.get(i) + " (" + train[i] + " + " + test[i] + ")")
                .collect(Collectors.joining(", "));
        int more = classNames.size() - CLASSES_TOLD;
        lines.add("Pictures of each class, to learn from and to test on: " + each
                + (more > 0 ? ", and " + more + " more classes" : "") + ".");
        leftOut.forEach(file -> lines.add("Left out: " + file));
        return lines;
    }

    /** Such as {@code 5 classes, 120 pictures to learn from and 30 to test on}. */
    public String sizes() {
        return PlainWords.count(classNames.size(), "class") + ", "
                + PlainWords.count(Arrays.stream(train).sum(), "picture") + " to learn from and "
                + Arrays.stream(test).sum() + " to test on";
    }

    /**
     * Refuses pictures that are not those that a run began with.
     *
     * @param now what was found this time
     */
    public void requireSame(DataFacts now) {
        if (!checksum.equals(now.checksum)) {
            throw new InvalidInputException(
                    "The pictures are not those that the run began with. It began with " + sizes()
                            + (place.isEmpty() ? "" : " in " + place) + "; now there are " + now.sizes()
                            + (now.place.isEmpty() ? "" : " in " + now.place)
                            + ". Put the pictures back as they were, or train a new run.");
        }
    }

    /** Where the set lies if not where the configuration says. */
    public Optional<Path> folder() {
        return place.isEmpty() || !Files.exists(Path.of(place)) ? Optional.empty() : Optional.of(Path.of(place));
    }

    /** One member a component. */
    public JsonObject toJson() {
        Gson gson = new Gson();
        JsonObject json = new JsonObject();
        json.addProperty("dataset", dataset);
        json.addProperty("place", place);
        json.add("notes", gson.toJsonTree(notes));
        json.addProperty("channels", shape.channels());
        json.addProperty("side", shape.side());
        json.add("classNames", gson.toJsonTree(classNames));
        json.add("train", gson.toJsonTree(train));
        json.add("test", gson.toJsonTree(test));
        json.add("leftOut", gson.toJsonTree(leftOut));
        json.addProperty("checksum", checksum);
        return json;
    }

    /**
     * Reads {@link #toJson} back.
     *
     * @throws InvalidInputException if a member is missing or is not what it has to be
     */
    public static DataFacts fromJson(JsonFields json) {
        return new DataFacts(
                json.text("dataset"),
                json.text("place"),
                json.texts("notes"),
                new InputShape(json.count("channels"), json.count("side")),
                json.texts("classNames"),
                counts(json, "train"),
                counts(json, "test"),
                json.texts("leftOut"),
                json.text("checksum"));
    }

    private static int[] counts(JsonFields json, String name) {
        return Arrays.stream(json.numbers(name)).mapToInt(count -> (int) count).toArray();
    }
}
