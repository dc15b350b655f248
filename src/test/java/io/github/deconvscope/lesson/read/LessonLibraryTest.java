package io.github.deconvscope.lesson.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.app.PaintedWorld;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.lesson.model.LessonProblem;
import io.github.deconvscope.lesson.page.LessonFunctions;
import io.github.deconvscope.lesson.page.LessonWorld;
import io.github.deconvscope.lesson.page.PageDirectory;
import io.github.deconvscope.lesson.play.Handout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LessonLibraryTest {
    private static final LessonWorld WORLD = new PaintedWorld(FigureCatalog.standard());
    private static final LessonFunctions FUNCTIONS = new LessonFunctions(WORLD);
    private static final String[] SCRAPS = {
        "(",
        "{",
        "}",
        "```",
        "---",
        "[",
        "-1",
        "1e400",
        "NaN",
        "\u0000",
        "null",
        "{}",
        "[1",
        ":",
        "#",
        "|",
        "=",
        ",",
        "<b>",
        "* ",
        "> ",
        "[x]: y\n",
        "a.b[9999999999999]",
        "{1 = ((((",
        "\\frac"
    };

    @TempDir
    Path folder;

    private void lesson(String id, String head) throws IOException {
        Path at = Files.createDirectories(folder.resolve(id));
        Files.writeString(
                at.resolve("lesson.md"),
                "---\ntitle: " + id + "\nminutes: 5\ngoal: g\n" + head + "\n---\n## A\n\nText.\n");
    }

    private LessonLibrary.Entry entry(String id) {
        return new LessonLibrary(Optional.of(folder), WORLD)
                .read().stream().filter(e -> e.id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void lessonsThatWaitForOneAnotherAreBrokenAndThoseAfterThemAreNot() throws IOException {
        lesson("a", "after: b");
        lesson("b", "after: 01-sliding-window, c");
        lesson("c", "after: a");
        lesson("d", "after: a");
        lesson("self", "after: self");
        for (String id : List.of("a", "b", "c", "self")) {
            assertThat(entry(id).lesson()).as(id).isEmpty();
            assertThat(entry(id).problems().get(0).toString())
                    .startsWith("line 5: the lesson comes after")
                    .contains("which comes after this one");
        }
        assertThat(entry("d").lesson()).isPresent();
    }

    @Test
    void aLessonOfOnesOwnTakesThePlaceOfThatOfTheAppWithItsId() throws IOException {
        lesson("02-matrix", "");
        List<LessonLibrary.Entry> entries = new LessonLibrary(Optional.of(folder), WORLD).read();
        assertThat(entries).extracting(LessonLibrary.Entry::id).containsExactlyElementsOf(LessonLibrary.shippedIds());
        assertThat(entries.get(1).own()).isTrue();
        assertThat(entries.get(1).title()).isEqualTo("02-matrix");
        assertThat(entries.get(2).lesson()).isPresent();
    }

    /** Whatever somebody types: a lesson, or problems with lines, and never an exception. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aDamagedLessonIsReadOrRefusedInWords(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 40; i++) {
            String id = LessonLibrary.shippedIds()
                    .get(random.nextInt(LessonLibrary.shippedIds().size()));
            StringBuilder text = new StringBuilder(LessonLibrary.shippedText(id));
            for (int k = random.nextInt(4); k >= 0; k--) {
                int at = random.nextInt(text.length());
                if (random.nextBoolean()) {
                    text.insert(at, SCRAPS[random.nextInt(SCRAPS.length)]);
                } else {
                    text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(30)));
                }
            }
            LessonParser.Result read = LessonParser.parse(id, text.toString());
            assertThat(read.lesson().isPresent()).isEqualTo(read.problems().isEmpty());
            LessonChecker checker =
                    new LessonChecker(PageDirectory.shipped(), WORLD, FUNCTIONS, java.util.Map.of(id, List.of()));
            List<LessonProblem> problems = read.lesson().map(checker::check).orElse(read.problems());
            assertThat(problems).allMatch(problem -> !problem.message().isBlank());
            if (problems.isEmpty()) {
                assertThat(Handout.of(read.lesson().orElseThrow(), true)).isNotEmpty();
            }
        }
    }
}
