package io.github.deconvscope.run.scalar;

import io.github.deconvscope.run.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the curves of another program's file, whatever kind it is. */
public final class ScalarFiles {
    private ScalarFiles() {}

    /**
     * Reads a CSV file, a TensorBoard event file, or all event files of a folder; told apart by what is in them.
     *
     * @throws InvalidInputException if it is missing, of another kind, damaged, or holds no curve
     */
    public static List<ScalarSeries> read(Path source) throws IOException {
        if (!Files.exists(source)) {
            throw new InvalidInputException("There is no file " + source + ".");
        }
        List<ScalarSeries> curves;
        if (Files.isDirectory(source)) {
            curves = EventFileReader.read(eventFiles(source));
        } else if (looksLikeText(source)) {
            curves = ScalarCsv.read(source);
        } else {
            curves = EventFileReader.read(List.of(source));
        }
        if (curves.stream().allMatch(curve -> curve.size() == 0)) {
            throw new InvalidInputException(source + " holds no curve.");
        }
        return curves;
    }

    private static List<Path> eventFiles(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> inside = Files.list(folder)) {
            inside.filter(file -> file.getFileName().toString().contains(".tfevents."))
                    .sorted()
                    .forEach(files::add);
        }
        if (files.isEmpty()) {
            throw new InvalidInputException(
                    folder + " holds no TensorBoard event file (a name with .tfevents.). Give a CSV or an event file.");
        }
        return files;
    }

    /** An event file has zero bytes in its first twelve; text has none. */
    private static boolean looksLikeText(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            for (byte b : in.readNBytes(512)) {
                if (b == 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
