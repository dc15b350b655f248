package io.github.deconvscope.run.importing;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads run and tag from the names of CSV files that TensorBoard offers for download: {@code run-RUN-tag-TAG.csv}. */
final class TensorBoardDownload {
    private static final Pattern NAME = Pattern.compile("(?:run-)?(.*)-tag-(.*)");

    private TensorBoardDownload() {}

    /** What the values of a file are: its tag, or its name if that contains none. */
    static String curve(Path file) {
        Matcher parts = parts(file);
        return parts.matches() ? parts.group(2) : stem(file);
    }

    /** The run, often the name of a folder. */
    static Optional<String> run(Path file) {
        Matcher parts = parts(file);
        return parts.matches() ? Optional.of(parts.group(1)) : Optional.empty();
    }

    private static Matcher parts(Path file) {
        return NAME.matcher(stem(file));
    }

    private static String stem(Path file) {
        return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    }
}
