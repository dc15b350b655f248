package io.github.deconvscope.run.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.run.scalar.ScalarSeries;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** However a table is written, separators, decimal marks, quotation marks, letters: its numbers come back. */
class TableDialectTest {
    @TempDir
    Path folder;

    /** A way to write a table, and the writer, which shares nothing with the reader. */
    private static final class Dialect {
        private final char separator;
        private final boolean comma;
        private final boolean separatorLine;
        private final boolean quotesAll;
        private final String end;
        private final boolean endOfLastLine;
        private final Charset charset;
        private final boolean mark;

        Dialect(Random random) {
            separator = ",;\t".charAt(random.nextInt(3));
            comma = separator != ',' && random.nextBoolean();
            separatorLine = random.nextInt(3) == 0;
            quotesAll = random.nextInt(3) == 0;
            end = List.of("\n", "\r\n", "\r").get(random.nextInt(3));
            endOfLastLine = random.nextBoolean();
            charset = List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)
                    .get(random.nextInt(3));
            mark = charset != StandardCharsets.UTF_8 || random.nextBoolean();
        }

        String number(double value) {
            String text = value == Math.rint(value) && Math.abs(value) < 1e9 && random(value)
                    ? Long.toString((long) value)
                    : Double.toString(value);
            return comma ? text.replace('.', ',') : text;
        }

        private static boolean random(double value) {
            return Double.doubleToLongBits(value) % 3 != 0;
        }

        private String quoted(String cell) {
            boolean needed =
                    quotesAll || cell.chars().anyMatch(c -> c == '"' || c == '\n' || c == '\r' || c == separator);
            return needed ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
        }

        byte[] write(List<List<String>> rows) {
            String text = rows.stream()
                    .map(row -> row.stream().map(this::quoted).collect(Collectors.joining(String.valueOf(separator))))
                    .collect(Collectors.joining(end));
            String whole = (mark ? "\ufeff" : "")
                    + (separatorLine ? "sep=" + separator + end : "")
                    + text
                    + (endOfLastLine ? end : "");
            return whole.getBytes(charset);
        }
    }

    private static String randomName(Random random) {
        String letters = "qzQ ,;\t\"\n\räü_/.-__ é漢";
        StringBuilder name = new StringBuilder("q");
        for (int i = random.nextInt(12); i > 0; i--) {
            name.append(letters.charAt(random.nextInt(letters.length())));
        }
        return name.toString();
    }

    static IntStream seeds() {
        return IntStream.range(0, 120);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aTableInAnyDialectComesBackExactly(long seed) throws IOException {
        Random random = new Random(seed);
        Dialect dialect = new Dialect(random);
        int columns = 1 + random.nextInt(5);
        int rows = 1 + random.nextInt(30);
        List<List<String>> table = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("step"));
        for (int i = 0; i < columns; i++) {
            // Now and then two columns have one name.
            header.add(i > 0 && random.nextInt(6) == 0 ? header.get(i) : randomName(random));
        }
        table.add(header);
        List<List<double[]>> expected = new ArrayList<>();
        header.forEach(name -> expected.add(new ArrayList<>()));
        int step = random.nextInt(3);
        for (int row = 0; row < rows; row++) {
            List<String> cells = new ArrayList<>();
            step += 1 + random.nextInt(700);
            cells.add(Integer.toString(step));
            for (int i = 1; i <= columns; i++) {
                double value;
                String cell;
                switch (random.nextInt(9)) {
                    case 0:
                        cells.add(List.of("", "NA", "N/A", "None", "null", "-", "No log")
                                .get(random.nextInt(7)));
                        continue;
                    case 1:
                        value = Double.NaN;
                        cell = List.of("nan", "NaN").get(random.nextInt(2));
                        break;
                    case 2:
                        value = Double.NEGATIVE_INFINITY;
                        cell = "-inf";
                        break;
                    case 3:
                        value = random.nextInt(5000) - 2500;
                        cell = dialect.number(value);
                        break;
                    default:
                        value = random.nextGaussian() * Math.pow(10, random.nextInt(30) - 15);
                        cell = dialect.number(value);
                        break;
                }
                cells.add(cell);
                expected.get(i).add(new double[] {step, value});
            }
            table.add(cells);
        }
        Path file = Files.write(folder.resolve("t.csv"), dialect.write(table));
        long filled = expected.stream().filter(points -> !points.isEmpty()).count();
        if (filled == 0) {
            assertThatThrownBy(() -> CurveFiles.read(file)).hasMessageContaining("every cell is empty");
            return;
        }
        List<ImportedRun> runs = CurveFiles.read(file);
        assertThat(runs).hasSize(1);
        List<ImportedRun.Curve> curves = runs.get(0).curves();
        assertThat(curves).hasSize((int) filled);
        assertThat(curves.stream()
                        .map(curve -> curve.series().name())
                        .distinct()
                        .count())
                .isEqualTo(filled);
        int next = 0;
        for (int i = 1; i <= columns; i++) {
            if (!expected.get(i).isEmpty()) {
                ImportedRun.Curve curve = curves.get(next++);
                assertThat(curve.original()).isEqualTo(header.get(i));
                assertThat(curve.series().name()).startsWith(header.get(i));
                assertThat(curve.series().step())
                        .containsExactly(
                                expected.get(i).stream().mapToDouble(p -> p[0]).toArray());
                assertThat(curve.series().value())
                        .containsExactly(
                                expected.get(i).stream().mapToDouble(p -> p[1]).toArray());
            }
        }
    }

    @Test
    void utf16WithoutAMarkAndWindowsLettersAreRead() throws IOException {
        String text = "step;größe\n1;2,5\n2;3,5\n";
        for (Charset charset :
                List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, Charset.forName("windows-1252"))) {
            Path file = Files.write(folder.resolve("a.csv"), text.getBytes(charset));
            ImportedRun run = CurveFiles.read(file).get(0);
            assertThat(run.series().get(0).name()).isEqualTo("größe");
            assertThat(run.series().get(0).value()).containsExactly(2.5, 3.5);
            assertThat(Tables.told(run).contains("Windows-1252"))
                    .isEqualTo(charset.equals(Charset.forName("windows-1252")));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,62|1,21|1.62|1.21",
                "1,234|1,5|1.234|1.5",
                "1,234|2,345|1.234|2.345",
                "1.234,5|1,5|1234.5|1.5",
                "1,234.5|1.5|1234.5|1.5",
                "1.234.567|1|1234567|1",
                "1,234,567|1|1234567|1",
                "1.234|2.345|1.234|2.345",
                "-1,5e-3|+,5|-0.0015|0.5"
            })
    void decimalMarksAreToldApart(String first, String second, double one, double two) throws IOException {
        ScalarSeries x = Tables.curve(Tables.read(folder, "step;x\n1;" + first + "\n2;" + second + "\n"), "x");
        assertThat(x.value()).containsExactly(one, two);
    }
}
