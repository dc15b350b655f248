package io.github.deconvscope.figure.gallery;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
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

    /**
     * A third of the figures, another each day, where outside programs or many files take longer than they are worth each time;
     * {@code -Dfigures=all} takes all of them.
     */
    protected static Stream<EveryFigure.Made> figuresOfTheDay() {
        return ofTheDay(all);
    }

    static Stream<EveryFigure.Made> ofTheDay(List<EveryFigure.Made> all) {
        if ("all".equals(System.getProperty("figures"))) {
            return all.stream();
        }
        int turn = (int) (LocalDate.now(ZoneOffset.UTC).toEpochDay() % 3);
        return IntStream.range(0, all.size()).filter(i -> i % 3 == turn).mapToObj(all::get);
    }

    /** Each n-th figure, where all of them take longer than they are worth each time. */
    protected static List<EveryFigure.Made> every(int nth) {
        return IntStream.range(0, all.size())
                .filter(i -> i % nth == 0)
                .mapToObj(all::get)
                .toList();
    }
}
