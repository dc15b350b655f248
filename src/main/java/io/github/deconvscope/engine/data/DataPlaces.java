package io.github.deconvscope.engine.data;

import io.github.deconvscope.base.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the file that a data set is recognised by: in a folder, one level down, or two, as torchvision's {@code MNIST/raw} lies. */
final class DataPlaces {
    private static final int LEVELS = 3;
    private static final int MOST_NAMED = 12;
    private static final String PACKED = ".gz";

    private DataPlaces() {}

    /** Entries of a folder that are not hidden, by name. */
    static List<Path> visible(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .filter(entry -> !entry.getFileName().toString().equals("__MACOSX"))
                    .sorted()
                    .toList();
        }
    }

    /**
     * The recognised files nearest to {@code place}; {@code place} itself if it is one. An archive beside its unpacked file is passed over:
     * torchvision keeps both.
     */
    static List<Path> all(Path place, Predicate<Path> recognised) throws IOException {
        if (Files.isRegularFile(place)) {
            return recognised.test(place) ? List.of(place) : List.of();
        }
        List<Path> folders = Files.isDirectory(place) ? List.of(place) : List.of();
        for (int level = 0; level < LEVELS && !folders.isEmpty(); level++) {
            List<Path> found = new ArrayList<>();
            List<Path> below = new ArrayList<>();
            for (Path folder : folders) {
                for (Path entry : visible(folder)) {
                    if (Files.isDirectory(entry)) {
                        below.add(entry);
                    } else if (recognised.test(entry)) {
                        found.add(entry);
                    }
                }
            }
            if (!found.isEmpty()) {
                return found.stream()
                        .filter(file -> !isPacked(file) || !found.contains(unpacked(file)))
                        .toList();
            }
            folders = below;
        }
        return List.of();
    }

    private static boolean isPacked(Path file) {
        return file.toString().endsWith(PACKED);
    }

    private static Path unpacked(Path file) {
        String name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.length() - PACKED.length()));
    }

    /**
     * The one recognised file.
     *
     * @param what is looked for, such as {@code CIFAR-100}
     * @param files what it is recognised by, in words
     * @throws InvalidInputException if there is none, or several
     */
    static Path one(String what, String files, Path place, Predicate<Path> recognised) throws IOException {
        if (!Files.exists(place)) {
            throw new InvalidInputException(
                    place + " does not exist. Give the folder that holds " + what + " with --data.");
        }
        List<Path> found = all(place, recognised);
        if (found.isEmpty()) {
            throw new InvalidInputException(place + " does not hold " + what + ", nor do the folders in it: " + files
                    + " looked for. Give the folder that holds " + what + " with --data.");
        }
        if (found.size() > 1) {
            throw new InvalidInputException(place + " holds several: "
                    + found.stream().limit(MOST_NAMED).map(Path::toString).collect(Collectors.joining(", "))
                    + (found.size() > MOST_NAMED ? " and " + (found.size() - MOST_NAMED) + " more" : "")
                    + ". Name one of them with --data.");
        }
        return found.get(0);
    }
}
