package io.github.deconvscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.app.Services;
import io.github.deconvscope.lesson.play.LessonProgress;
import io.github.deconvscope.lesson.play.ProgressStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
            CommandRunner runner = new CommandRunner(services.commands());
            runner.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
            return runner.run(args);
        }
    }

    private Path lesson(String id, String body) throws IOException {
        Path folder = Files.createDirectories(dir.resolve(id));
        Files.writeString(folder.resolve("lesson.md"), "---\ntitle: Mine\nminutes: 5\ngoal: see\n---\n" + body);
        return folder;
    }

    private String words(Path pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            return new PDFTextStripper().getText(document);
        }
    }

    @Test
    void aHandoutForAClassHasNoAnswers() throws IOException {
        Path with = dir.resolve("with.pdf");
        Path without = dir.resolve("without.pdf");
        assertThat(run("lesson", "handout", "01-sliding-window", "--out", with.toString()))
                .isZero();
        assertThat(run("lesson", "handout", "01-sliding-window", "--without-answers", "--out", without.toString()))
                .isZero();
        assertThat(words(with)).contains("Answers");
        assertThat(words(without)).doesNotContain("Answers").contains("Predict:");
    }

    @Test
    void allLessonsAreOnePdf() throws IOException {
        Path all = dir.resolve("all.pdf");
        assertThat(run("lesson", "handout", "all", "--without-answers", "--out", all.toString()))
                .isZero();
        assertThat(words(all)).contains("What a convolution does", "Pixels are correlated", "Checkerboards");
    }

    @Test
    void aRecordIsATableWithARowForEachQuestion() throws IOException {
        ProgressStore store = new ProgressStore(dir.resolve("progress.json"));
        String title = "Along one direction";
        store.keep(
                "08-whitening",
                new LessonProgress(
                        2,
                        false,
                        List.of(new LessonProgress.Answer(
                                1, title, "100, then 10", LessonProgress.Outcome.RIGHT_SECOND))));
        Path csv = dir.resolve("done.csv");
        assertThat(run(
                        "lesson",
                        "record",
                        "--progress",
                        dir.resolve("progress.json").toString(),
                        "--out",
                        csv.toString()))
                .isZero();
        assertThat(Files.readAllLines(csv))
                .hasSizeGreaterThan(40)
                .startsWith("lesson,title,step,question,kind,answer,outcome")
                .contains("08-whitening,\"Whitening, and its inverse square root\",2," + title
                        + ",question,\"100, then 10\",right at the second try");
        Path pdf = dir.resolve("done.pdf");
        assertThat(run(
                        "lesson",
                        "record",
                        "--progress",
                        dir.resolve("progress.json").toString(),
                        "--out",
                        pdf.toString()))
                .isZero();
        assertThat(words(pdf)).contains(title);
    }

    @Test
    void aRecordIsMadeOfProgressAndWritesOverNobodysFile() throws IOException {
        Path poem = Files.writeString(dir.resolve("poem.json"), "roses");
        assertThat(run(
                        "lesson",
                        "record",
                        "--progress",
                        poem.toString(),
                        "--out",
                        dir.resolve("a.csv").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("poem.json is not a record of progress");
        assertThat(poem).hasContent("roses");
        assertThat(run("lesson", "record", "--out", dir.resolve("a.txt").toString()))
                .isEqualTo(2);
        Path own = Files.writeString(dir.resolve("own.csv"), "a,b\n");
        assertThat(run("lesson", "record", "--progress", dir.resolve("none").toString(), "--out", own.toString()))
                .isEqualTo(2);
        Path progress = Files.writeString(dir.resolve("p.json"), "{\"version\":1,\"lessons\":{}}");
        assertThat(run("lesson", "record", "--progress", progress.toString(), "--out", own.toString()))
                .isEqualTo(2);
        assertThat(own).hasContent("a,b\n");
    }

    @Test
    void aGoodLessonOfOnesOwnIsFine() throws IOException {
        lesson("mine", "## One\n\n```setup\npage: whitening\n```\n\nSee {36 = nonzeros(example_1)}.\n");
        assertThat(run("lesson", "check", dir.toString())).isZero();
        assertThat(out.toString()).contains("mine: fine, 1 step,");
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
        Path document = dir.resolve("handout.doc");
        assertThat(run("lesson", "handout", "01-sliding-window", "--out", document.toString()))
                .isEqualTo(2);
        assertThat(document).doesNotExist();
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
