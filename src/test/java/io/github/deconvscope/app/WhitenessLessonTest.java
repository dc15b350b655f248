package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.run.WhitenessFigures;
import io.github.deconvscope.lesson.model.StatedNumber;
import io.github.deconvscope.run.feed.RunFeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every number that lesson 16 says was measured with this app is that of a table, {@code docs/runs/lesson-16.csv}: {@code network-whiteness} of
 * some runs. {@link TrainingLessonTest}, which trains two of them anyway, measures them again.
 */
class WhitenessLessonTest {
    private static final int MEASURED = 3;
    private static final int SEEDS = 3;
    private static final String HEADING = "normalization,seed,layer,of,features,patches,channels,rank,condition,dead";

    /** Such as {@code deconv after, conv2, rank, seed 1}; the mean is over layers 2 to 8. */
    private static final Pattern OF = Pattern.compile(
            "(deconv|batchnorm) (input|after), (mean|conv[1-8]), (patches|channels|rank), (seed [1-3]|least|most)");

    /** A layer of a run, before or after whitening. */
    private record Row(String normalization, int seed, String layer, String of, List<Double> numbers) {
        static Row of(String line) {
            String[] cells = line.split(",");
            return new Row(
                    cells[0],
                    Integer.parseInt(cells[1]),
                    cells[2],
                    cells[3],
                    Arrays.stream(cells).skip(4).map(Double::valueOf).toList());
        }

        double get(String column) {
            return numbers.get(List.of(HEADING.split(",")).indexOf(column) - 4);
        }
    }

    private static List<Row> table() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("docs", "runs", "lesson-16.csv"));
        assertThat(lines.get(0)).isEqualTo(HEADING);
        return lines.stream().skip(1).map(Row::of).toList();
    }

    private static double value(
            List<Row> table, String normalization, int seed, String of, String layer, String column) {
        return table.stream()
                .filter(row -> row.normalization.equals(normalization) && row.seed == seed && row.of.equals(of))
                .filter(row -> layer.equals("mean") ? row.layer.matches("conv[2-8]") : row.layer.equals(layer))
                .mapToDouble(row -> row.get(column))
                .average()
                .orElseThrow();
    }

    @Test
    void theNumbersOfTheLessonAreThoseOfTheTable() throws IOException {
        List<Row> table = table();
        List<StatedNumber> all = LessonNumbers.quoted(LessonNumbers.lesson("16-what-is-left"), MEASURED);
        assertThat(all).hasSizeGreaterThan(8);
        for (StatedNumber stated : all) {
            Matcher of = OF.matcher(LessonNumbers.of(stated));
            assertThat(of.matches()).as(stated + " says what it is of").isTrue();
            DoubleSummaryStatistics values = new DoubleSummaryStatistics();
            for (int seed = 1; seed <= SEEDS; seed++) {
                if (!of.group(5).startsWith("seed") || of.group(5).endsWith(" " + seed)) {
                    values.accept(value(table, of.group(1), seed, of.group(2), of.group(3), of.group(4)));
                }
            }
            double value = of.group(5).equals("most") ? values.getMax() : values.getMin();
            assertThat(stated.agreesWith(value)).as(stated + " is " + value).isTrue();
        }
    }

    @Test
    void theSentencesOfTheLessonAreThoseOfTheTable() throws IOException {
        List<Row> table = table();
        for (int seed = 1; seed <= SEEDS; seed++) {
            double came = value(table, "deconv", seed, "input", "mean", "patches");
            double left = value(table, "deconv", seed, "after", "mean", "patches");
            assertThat(left / came).as("about a fifth, seed %d", seed).isBetween(0.15, 0.25);
            assertThat(value(table, "batchnorm", seed, "input", "mean", "patches"))
                    .isGreaterThan(3 * left);
            assertThat(value(table, "batchnorm", seed, "input", "conv2", "features"))
                    .isEqualTo(72);
            assertThat(value(table, "deconv", seed, "input", "conv1", "patches"))
                    .as("layer 1 gets the same pictures")
                    .isCloseTo(value(table, "batchnorm", seed, "input", "conv1", "patches"), within(1e-6));
        }
    }

    /** Compares what a run with seed 1 recorded with the table; another machine rounds otherwise, and training makes much of little. */
    static void assertAsTold(String normalization, RunFeed feed) throws IOException {
        List<Row> table = table();
        DataTable measured = WhitenessFigures.of(feed).table();
        double[] sums = new double[2];
        for (int row = 0; row < measured.rowCount(); row++) {
            if (measured.value(row, 1).toString().matches("conv[2-8] .*")) {
                sums[measured.value(row, 3).equals("input") ? 0 : 1] += (double) measured.value(row, 6) / 7;
            }
        }
        assertThat(sums[0])
                .as(normalization + ", as it comes")
                .isCloseTo(value(table, normalization, 1, "input", "mean", "patches"), within(0.05));
        if (normalization.equals("deconv")) {
            assertThat(sums[1])
                    .as("after whitening")
                    .isCloseTo(value(table, normalization, 1, "after", "mean", "patches"), within(0.015));
        }
    }
}
