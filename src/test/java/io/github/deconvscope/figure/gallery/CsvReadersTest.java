package io.github.deconvscope.figure.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.base.Programs;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.export.ExportSettings;
import io.github.deconvscope.figure.export.FigureExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of all figures as other programs read them. */
class CsvReadersTest extends OfEveryFigure {
    private static Path tables;

    @BeforeAll
    static void write() throws IOException {
        tables = Files.createDirectory(folder.resolve("tables"));
        ExportSettings settings = ExportSettings.screen(300, 200, FigureTheme.PRINT);
        for (EveryFigure.Made made : all) {
            FigureExporter.write(made.figure(), Optional.empty(), settings, tables.resolve(made.id() + ".csv"));
        }
    }

    private static List<String> names(EveryFigure.Made made) throws IOException {
        try (Stream<String> lines = Files.lines(tables.resolve(made.id() + ".csv"))) {
            return List.of(lines.findFirst().orElseThrow().split(",", -1));
        }
    }

    @ParameterizedTest
    @MethodSource("figures")
    void everyNameIsAWordAndEveryLineHasAFieldForEach(EveryFigure.Made made) throws IOException {
        List<String> names = names(made);
        assertThat(names)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[A-Za-z][A-Za-z0-9_]*[A-Za-z0-9]|[A-Za-z]"));
        DataTable table = made.figure().table();
        List<String> lines = Files.readAllLines(tables.resolve(made.id() + ".csv"));
        assertThat(lines).hasSize(table.rowCount() + 1);
        for (int row = 0; row < table.rowCount(); row++) {
            String[] cells = lines.get(row + 1).split(",", -1);
            assertThat(cells).hasSize(names.size());
            assertThat(lines.get(row + 1)).doesNotContain("\"", "#");
            for (int column = 0; column < cells.length; column++) {
                if (table.value(row, column) instanceof Number number) {
                    double exact =
                            number instanceof Float ? Double.parseDouble(number.toString()) : number.doubleValue();
                    assertThat(Double.compare(Double.parseDouble(cells[column]), exact))
                            .isZero();
                }
            }
        }
    }

    /** A quantity has its unit everywhere or nowhere. */
    @Test
    void theSameThingHasTheSameName() throws IOException {
        Set<String> names = new HashSet<>();
        for (EveryFigure.Made made : all) {
            names.addAll(names(made));
        }
        for (String name : names) {
            for (String unit : new String[] {"percent", "ms", "s", "MB"}) {
                assertThat(names).doesNotContain(name + "_" + unit);
            }
        }
    }

    /** The system's own, which has the packages of the system; another may stand before it on the path. */
    private static String python() {
        String system = "/usr/bin/python3";
        return Files.isExecutable(Path.of(system)) ? system : "python3";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import numpy; f = lambda p: numpy.atleast_1d(numpy.genfromtxt(p, delimiter=',', names=True, dtype=None,"
                        + " encoding='utf-8')); n = lambda t: list(t.dtype.names); c = len",
                "import pandas; f = pandas.read_csv; n = lambda t: list(t.columns); c = len"
            })
    void programsInPythonReadThem(String reader) throws Exception {
        String program = reader
                + "\nimport sys, glob\n"
                + "for path in sorted(glob.glob('*.csv')):\n"
                + "    table = f(path)\n"
                + "    print(path, c(table), ','.join(n(table)))\n";
        checkAllRead(Programs.run(tables, python(), "-c", program));
    }

    /** Names stay as they are: R would write dots for signs that are none of a name. */
    @Test
    void rReadsThem() throws Exception {
        Programs.need("Rscript");
        checkAllRead(Programs.run(
                tables,
                "Rscript",
                "--vanilla",
                "-e",
                "for (f in sort(Sys.glob('*.csv'), method = 'radix')) { d <- read.csv(f);"
                        + " cat(f, ' ', nrow(d), ' ', paste(names(d), collapse = ','), '\\n', sep = '') }"));
    }

    private static void checkAllRead(String said) {
        StringBuilder expected = new StringBuilder();
        all.stream()
                .sorted((a, b) -> (a.id() + ".csv").compareTo(b.id() + ".csv"))
                .forEach(made -> {
                    try {
                        expected.append(made.id())
                                .append(".csv ")
                                .append(made.figure().table().rowCount())
                                .append(' ')
                                .append(String.join(",", names(made)))
                                .append('\n');
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
        assertThat(Arrays.asList(said.split("\\R")))
                .isEqualTo(Arrays.asList(expected.toString().split("\\R")));
    }
}
