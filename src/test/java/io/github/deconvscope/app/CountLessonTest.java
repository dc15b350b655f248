package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.engine.train.TrainingService;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.feed.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The recorded runs that a figure and lesson 16 show of the number of iterations, {@code docs/runs/iteration-count.csv}, are those of
 * {@code docs/experiments/iteration-count.json}; the first steps of some are taken again.
 */
class CountLessonTest {
    private static final String HEADING = "iterations,lr,seed,testAccuracy,trainAccuracy,residual,firstLoss";
    private static final int FIRST = 10;

    @TempDir
    Path folder;

    private static List<double[]> runs() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("docs", "runs", "iteration-count.csv"));
        assertThat(lines.get(0)).isEqualTo(HEADING);
        return lines.stream()
                .skip(1)
                .map(line -> Arrays.stream(line.split(","))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toList();
    }

    private static JsonObject experiment() throws IOException {
        return JsonParser.parseString(Files.readString(Path.of("docs", "experiments", "iteration-count.json")))
                .getAsJsonObject();
    }

    @Test
    void theTableHoldsEachRunOfTheExperiment() throws IOException {
        JsonObject experiment = experiment();
        TreeSet<String> wanted = new TreeSet<>();
        int seeds = Integer.parseInt(experiment.get("seeds").getAsString().substring("1..".length()));
        for (JsonElement group : experiment.getAsJsonArray("groups")) {
            JsonObject set = group.getAsJsonObject().getAsJsonObject("set");
            assertThat(set.get("first-iterations")).isEqualTo(set.get("iterations"));
            for (JsonElement rate : experiment.getAsJsonObject("best").getAsJsonArray("lr")) {
                for (int seed = 1; seed <= seeds; seed++) {
                    wanted.add(set.get("iterations").getAsDouble() + " " + rate.getAsDouble() + " " + (double) seed);
                }
            }
        }
        List<double[]> runs = runs();
        assertThat(runs.stream().map(run -> run[0] + " " + run[1] + " " + run[2]))
                .containsExactlyInAnyOrderElementsOf(wanted);
    }

    /** What the lesson says of the figure in words, at each of the learning rates. */
    @ParameterizedTest
    @ValueSource(strings = {"0.1", "0.03", "0.3"})
    void whatWhitensFurthestLearnsLeastOfOtherPictures(String rate) {
        DataTable table = FigureCatalog.standard()
                .find("network-count")
                .make(Map.of("rate", rate), Optional.empty())
                .table();
        List<String> columns = table.columns();
        double[] test = column(table, columns.indexOf("test accuracy (%)"));
        double[] residual = column(table, columns.indexOf("residual"));
        assertThat(column(table, 0)).containsExactly(1, 3, 5, 15);
        assertThat(Math.min(test[0], test[1]) - test[2]).as("1 and 3 against 5").isGreaterThan(2);
        assertThat(test[2] - test[3]).as("5 against 15").isGreaterThan(5);
        for (int row = 1; row < residual.length; row++) {
            assertThat(residual[row]).isLessThan(residual[row - 1]);
        }
        assertThat(column(table, columns.indexOf("most test accuracy (%)"))[3])
                .as("each run with 15 is below each with 5")
                .isLessThan(column(table, columns.indexOf("least test accuracy (%)"))[2]);
        if (rate.equals("0.1")) {
            for (double percent : column(table, columns.indexOf("training accuracy (%)"))) {
                assertThat(percent).isGreaterThan(97);
            }
        }
    }

    private static double[] column(DataTable table, int column) {
        double[] values = new double[table.rowCount()];
        for (int row = 0; row < values.length; row++) {
            values[row] = ((Number) table.value(row, column)).doubleValue();
        }
        return values;
    }

    /** The same first steps on another machine: it rounds otherwise, and few steps make little of that. */
    @ParameterizedTest
    @ValueSource(ints = {1, 15})
    @Tag("engine")
    void theFirstStepsAreTakenAgain(int iterations) throws Exception {
        double[] told = runs().stream()
                .filter(run -> run[0] == iterations && run[1] == 0.1 && run[2] == 1)
                .findFirst()
                .orElseThrow();
        JsonObject experiment = experiment();
        JsonObject config = experiment.getAsJsonObject("base").deepCopy();
        config.add("epochs", experiment.getAsJsonObject("end").get("epochs"));
        config.addProperty("iterations", iterations);
        config.addProperty("first-iterations", iterations);
        config.addProperty("lr", 0.1);
        config.addProperty("seed", 1);
        config.addProperty("record-every", 0);
        config.addProperty("test-limit", 10);
        config.addProperty("max-steps", FIRST);
        try (ComputeThread compute = new ComputeThread();
                TrainingService service = new TrainingService(compute)) {
            RunHandle run = service.start(RunConfig.fromJson(config), folder.resolve("run"));
            run.done().get(5, TimeUnit.MINUTES);
            double[] losses = run.feed().curve(Metric.LOSS).snapshot().y();
            assertThat(Arrays.stream(losses, 0, FIRST).average().orElseThrow()).isCloseTo(told[6], within(0.05));
        }
    }
}
