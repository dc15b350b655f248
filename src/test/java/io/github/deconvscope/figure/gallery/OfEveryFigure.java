package io.github.deconvscope.figure.gallery;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Base of tests of what has to hold for each figure: {@code @MethodSource("figures")} gives them, made once a class. */
public abstract class OfEveryFigure {
    @TempDir
    protected static Path folder;

    protected static List<EveryFigure.Made> all;

    @BeforeAll
    static void make() throws IOException {
        all = EveryFigure.in(folder);
    }

    protected static Stream<EveryFigure.Made> figures() {
        return all.stream();
    }
}
