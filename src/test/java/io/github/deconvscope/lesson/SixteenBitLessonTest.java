package io.github.deconvscope.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.lab.precision.SixteenBitSums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SixteenBitLessonTest {
    /** The lesson tells the table of the page: one place would be better, but a lesson is text. */
    @Test
    void theLessonTellsTheTableOfThePage() throws IOException {
        String lesson = Files.readString(
                Path.of(System.getProperty("project.dir"), "assets/lessons/12-sixteen-bits/lesson.md"));
        String plain = lesson.replaceAll("\\{(\\d+) from \\d+\\}", "$1").replaceAll("\\s+", " ");
        assertThat(plain).contains("in the order " + String.join(", ", SixteenBitSums.PROGRAMS));
        for (SixteenBitSums.Row row : SixteenBitSums.TABLE) {
            String answers = String.join("; ", row.answers()).replaceAll("(\\d),(\\d{3})", "$1$2");
            assertThat(plain).contains("- " + row.operation() + ": " + answers);
        }
    }
}
