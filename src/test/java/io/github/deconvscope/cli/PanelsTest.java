package io.github.deconvscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.PaintedWords;
import io.github.deconvscope.figure.chart.Axis;
import io.github.deconvscope.figure.chart.LineChartFigure;
import io.github.deconvscope.figure.chart.PanelsFigure;
import io.github.deconvscope.figure.chart.Points;
import io.github.deconvscope.figure.chart.Series;
import io.github.deconvscope.figure.chart.SeriesKey;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.figure.run.SampleRun;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several figures as one, from their state files, by the command line; and one style for figures that are made again. */
class PanelsTest {
    private static final String STYLE = """
            {"font": "Computer Modern", "labels": {"step": "Schritt"},
             "figures": {"training-loss": {"y": {"ticks": [0, 1]}}}}""";

    @TempDir
    static Path folder;

    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void states() throws IOException {
        Path one = SampleRun.write(folder.resolve("one"), "deconv");
        Path two = SampleRun.write(folder.resolve("two"), "deconv", 8);
        PanelsTest test = new PanelsTest();
        test.write(0, "training-loss", "--run", one.toString(), "--out", "a.json");
        test.write(0, "training-loss", "--run", two.toString(), "--out", "b.json");
        test.write(0, "convolution-matrix", "--out", "c.json");
        Files.writeString(folder.resolve("style.json"), STYLE);
    }

    /** Names of files without a folder lie in the test's. */
    private void write(int expected, String... arguments) {
        List<String> all = new ArrayList<>();
        for (String argument : arguments) {
            all.add(
                    argument.matches("[a-z-]+\\.[a-z]+")
                            ? folder.resolve(argument).toString()
                            : argument);
        }
        err.getBuffer().setLength(0);
        int code = OneCommand.run(
                new FigureCommand(FigureCatalog.standard()), new StringWriter(), err, all.toArray(String[]::new));
        assertThat(code).as(all + ": " + err).isEqualTo(expected);
    }

    private static List<String> words(String svg) throws IOException {
        return PaintedWords.ofSvg(Files.readString(folder.resolve(svg)));
    }

    @Test
    void panelsHaveLettersOneLegendAndTheExactSize() throws IOException {
        write(0, "--panel", "a.json", "b.json", "--columns", "2", "--no-title", "--out", "both.svg");
        List<String> words = words("both.svg");
        assertThat(words).containsOnlyOnce("(a)", "(b)", "train", "as measured");
        assertThat(words.stream().filter(word -> word.equals("step"))).hasSize(2);
        write(0, "--panel", "a.json", "b.json", "c.json", "--width", "180mm", "--height", "70mm", "--out", "all.pdf");
        try (PDDocument document = Loader.loadPDF(folder.resolve("all.pdf").toFile())) {
            PDRectangle page = document.getPage(0).getMediaBox();
            assertThat(page.getWidth() * 25.4 / 72).isCloseTo(180, within(0.01));
            assertThat(page.getHeight() * 25.4 / 72).isCloseTo(70, within(0.01));
        }
        write(0, "--panel", "a.json", "b.json", "c.json", "--out", "legends.svg");
        assertThat(words("legends.svg").stream().filter("train"::equals)).hasSize(2);
    }

    private static Figure chart(String unit, double last) {
        return LineChartFigure.titled("chart")
                .axes(Axis.counted("step"), Axis.linear("loss", unit))
                .add(Series.line("one", Points.counted(0, new double[] {0, last}), SeriesKey.FP32))
                .build();
    }

    @Test
    void figuresThatMeasureTheSameHaveTheSameRanges() {
        List<Figure> figures = List.of(chart("", 1), chart("", 900), chart("s", 2));
        List<String> words = PaintedWords.of(PanelsFigure.lettered(figures, 3), 900, 300);
        assertThat(words.stream().filter("800"::equals)).hasSize(2);
        assertThat(words).containsOnlyOnce("(a) chart", "(c) chart", "2.0");
    }

    @Test
    void aFigureOfPanelsIsMadeAgainFromItsStateWithItsStyle() throws IOException {
        write(0, "--panel", "a.json", "c.json", "--style", "style.json", "--out", "panel.json");
        write(0, "--panel", "panel.json", "--columns", "1", "--out", "first.svg");
        assertThat(words("first.svg")).contains("Schritt", "0", "1").doesNotContain("step", "0.5", "2");
        write(0, "--state", "first.svg", "--out", "second.svg");
        assertThat(folder.resolve("second.svg")).hasSameBinaryContentAs(folder.resolve("first.svg"));
        write(0, "--state", "first.svg", "--out", "numbers.csv");
        assertThat(folder.resolve("numbers.csv")).content().startsWith("panel,row,quantity,value");
    }

    /** A state holds the name of its run only. */
    @Test
    void runsThatLieElsewhereAreNamed() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.copy(folder.resolve("a.json"), elsewhere.resolve("a.json"));
        String state = elsewhere.resolve("a.json").toString();
        write(ExitCode.BAD_INPUT, "--panel", state, "--out", "x.svg");
        assertThat(err.toString()).contains("run one", "--run RUNDIR");
        write(0, "--panel", state, state, "--run", folder.resolve("one").toString(), "--out", "named.svg");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--columns 2 --out x.svg|--panel",
                "training-loss --panel a.json --out x.svg|leave ID",
                "--panel a.json b.json --columns 3 --out x.svg|from 1 to 2",
                "--panel a.json b.json --columns 0 --out x.svg|from 1 to 2",
                "--panel a.json b.json --out x.mp4|do not move",
                "--panel a.json none.json --out x.svg|none.json",
                "--state a.json --style none.json --out x.svg|none.json"
            })
    void whatCannotBePutTogetherIsRefused(String arguments, String why) {
        write(ExitCode.BAD_INPUT, arguments.split(" "));
        assertThat(err.toString()).contains(why);
        assertThat(folder.resolve("x.svg")).doesNotExist();
    }

    @Test
    void aStyleOfAFigureThatIsNotThereIsRefused() throws IOException {
        Files.writeString(folder.resolve("wrong.json"), "{\"figures\": {\"training-los\": {}}}");
        write(ExitCode.BAD_INPUT, "--state", "a.json", "--style", "wrong.json", "--out", "x.svg");
        assertThat(err.toString()).contains("wrong.json", "training-los", "training-loss");
    }
}
