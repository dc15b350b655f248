package io.github.deconvscope.figure.gallery;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Base of tests of what has to hold for each figure: {@code @MethodSource("figures")} gives them. */
public abstract class OfEveryFigure {
    @TempDir
    protected static Path folder;

    protected static List<EveryFigure.Made> all;

    @BeforeAll
    static void make() throws IOException {
        all = EveryFigure.all();
    }

    protected static Stream<EveryFigure.Made> figures() {
        return all.stream();
    }

    /** Each n-th figure, where all of them take longer than they are worth each time. */
    protected static List<EveryFigure.Made> every(int nth) {
        return IntStream.range(0, all.size())
                .filter(i -> i % nth == 0)
                .mapToObj(all::get)
                .toList();
    }
}
