package io.github.deconvscope.run.scalar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.run.InvalidInputException;
import io.github.deconvscope.run.scalar.ScalarSeries.Axis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    private List<ScalarSeries> read(String text) throws IOException {
        return ScalarCsv.read(Files.writeString(folder.resolve("curves.csv"), text));
    }

    private static ScalarSeries random(String name, long seed) {
        Random random = new Random(seed);
        int size = random.nextInt(40) + 1;
        double[][] columns = new double[4][size];
        for (int i = 0; i < size; i++) {
            columns[0][i] = i + 1;
            columns[1][i] = random.nextInt(4) == 0 ? Double.NaN : (i + 1) / 7.0;
            columns[2][i] = random.nextDouble() * 1e4;
            int kind = random.nextInt(12);
            columns[3][i] = kind == 0
                    ? Double.NaN
                    : kind == 1 ? Double.NEGATIVE_INFINITY : Double.longBitsToDouble(random.nextLong() >>> 2);
        }
        return new ScalarSeries(name, columns[0], columns[1], columns[2], columns[3]);
    }

    private static void assertSame(ScalarSeries actual, ScalarSeries expected) {
        assertThat(actual.name()).isEqualTo(expected.name());
        assertThat(actual.value()).containsExactly(expected.value());
        for (Axis axis : Axis.values()) {
            assertThat(actual.along(axis)).containsExactly(expected.along(axis));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theLongFormLosesNothing(long seed) throws IOException {
        List<ScalarSeries> curves = List.of(random("loss", seed), random("odd, \"name\"; indeed", seed + 100));
        List<ScalarSeries> back = read(ScalarCsv.longFormat(curves));
        assertThat(back).hasSize(2);
        assertSame(back.get(0), curves.get(0));
        assertSame(back.get(1), curves.get(1));
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
        List<ScalarSeries> back = read(text);
        assertSame(back.get(0), loss);
        assertSame(back.get(1), accuracy);
        runs.put("second", List.of(loss));
        assertThatThrownBy(() -> read(ScalarCsv.wideFormat(runs)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("several runs", "a,b", "second");
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

    @Test
    void readsWhatKerasWrites() throws IOException {
        List<ScalarSeries> curves = read("epoch,accuracy,loss,val_loss\n0,0.5,1.25,1.5\n1,0.75,1.0,nan\n");
        assertThat(curves).extracting(ScalarSeries::name).containsExactly("accuracy", "loss", "val_loss");
        assertThat(curves.get(1).epoch()).containsExactly(0, 1);
        assertThat(curves.get(1).has(Axis.STEP)).isFalse();
        assertThat(curves.get(2).value()).containsExactly(1.5, Double.NaN);
    }

    @Test
    void readsWhatTensorBoardDownloads() throws IOException {
        Path file = Files.writeString(
                folder.resolve("run1-tag-loss.csv"), "Wall time,Step,Value\n1700000000.5,10,2.5\n1700000003.5,20,2\n");
        ScalarSeries curve = ScalarCsv.read(file).get(0);
        assertThat(curve.name()).isEqualTo("run1-tag-loss");
        assertThat(curve.seconds()).containsExactly(0, 3);
        assertThat(curve.step()).containsExactly(10, 20);
    }

    @ParameterizedTest
    @CsvSource({"';'", "'\t'", "','"})
    void readsEverySeparatorWordsAndColumnsWithoutAnAxis(String separator) throws IOException {
        String text = "\ufeffoptimizer,train loss\nsgd,2\nadam,\nsgd,1\n".replace(",", separator);
        List<ScalarSeries> curves = read(text);
        assertThat(curves).hasSize(1);
        assertThat(curves.get(0).name()).isEqualTo("train loss");
        assertThat(curves.get(0).step()).containsExactly(1, 3);
        assertThat(curves.get(0).value()).containsExactly(2, 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|is empty",
                "'step,loss\n1,2\n2,oops\n'|line 3, column \"loss\": \"oops\" is not a number",
                "'step,loss\n1,2,3\n'|line 2 has 3 cells, but the header has 2",
                "'step,loss\nfirst,2\n'|column \"step\": \"first\" is not a number",
                "'step,loss\n1,\"2\n'|a quotation mark is not closed"
            })
    void refusesWhatIsWrongAndSaysWhere(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(message, "curves.csv");
    }

    @Test
    void aFileWithoutNumbersHoldsNoCurve() throws IOException {
        Path file = Files.writeString(folder.resolve("words.csv"), "a,b\nx,y\n");
        assertThatThrownBy(() -> ScalarFiles.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("holds no curve");
    }

    @Test
    void smoothingIsTheAverageWithBiasCorrection() {
        double[] x = {1, 2, 3, 4};
        ScalarSeries curve = new ScalarSeries("loss", x, x, x, new double[] {4, 2, Double.NaN, 6});
        double second = (0.5 * (0.5 * 4) + 0.5 * 2) / 0.75;
        double fourth = (0.5 * (0.5 * (0.5 * 4) + 0.5 * 2) + 0.5 * 6) / 0.875;
        assertThat(curve.smoothed(0.5).value()).containsExactly(4, second, Double.NaN, fourth);
        assertThat(curve.smoothed(0).value()).containsExactly(curve.value());
    }
}
