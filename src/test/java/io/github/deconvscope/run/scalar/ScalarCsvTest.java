package io.github.deconvscope.run.scalar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.importing.CurveFiles;
import io.github.deconvscope.run.importing.ImportedRun;
import io.github.deconvscope.run.scalar.ScalarSeries.Axis;
import io.github.deconvscope.run.scalar.ScalarSeries.Band;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarCsvTest {
    @TempDir
    Path folder;

    private List<ScalarSeries> writtenAndRead(List<ScalarSeries> curves) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ScalarCsv.writeLong(curves, out);
        return ScalarCsv.readLong(Files.write(folder.resolve("scalars.csv"), out.toByteArray()));
    }

    private static ScalarSeries random(String name, long seed) {
        Random random = new Random(seed);
        int size = random.nextInt(40) + 1;
        double[][] columns = new double[4][size];
        for (int i = 0; i < size; i++) {
            columns[0][i] = i + 1;
            columns[1][i] = random.nextInt(4) == 0 ? Double.NaN : (i + 1) / 7.0;
            columns[2][i] = i + random.nextDouble();
            int kind = random.nextInt(12);
            columns[3][i] = kind == 0
                    ? Double.NaN
                    : kind == 1 ? Double.NEGATIVE_INFINITY : Double.longBitsToDouble(random.nextLong() >>> 2);
        }
        double[] low = Arrays.stream(columns[3]).map(value -> value - 1).toArray();
        double[] high = Arrays.stream(columns[3]).map(value -> value + 1).toArray();
        return new ScalarSeries(
                name,
                columns[0],
                columns[1],
                columns[2],
                columns[3],
                random.nextBoolean() ? Optional.of(new Band(low, high)) : Optional.empty());
    }

    private static void assertSame(ScalarSeries actual, ScalarSeries expected) {
        assertThat(actual.name()).isEqualTo(expected.name());
        assertThat(actual.value()).containsExactly(expected.value());
        for (Axis axis : Axis.values()) {
            assertThat(actual.along(axis)).containsExactly(expected.along(axis));
        }
        assertThat(actual.band().isPresent()).isEqualTo(expected.band().isPresent());
        for (int edge = 0; edge < actual.edges().size(); edge++) {
            assertThat(actual.edges().get(edge).value())
                    .containsExactly(expected.edges().get(edge).value());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theLongFormLosesNothing(long seed) throws IOException {
        List<ScalarSeries> curves = List.of(
                random("loss", seed),
                random("odd, \"name\"; indeed", seed + 100),
                random(" two\nlines\r\nor three, and a tab\t ", seed + 200),
                random("", seed + 300));
        List<ScalarSeries> back = writtenAndRead(curves);
        assertThat(back).hasSameSizeAs(curves);
        for (int i = 0; i < curves.size(); i++) {
            assertSame(back.get(i), curves.get(i));
        }
    }

    @Test
    void aNumberReadsBackToTheSignOfZero() throws IOException {
        double[] x = {1, 2, 3};
        ScalarSeries curve = new ScalarSeries("loss", x, x, x, new double[] {-0.0, 0.0, 1e300});
        double[] back = writtenAndRead(List.of(curve)).get(0).value();
        assertThat(Arrays.stream(back).mapToLong(Double::doubleToRawLongBits).toArray())
                .containsExactly(Double.doubleToRawLongBits(-0.0), 0, Double.doubleToRawLongBits(1e300));
    }

    @Test
    void theWideFormHasARowAStepAndAColumnACurve() throws IOException {
        ScalarSeries loss = new ScalarSeries(
                "loss", new double[] {1, 2}, new double[] {0.5, 1}, new double[] {0.25, 0.5}, new double[] {
                    3, Double.NaN
                });
        ScalarSeries accuracy = new ScalarSeries(
                "testAccuracy", new double[] {2}, new double[] {1}, new double[] {0.5}, new double[] {0.1});
        Map<String, List<ScalarSeries>> runs = new TreeMap<>(Map.of("a,b", List.of(loss, accuracy)));
        String text = ScalarCsv.wideFormat(runs);
        assertThat(text.lines())
                .containsExactly(
                        "run,step,epoch,seconds,loss,testAccuracy", "\"a,b\",1,0.5,0.25,3,", "\"a,b\",2,1,0.5,NaN,0.1");
        runs.put("second", List.of(loss));
        List<ImportedRun> back =
                CurveFiles.read(Files.writeString(folder.resolve("w.csv"), ScalarCsv.wideFormat(runs)));
        assertThat(back).extracting(run -> run.name().orElseThrow()).containsExactly("a,b", "second");
        assertSame(back.get(0).series().get(0), loss);
        assertSame(back.get(0).series().get(1), accuracy);
        assertSame(back.get(1).series().get(0), loss);
    }

    @Test
    void theWideFormKeepsBands() throws IOException {
        ScalarSeries loss = new ScalarSeries(
                "loss",
                new double[] {1, 2},
                new double[] {0.5, 1},
                new double[] {0.25, 0.5},
                new double[] {3, 2},
                Optional.of(new Band(new double[] {2, 1}, new double[] {4, 3})));
        String text = ScalarCsv.wideFormat(Map.of("a", List.of(loss)));
        assertThat(text.lines().findFirst()).contains("run,step,epoch,seconds,loss,loss__MIN,loss__MAX");
        assertSame(
                CurveFiles.read(Files.writeString(folder.resolve("w.csv"), text))
                        .get(0)
                        .series()
                        .get(0),
                loss);
    }

    @Test
    void noTwoColumnsOfTheWideFormHaveOneName() {
        double[] one = {1};
        List<ScalarSeries> curves = List.of(
                new ScalarSeries("loss", one, one, one, one),
                new ScalarSeries("seconds", one, one, one, new double[] {7}),
                new ScalarSeries("epoch", one, one, one, new double[] {8}));
        assertThat(ScalarCsv.wideFormat(Map.of("a", curves)).lines())
                .containsExactly("run,step,epoch,seconds,loss,epochSeconds,epochValue", "a,1,1,1,1,7,8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'step,loss\n1,2\n'|does not begin with",
                "'name,step,epoch,seconds,value\nloss,1,,,oops\n'|line 2, column \"value\": \"oops\" is not a number",
                "'name,step,epoch,seconds,value\nloss,1\n'|line 2 has 2 cells, but the header has 5",
                "'name,step,epoch,seconds,value\nloss,1,,,\"2\n'|a quotation mark is not closed"
            })
    void refusesWhatIsWrongAndSaysWhere(String text, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("scalars.csv"), text);
        assertThatThrownBy(() -> ScalarCsv.readLong(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(message, "scalars.csv");
    }
}
