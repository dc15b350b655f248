package io.github.deconvscope;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Folders that tests take along. */
public final class TestFolders {
    private TestFolders() {}

    /**
     * Copies a folder with all that is in it.
     *
     * @param to what is not there yet, in a folder that is
     * @return {@code to}
     */
    public static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        return to;
    }
}
