package io.github.deconvscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.app.Services;
import io.github.deconvscope.figure.run.SampleRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No command writes over a file of somebody else's; each writes over its own from before. */
class OverwriteTest {
    /** It names this program, as a person's notes on it do. */
    private static final String OWN = "my own work of many hours, <b>made with</b> DeconvScope: deconvscope train\n";

    @TempDir
    static Path folder;

    private static Path run;

    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void record() throws IOException {
        run = SampleRun.write(folder.resolve("demo"), "deconv");
    }

    private int run(List<String> args) {
        try (Services services = new Services()) {
            CommandRunner runner = new CommandRunner(services.commands());
            runner.commandLine().setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(err));
            return runner.run(args.toArray(String[]::new));
        }
    }

    private void refuses(Path own, List<String> command) throws IOException {
        Files.createDirectories(own.getParent());
        Files.writeString(own, OWN);
        assertThat(run(command)).as(String.join(" ", command)).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(own).hasContent(OWN);
        assertThat(err.toString()).contains(own.getFileName().toString(), "stays as it is", "Name another file");
        Files.delete(own);
        assertThat(run(command)).as(err.toString()).isZero();
        byte[] first = Files.readAllBytes(own);
        assertThat(run(command)).as(err.toString()).isZero();
        assertThat(own).hasBinaryContent(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.png", "a.svg", "a.pdf", "a.gif", "a.csv", "a.json"})
    void aFigure(String name) throws IOException {
        Path file = folder.resolve(name);
        refuses(file, List.of("figure", "training-loss", "--run", run.toString(), "--out", file.toString()));
    }

    @Test
    void aFigureThatMovesAndItsFrames() throws IOException {
        List<String> command = List.of("figure", "training-covariance", "--run", run.toString(), "--width", "200px");
        refuses(folder.resolve("move.gif"), with(command, folder.resolve("move.gif")));
        refuses(folder.resolve("frame-1.png"), with(command, folder.resolve("frame-%d.png")));
    }

    private static List<String> with(List<String> command, Path out) {
        List<String> whole = new java.util.ArrayList<>(command);
        whole.addAll(List.of("--out", out.toString()));
        return whole;
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.html", "convolution-formula.csv"})
    void aGallery(String own) throws IOException {
        Path gallery = folder.resolve("gallery-" + own);
        refuses(gallery.resolve(own), List.of("figures", "--formats", "csv", "--out", gallery.toString()));
        assertThat(gallery.resolve("index.html")).content().contains("convolution-formula");
    }

    @ParameterizedTest
    @ValueSource(strings = {"r.pdf", "r.html"})
    void aReport(String name) throws IOException {
        refuses(
                folder.resolve(name),
                List.of("report", run.toString(), "--out", folder.resolve(name).toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c.csv", "c.md", "c.tex"})
    void aComparison(String name) throws IOException {
        refuses(
                folder.resolve(name),
                List.of("compare", run.toString(), "--out", folder.resolve(name).toString()));
    }

    @Test
    void aHandout() throws IOException {
        Path own = Files.createDirectories(folder.resolve("lessons/mine"));
        Files.writeString(own.resolve("lesson.md"), "---\ntitle: Mine\nminutes: 5\ngoal: see\n---\n## One\n\nText.\n");
        Path file = folder.resolve("mine.pdf");
        refuses(file, List.of("lesson", "handout", own.toString(), "--out", file.toString()));
    }

    @Test
    void curves() throws IOException {
        Path file = folder.resolve("curves.csv");
        refuses(file, List.of("export", run.toString(), "--out", file.toString()));
    }
}
