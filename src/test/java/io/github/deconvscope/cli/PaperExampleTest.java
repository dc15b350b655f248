package io.github.deconvscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.base.Programs;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The paper of docs/paper-example, from the commands of its script, built by pdfTeX where that is installed. */
class PaperExampleTest {
    private static final Path EXAMPLE = Path.of(System.getProperty("project.dir", "."), "docs/paper-example");
    private static final Pattern FIGURE = Pattern.compile("(?m)^figure (.*) --out docs/paper-example/(\\w+\\.pdf)$");

    @TempDir
    Path folder;

    private List<Path> drawn() throws IOException {
        String script = Files.readString(EXAMPLE.resolve("figures.sh"));
        assertThat(script).contains("\"$@\" --size column85 --no-title --style docs/paper-example/style.json;");
        List<Path> files = new ArrayList<>();
        Matcher matcher = FIGURE.matcher(script);
        while (matcher.find()) {
            Path file = folder.resolve(matcher.group(2));
            List<String> arguments = new ArrayList<>(List.of(matcher.group(1).split(" ")));
            arguments.addAll(List.of(
                    "--size",
                    "column85",
                    "--no-title",
                    "--style",
                    EXAMPLE.resolve("style.json").toString(),
                    "--out",
                    file.toString()));
            StringWriter err = new StringWriter();
            int code = new CommandLine(new FigureCommand(FigureCatalog.standard()))
                    .setErr(new PrintWriter(err, true))
                    .execute(arguments.toArray(String[]::new));
            assertThat(code).as(arguments + ": " + err).isZero();
            files.add(file);
        }
        return files;
    }

    @Test
    void itsSixFiguresMakeTwoPages() throws Exception {
        List<Path> figures = drawn();
        assertThat(figures).hasSize(6);
        String paper = Files.readString(EXAMPLE.resolve("paper.tex"));
        for (Path figure : figures) {
            String name = figure.getFileName().toString().replace(".pdf", "");
            assertThat(paper).contains("\\shown{" + name + "}");
            try (PDDocument document = Loader.loadPDF(figure.toFile())) {
                float points = document.getPage(0).getMediaBox().getWidth();
                assertThat(points * 25.4 / 72).isBetween(84.9, 85.1);
            }
        }
        Programs.need("pdflatex");
        Files.copy(EXAMPLE.resolve("paper.tex"), folder.resolve("paper.tex"));
        String said = Programs.run(folder, "pdflatex", "-interaction=nonstopmode", "-halt-on-error", "paper.tex");
        assertThat(said).doesNotContain("PDF inclusion: found PDF version", "Overfull \\vbox");
        try (PDDocument document = Loader.loadPDF(folder.resolve("paper.pdf").toFile())) {
            assertThat(document.getNumberOfPages()).isEqualTo(2);
            assertThat(new PDFTextStripper().getText(document)).contains("Newton", "iteration", "residual");
        }
    }
}
