package io.github.deconvscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.app.Services;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LessonCommandTest {
    @TempDir
    Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        try (Services services = new Services()) {
            CommandRunner runner = new CommandRunner(services);
            runner.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
            return runner.run(args);
        }
    }

    private Path lesson(String id, String body) throws IOException {
        Path folder = Files.createDirectories(dir.resolve(id));
        Files.writeString(folder.resolve("lesson.md"), "---\ntitle: Mine\nminutes: 5\ngoal: see\n---\n" + body);
        return folder;
    }

    @Test
    void aGoodLessonOfOnesOwnIsFine() throws IOException {
        lesson("mine", "## One\n\n```setup\npage: whitening\n```\n\nSee {36 = nonzeros(example_1)}.\n");
        assertThat(run("lesson", "check", dir.toString())).isZero();
        assertThat(out.toString()).contains("mine: fine, 1 steps");
    }

    @Test
    void aBrokenLessonIsExitCodeTwoWithItsLines() throws IOException {
        lesson("fine", "## One\n\nText.\n");
        lesson("mine", "## One\n\n```point\nat: nowhere\n```\n\n```setup\npage: nopage\n```\n");
        assertThat(run("lesson", "check", dir.toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains("mine/lesson.md:8: no page is in view")
                .contains("mine/lesson.md:12: there is no page \"nopage\"")
                .contains("1 of 2 lessons");
    }

    @Test
    void aNumberFromAPlaceThatIsNotThereIsNamed() throws IOException {
        lesson(
                "mine",
                "## One\n\nSee {9 = output(example_1, 4)}, {0 = input(example_1, -1)} and {1 = nsgain(1, 900000000)}.\n");
        assertThat(run("lesson", "check", dir.toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains("mine/lesson.md:8: ", "output(example_1, 4.0) asks for a place that is not there");
    }

    @Test
    void aFolderThatIsMissingOrEmptyIsExitCodeTwo() {
        assertThat(run("lesson", "check", dir.resolve("missing").toString())).isEqualTo(2);
        assertThat(run("lesson", "check", dir.toString())).isEqualTo(2);
        assertThat(run("lesson")).isEqualTo(2);
        assertThat(run("lesson", "handout", "nothing")).isEqualTo(2);
        assertThat(err.toString())
                .contains("There is no folder")
                .contains("holds no lesson")
                .contains("Say what to do")
                .contains("There is no lesson \"nothing\". There are: 01-sliding-window");
    }

    @Test
    void aHandoutHoldsTextAndFiguresOnPagesOfA4() throws IOException {
        Path file = dir.resolve("handout.pdf");
        assertThat(run("lesson", "handout", "09-newton-schulz", "--out", file.toString()))
                .as(err.toString())
                .isZero();
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            assertThat(document.getNumberOfPages()).isBetween(2, 8);
            String text = new PDFTextStripper().getText(document);
            assertThat(text)
                    .contains("Newton-Schulz, and when it fails")
                    .contains("Predict")
                    .doesNotContain("{7.59");
        }
    }
}
