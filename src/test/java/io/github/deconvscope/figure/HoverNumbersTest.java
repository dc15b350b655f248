package io.github.deconvscope.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.chart.BarChartFigure;
import io.github.deconvscope.figure.chart.HeatMapFigure;
import io.github.deconvscope.figure.chart.LineChartFigure;
import io.github.deconvscope.figure.chart.PanelsFigure;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.figure.run.SampleRun;
import io.github.deconvscope.figure.whitening.MarkedHeatMap;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.record.RecordedRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The number that stands under the pointer is the number of the table behind the figure, in that place, wherever the pointer is. */
class HoverNumbersTest {
    private static final FigureCatalog CATALOG = FigureCatalog.standard();
    private static final FigureStyle STYLE = FigureStyle.of(FigureTheme.LIGHT);
    private static final double WIDTH = 620;
    private static final double HEIGHT = 430;

    /** Their pointer tells of several tables, which ConvolutionHoverTest reads, or of none. */
    private static final Set<String> APART =
            Set.of("convolution-overview", "convolution-matrix", "convolution-formula");

    @TempDir
    static Path folder;

    private static RunFeed run;

    @BeforeAll
    static void record() throws IOException {
        run = RecordedRun.open(SampleRun.write(folder.resolve("run"), "deconv")).feed();
        SampleRun.write(folder.resolve("other"), "batchnorm", 8);
    }

    static List<String> figures() {
        return CATALOG.entries().stream()
                .map(entry -> entry.id())
                .filter(id -> !APART.contains(id))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("figures")
    void readsAsItsTable(String id) {
        var entry = CATALOG.find(id);
        Map<String, String> given = new HashMap<>();
        if (entry.parameters().stream().anyMatch(parameter -> parameter.name().equals("with"))) {
            given.put("with", folder.resolve("other").toString());
        }
        Figure figure = innermost(entry.make(given, entry.needsRun() ? Optional.of(run) : Optional.empty()));
        DataTable table = figure.table();
        Set<String> read = new HashSet<>();
        for (double y = 2; y < HEIGHT; y += 6.3) {
            for (double x = 2; x < WIDTH; x += 6.7) {
                figure.hit(x, y, WIDTH, HEIGHT, STYLE)
                        .filter(hit -> read.add(hit.part() + " " + hit.row() + " " + hit.column()))
                        .ifPresent(hit -> numbers(figure, table, hit).forEach(number -> assertThat(words(hit.text()))
                                .as(hit.toString())
                                .contains(number)));
            }
        }
        assertThat(read).as("the pointer meets something").isNotEmpty();
    }

    private static Figure innermost(Figure figure) {
        return figure instanceof WrappedFigure wrapped ? innermost(wrapped.inner()) : figure;
    }

    /** What stands between spaces, without the signs around it. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.split("[ =]+")) {
            words.add(word.replaceAll("[,;:.)]+$", ""));
        }
        return words;
    }

    /** The numbers of the table at the place of a hit, as a tooltip writes them. */
    private static List<String> numbers(Figure figure, DataTable table, FigureHit hit) {
        if (figure instanceof LineChartFigure) {
            if (hit.part().equals("legend")) {
                return List.of();
            }
            int row = first(table, hit.part()) + hit.row();
            return List.of(full(table.value(row, 1)), full(table.value(row, 2)));
        }
        if (figure instanceof BarChartFigure) {
            int column = column(table, hit.part());
            return column < 0 ? List.of() : List.of(full(table.value(hit.row(), column)));
        }
        if (figure instanceof PanelsFigure all) {
            Figure panel = all.panels().stream()
                    .filter(one -> hit.part().startsWith(one.title() + ": "))
                    .findFirst()
                    .orElseThrow();
            String part = hit.part().substring(panel.title().length() + 2);
            return numbers(innermost(panel), panel.table(), new FigureHit(part, hit.row(), hit.column(), hit.text()));
        }
        if (figure instanceof HeatMapFigure || figure instanceof MarkedHeatMap) {
            return List.of(full(table.value(hit.row(), hit.column() + 1)));
        }
        return switch (table.columns().get(0)) {
            case "row" -> pixel(table, hit);
            case "map" -> List.of(full(table.value(hit.row() * width(table) + hit.column(), 3)));
            case "output" -> List.of(full(table.value(hit.row(), 1)));
            case "tile" -> tile(table, hit);
            case "part" -> {
                int row = point(table, hit);
                yield List.of(full(table.value(row, 2)), full(table.value(row, 3)));
            }
            default -> throw new AssertionError(figure.getClass() + " with " + table.columns());
        };
    }

    /** The row of a point in a plane: its part, and its number there. */
    private static int point(DataTable table, FigureHit hit) {
        for (int row = 0; row < table.rowCount(); row++) {
            if (table.value(row, 0).equals(hit.part()) && ((Number) table.value(row, 1)).intValue() == hit.row()) {
                return row;
            }
        }
        throw new AssertionError("no point " + hit);
    }

    private static int first(DataTable table, String curve) {
        for (int row = 0; row < table.rowCount(); row++) {
            String name = table.value(row, 0).toString();
            if (name.equals(curve) || name.equals((curve.isEmpty() ? "" : curve + ", ") + "smoothed by 0.9")) {
                return row;
            }
        }
        throw new AssertionError("no curve " + curve);
    }

    private static int column(DataTable table, String group) {
        for (int column = 1; column < table.columns().size(); column++) {
            if (table.columns().get(column).replaceAll(" \\([^)]*\\)$", "").equals(group)) {
                return column;
            }
        }
        return -1;
    }

    /** Columns of a map or of pixels. */
    private static int width(DataTable table) {
        int column = table.columns().indexOf("column");
        return ((Number) table.value(table.rowCount() - 1, column)).intValue() + 1;
    }

    private static List<String> pixel(DataTable table, FigureHit hit) {
        int row = hit.row() * width(table) + hit.column();
        List<String> numbers = new ArrayList<>();
        for (int column = 2; column < Math.min(5, table.columns().size()); column++) {
            numbers.add(full(table.value(row, column)));
        }
        return numbers;
    }

    /** A coloured tile tells of three numbers, so that each has few digits. */
    private static List<String> tile(DataTable table, FigureHit hit) {
        int side = ((Number) table.value(table.rowCount() - 1, 2)).intValue() + 1;
        int channels = ((Number) table.value(table.rowCount() - 1, 1)).intValue() + 1;
        List<String> numbers = new ArrayList<>();
        for (int channel = 0; channel < (channels == 3 ? 3 : 0); channel++) {
            int row = hit.row() * channels * side * side + channel * side * side + hit.column();
            numbers.add(Numbers.shown(((Number) table.value(row, 4)).doubleValue()));
        }
        return numbers;
    }

    private static String full(Object value) {
        return value instanceof Float single
                ? Numbers.full(single.floatValue())
                : Numbers.full(((Number) value).doubleValue());
    }
}
