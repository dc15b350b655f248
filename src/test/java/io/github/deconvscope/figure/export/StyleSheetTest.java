package io.github.deconvscope.figure.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureLook;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.PaintedWords;
import io.github.deconvscope.figure.chart.Axis;
import io.github.deconvscope.figure.chart.BarChartFigure;
import io.github.deconvscope.figure.chart.HeatMapFigure;
import io.github.deconvscope.figure.chart.LineChartFigure;
import io.github.deconvscope.figure.chart.Points;
import io.github.deconvscope.figure.chart.Series;
import io.github.deconvscope.figure.chart.SeriesKey;
import io.github.deconvscope.figure.color.ValueRange;
import io.github.deconvscope.figure.gallery.EveryFigure;
import io.github.deconvscope.figure.gallery.OfEveryFigure;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a style file changes in the files that are written. */
class StyleSheetTest extends OfEveryFigure {
    private static final Figure LINES = LineChartFigure.titled("Loss")
            .axes(Axis.counted("step"), Axis.linear("loss", ""))
            .add(Series.line("one", Points.counted(0, new double[] {1, 3, 2, 4}), SeriesKey.FP32))
            .add(Series.line("two", Points.counted(0, new double[] {4, 1, 2, 3}), SeriesKey.FP16))
            .build();

    private static ExportSettings settings(Figure figure, String style, double width) {
        FigureLook look = StyleSheet.parse("style.json", style).look("it");
        return ExportSettings.fitting(figure, width, FigureTheme.PRINT, true, false, "")
                .withLook(look, figure, false);
    }

    private static String svg(Figure figure, String style) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FigureExporter.write(figure, Optional.empty(), settings(figure, style, 400), FigureFormat.SVG, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void axesWordsAndColoursAreThoseOfTheStyle() throws IOException {
        String svg = svg(LINES, """
                {"palette": {"fp32": "#0072B2"},
                 "labels": {"Loss": "Verlust des Netzes", "one": "erster", "loss": "Verlust"},
                 "figures": {"it": {"x": {"min": -1, "max": 5, "ticks": [-1, 2, 5, 8], "label": "\u0448\u0430\u0433"},
                                    "y": {"max": 10, "ticks": [0, 10]}}}}""");
        assertThat(PaintedWords.ofSvg(svg))
                .contains(
                        "Verlust des Netzes",
                        "erster",
                        "two",
                        "Verlust",
                        "\u0448\u0430\u0433",
                        "\u22121",
                        "2",
                        "5",
                        "10")
                .doesNotContain("Loss", "one", "loss", "step", "8", "4");
        assertThat(svg).contains("stroke=\"rgb(0,114,178)\"").contains("stroke=\"rgb(211,95,0)\"");
    }

    @Test
    void theNumbersOfATableKeepTheirNames() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExportSettings settings = settings(LINES, "{\"labels\": {\"loss\": \"Verlust\"}}", 400);
        FigureExporter.write(LINES, Optional.empty(), settings, FigureFormat.CSV, out);
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("curve,step,loss");
    }

    @ParameterizedTest
    @CsvSource({"85, 8", "120, 8", "180, 11"})
    void typeAndLinesHaveTheSizesOfTheStyleAtAnyWidth(double millimetres, double points) throws Exception {
        double width = millimetres * 96 / 25.4;
        String style = "{\"fontSize\": \"" + points + "pt\", \"lineWidth\": \"1pt\"}";
        ExportSettings settings = settings(LINES, style, width);
        Set<Double> sizes = new TreeSet<>(TypeSizeTest.sizes(LINES, settings).keySet());
        assertThat(sizes).anyMatch(size -> Math.abs(size - points) < 0.02);
        assertThat(sizes).allMatch(size -> size > points * 0.9 && size < points * 1.2);
        assertThat(1.75 * settings.style().lineScale() * settings.scale()).isCloseTo(96 / 72.0, within(1e-9));
    }

    @Test
    void coloursOfMagnitudesAndTheirEnds() {
        Figure map = HeatMapFigure.of("map", new float[] {0, 1, 2, 3}, 2, 2)
                .range(new ValueRange(0, 3))
                .valueLabel("size")
                .build();
        HeatMapFigure styled = (HeatMapFigure) map.styled(
                StyleSheet.parse("s", "{\"colorMap\": \"grey\", \"figures\": {\"it\": {\"values\": {\"max\": 6}}}}")
                        .look("it"));
        assertThat(styled.range().max()).isEqualTo(6);
        BufferedImage grey = Raster.paint(map, settings(map, "{\"colorMap\": \"grey\"}", 200));
        for (int i = 0; i < grey.getWidth() * grey.getHeight(); i++) {
            int rgb = grey.getRGB(i % grey.getWidth(), i / grey.getWidth());
            assertThat(Math.abs((rgb >> 16 & 255) - (rgb & 255))).isLessThan(3);
        }
    }

    /** Computer Modern has no umlauts, arrows or raised numbers; what it lacks comes from another font, and never as a box. */
    @ParameterizedTest
    @MethodSource("figures")
    void everyFigureCanBeSetInComputerModern(EveryFigure.Made made) throws IOException {
        String svg = svg(made.figure(), "{\"font\": \"Computer Modern\", \"fontSize\": \"8pt\"}");
        List<String> roman = Pattern.compile("<text[^>]*>([^<]*)<")
                .matcher(svg)
                .results()
                .filter(each -> each.group().contains("jlm_cm"))
                .map(each -> each.group(1))
                .toList();
        String used = roman.stream().collect(Collectors.joining());
        assertThat(used.codePoints().filter(c -> c > 126 || "<>\\^_`{|}~\"".indexOf(c) >= 0))
                .isEmpty();
        assertThat(svg).doesNotContain("JetBrains");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"fnt\": 1}|there is no \"fnt\"|font",
                "{\"font\": \"Arial\"}|\"Arial\"|Computer Modern",
                "{\"fontSize\": \"3pt\"}|\"3pt\"|from 6.0pt",
                "{\"fontSize\": 8}|\"fontSize\" is 8|text in quotation marks",
                "{\"fontSize\": \"8 furlongs\"}|8 furlongs|120mm",
                "{\"lineWidth\": \"100pt\"}|\"100pt\"|10.0pt",
                "{\"colorMap\": \"jet\"}|\"jet\"|viridis, cividis, grey",
                "{\"colorMap\": \"blue-white-orange\"}|blue-white-orange|viridis",
                "{\"palette\": {\"fp32\": \"blue\"}}|\"blue\"|#0072B2",
                "{\"palette\": {\"fp23\": \"#000000\"}}|\"fp23\"|fp32",
                "{\"labels\": {\"step\": 3}}|\"step\" is 3|text",
                "{\"figures\": {\"it\": {\"z\": {}}}}|\"z\"|x, y, values",
                "{\"figures\": {\"it\": {\"x\": {\"min\": 2, \"max\": 1}}}}|\"max\" is 1|above the min",
                "{\"figures\": {\"it\": {\"x\": {\"ticks\": [1, 1]}}}}|\"ticks\" is [1,1]|rise",
                "{\"figures\": {\"it\": {\"x\": {\"min\": \"NaN\"}}}}|\"min\"|finite",
                "[1]|[1]|object",
                "{|style.json|not JSON"
            })
    void whatCannotBeIsRefusedByNameValueAndRemedy(String style, String what, String remedy) {
        assertThatThrownBy(() -> StyleSheet.parse("style.json", style))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("style.json")
                .hasMessageContaining(what)
                .hasMessageContaining(remedy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "y", "values"})
    void anAxisThatAFigureLacksOrCannotHaveIsRefused(String axis) {
        String style = "{\"figures\": {\"it\": {\"" + axis + "\": {\"min\": 0}}}}";
        Figure formula = EveryFigure.CATALOG.find("convolution-matrix").make(Map.of(), Optional.empty());
        assertThatThrownBy(() -> settings(formula, style, 300))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("figures.it." + axis)
                .hasMessageContaining("leave it out");
        Figure log = LineChartFigure.titled("log")
                .axes(Axis.log("a", ""), Axis.log("b", ""))
                .add(Series.line("one", Points.counted(1, new double[] {1, 3, 2, 4}), SeriesKey.FP32))
                .build();
        if (!axis.equals("values")) {
            assertThatThrownBy(() -> settings(log, style, 300)).hasMessageContaining("above 0");
        }
        Figure bars = BarChartFigure.titled("bars", Axis.linear("a", ""), List.of("one"))
                .add("b", SeriesKey.FP32, 2)
                .build();
        if (axis.equals("x")) {
            assertThatThrownBy(() -> settings(bars, style.replace("min\": 0", "max\": -1"), 300))
                    .hasMessageContaining("from 0 to \u22121");
        }
    }
}
