package io.github.deconvscope.engine.data;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.base.TextFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the classes of a data set without names of its own are called, and from where labels count. */
final class ClassNames {
    /** The most classes that a net can tell apart here. */
    static final int MOST = 1000;

    private static final long LARGEST_LIST = 1 << 20;
    private static final List<String> KUZUSHIJI = List.of("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo");

    private ClassNames() {}

    /**
     * How labels count.
     *
     * @param first the label of the first class, 0 or 1
     * @param count how many classes there are
     */
    record Range(int first, int count) {
        /** The class of a label, from 0. */
        int of(long label) {
            return (int) (label - first);
        }
    }

    /**
     * Finds by looking whether labels count from 0 or from 1, and how many classes they tell.
     *
     * @param what whose labels they are, for a refusal
     * @param labels of all parts
     * @throws InvalidInputException if they begin elsewhere, or there is one class only, or more than {@link #MOST}
     */
    static Range range(String what, long[]... labels) {
        long least = Arrays.stream(labels).flatMapToLong(Arrays::stream).min().orElse(0);
        long most = Arrays.stream(labels).flatMapToLong(Arrays::stream).max().orElse(0);
        if (least != 0 && least != 1) {
            throw new InvalidInputException(what + ": the smallest label is " + least
                    + "; labels have to count the classes from 0 or from 1. Number them anew.");
        }
        long count = most - least + 1;
        requireCount(what, count);
        return new Range((int) least, (int) count);
    }

    /** @throws InvalidInputException if there are less than 2 classes or more than {@link #MOST} */
    static void requireCount(String what, long count) {
        if (count < 2 || count > MOST) {
            throw new InvalidInputException(what + " has " + PlainWords.count(count, "class")
                    + "; a net can be trained on 2 to " + MOST
                    + (count < 2 ? ". Add pictures of another class." : ". Leave some out, or merge them."));
        }
    }

    /**
     * The names in a text file beside the data, one a line: the first of these files that is there.
     *
     * @throws InvalidInputException if it does not hold as many as there are classes
     */
    static Optional<List<String>> beside(Path folder, List<String> files, int count) throws IOException {
        for (String name : files) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                List<String> names = lines(file);
                if (names.size() != count || names.stream().distinct().count() != count) {
                    throw new InvalidInputException(
                            file + " names " + PlainWords.count(names.size(), "class")
                                    + ", but the labels tell " + count
                                    + " apart. Write one name a line in the order of the labels, each once, or take the file away.");
                }
                return Optional.of(names);
            }
        }
        return Optional.empty();
    }

    private static List<String> lines(Path file) throws IOException {
        if (Files.size(file) > LARGEST_LIST) {
            throw new InvalidInputException(file + " takes " + Files.size(file)
                    + " bytes, which is no list of class names. Take it away, or write one name a line.");
        }
        try {
            return TextFile.read(file)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (CharacterCodingException e) {
            throw new InvalidInputException(file + " is not text in UTF-8. Save it as UTF-8, or take it away.", e);
        }
    }

    /** Known names by what the path of a data set says; else the labels themselves. */
    static List<String> known(Path place, Range range) {
        String path = place.toAbsolutePath().toString().toLowerCase(Locale.ROOT);
        if (range.count == 10 && path.contains("fashion")) {
            return FashionMnist.CLASS_NAMES;
        }
        if (range.count == 10 && (path.contains("kmnist") || path.contains("kuzushiji"))) {
            return KUZUSHIJI;
        }
        if (range.count == 26 && path.contains("letters")) {
            return IntStream.rangeClosed('A', 'Z').mapToObj(Character::toString).toList();
        }
        return IntStream.range(range.first, range.first + range.count)
                .mapToObj(Integer::toString)
                .toList();
    }

    /**
     * Refuses a set in which a class has no picture to learn from, or none to test on.
     *
     * @param what whose classes they are
     */
    static void requireEach(String what, ImageSet train, ImageSet test) {
        requireEach(what, train, "to learn from");
        requireEach(what, test, "to test on");
    }

    private static void requireEach(String what, ImageSet set, String purpose) {
        int[] counts = set.classCounts();
        String missing = IntStream.range(0, counts.length)
                .filter(i -> counts[i] == 0)
                .mapToObj(i -> set.classNames().get(i))
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new InvalidInputException(what + " has no picture " + purpose + " of: " + missing
                    + ". Add some, or take the class out of both parts.");
        }
    }
}
