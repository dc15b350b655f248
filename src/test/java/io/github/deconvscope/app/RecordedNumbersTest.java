package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.google.gson.JsonObject;
import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.engine.train.TrainingService;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.export.CsvWriter;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.figure.report.HtmlReport;
import io.github.deconvscope.figure.report.RunReport;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.record.RecordedRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What report and figures say of a short recorded run is what its arrays say, computed another way by {@link RecordedArrays}. At the last
 * step, 12, the first layer is frozen and all others use running values; at step 8 the others compute theirs; at step 1 all do.
 */
@Tag("engine")
class RecordedNumbersTest {
    private static final RunConfig CONFIG = RunConfig.defaults()
            .with(RunOption.WIDTH, 1.0 / 16)
            .with(RunOption.BLOCK, 4L)
            .with(RunOption.BATCH, 16L)
            .with(RunOption.TRAIN_LIMIT, 96L)
            .with(RunOption.TEST_LIMIT, 40L)
            .with(RunOption.EPOCHS, 2L)
            .with(RunOption.LEARNING_RATE, 0.01)
            .with(RunOption.FREEZE_STEPS, 5L)
            .with(RunOption.REFRESH, 3L)
            .with(RunOption.REFRESH_WARMUP, 4L)
            .with(RunOption.RECORD_EVERY, 4L);

    private static final String FIRST = "features.0";
    private static final String SECOND = "features.3";
    private static final long LAST = 12;

    /** A number as figures and reports write it. */
    private static final String NUMBER = "(\u2212?[0-9]+(?:\\.[0-9]+)?(?:e\u2212?[0-9]+)?)";

    @TempDir
    static Path folder;

    private static Path run;
    private static RecordedArrays arrays;
    private static List<String> whitening;

    @BeforeAll
    static void record() throws Exception {
        run = folder.resolve("run");
        try (ComputeThread compute = new ComputeThread();
                TrainingService service = new TrainingService(compute)) {
            service.start(CONFIG, run).done().get(3, TimeUnit.MINUTES);
        }
        arrays = new RecordedArrays(run);
        whitening = RecordedRun.open(run).feed().layers().stream()
                .filter(layer -> layer.whitens())
                .map(layer -> layer.name())
                .toList();
        assertThat(whitening).hasSizeGreaterThan(5).startsWith(FIRST, SECOND);
    }

    private static double number(String shown) {
        return Double.parseDouble(shown.replace('\u2212', '-'));
    }

    /** Whether a number that is shown with so many significant digits is this value. */
    private static void same(String shown, double value, int digits) {
        double unit = Math.pow(10, Math.floor(Math.log10(Math.abs(value))) - digits + 1);
        assertThat(number(shown)).isCloseTo(value, offset(value == 0 ? 1e-12 : 0.51 * unit));
    }

    private static String report() throws IOException {
        ByteArrayOutputStream html = new ByteArrayOutputStream();
        HtmlReport.write(RunReport.of(run, "test"), Map.of(), html);
        return html.toString(StandardCharsets.UTF_8);
    }

    private static List<List<String>> table(String html, String heading) {
        String after = html.substring(html.indexOf("<h2>" + heading + "</h2>"));
        String table = after.substring(after.indexOf("<table>"), after.indexOf("</table>"));
        List<List<String>> rows = new ArrayList<>();
        for (String row : table.split("<tr>")) {
            List<String> cells = new ArrayList<>();
            Matcher cell = Pattern.compile("<td[^>]*>([^<]*)</td>").matcher(row);
            while (cell.find()) {
                cells.add(cell.group(1));
            }
            if (!cells.isEmpty()) {
                rows.add(cells);
            }
        }
        return rows;
    }

    private static String found(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern.replace("#", NUMBER)).matcher(text);
        assertThat(matcher.find()).as(pattern + " in\n" + text).isTrue();
        return matcher.group(1);
    }

    @Test
    void theReportSaysOfEachLayerWhatItsArraysSay() throws IOException {
        List<List<String>> rows = table(report(), "Whitening, layer by layer");
        assertThat(rows).extracting(row -> row.get(0)).startsWith(whitening.toArray(String[]::new));
        for (List<String> row : rows) {
            String layer = row.get(0);
            assertThat(row.get(4)).isEqualTo(Long.toString(LAST));
            if (!whitening.contains(layer)) {
                assertThat(row.subList(5, 9)).element(0).isEqualTo("none");
                same(row.get(6), arrays.correlation(LAST, layer, "covariance"), 4);
                continue;
            }
            assertThat(row.get(5)).isEqualTo(layer.equals(FIRST) ? "frozen" : "running");
            same(row.get(6), arrays.correlation(LAST, layer, "covariance"), 4);
            same(row.get(7), arrays.correlation(LAST, layer, "covariance-after"), 4);
            double residual = arrays.residual(LAST, layer);
            // D and Cov are recorded in fp32, their product was made before.
            assertThat(number(row.get(8))).as(layer).isCloseTo(residual, withinPercentage(0.1));
        }
    }

    @Test
    void theReportSaysOfEpochsAndStepsWhatTheirLinesSay() throws IOException {
        String html = report();
        List<JsonObject> epochs = arrays.lines("epochs.jsonl");
        List<List<String>> rows = table(html, "Epochs");
        assertThat(rows).hasSameSizeAs(epochs);
        List<String> columns = List.of("epoch", "trainLoss", "trainAccuracy", "testLoss", "testAccuracy", "seconds");
        for (int i = 0; i < rows.size(); i++) {
            for (int c = 0; c < columns.size(); c++) {
                same(rows.get(i).get(c), epochs.get(i).get(columns.get(c)).getAsDouble(), 4);
            }
        }
        double[] loss = arrays.column("steps.jsonl", "loss");
        double[] test = arrays.column("epochs.jsonl", "testAccuracy");
        double best = Arrays.stream(test).max().orElseThrow();
        same(found(html, "after # steps, last loss"), loss.length, 4);
        same(found(html, "steps, last loss #\\."), loss[loss.length - 1], 4);
        same(found(html, "last test accuracy is # %"), 100 * test[test.length - 1], 4);
        same(found(html, "the best # %"), 100 * best, 4);
        same(found(html, "Cross entropy of each batch[^;]*; [0-9]+ steps, last #\\."), loss[loss.length - 1], 3);
        same(found(html, "Best test accuracy # % of"), 100 * best, 3);
        double[] millis = arrays.column("steps.jsonl", "stepMillis");
        Arrays.sort(millis);
        same(found(html, "Wall time of each step; # ms is the median"), (millis[5] + millis[6]) / 2, 4);
        same(found(html, "; # steps were skipped"), 0, 4);
    }

    @Test
    void theReportSaysBelowItsPicturesWhatTheArraysSay() throws IOException {
        String html = report().replace("&#39;", "'");
        for (String layer : whitening) {
            String at = "<figcaption>" + layer + ", step " + LAST + ": [0-9]+ x [0-9]+\\. ";
            Matcher correlations = Pattern.compile(at + "Mean \\|off-diagonal correlation\\| " + NUMBER)
                    .matcher(html);
            assertThat(correlations.find()).as(layer).isTrue();
            same(correlations.group(1), arrays.correlation(LAST, layer, "covariance"), 3);
            assertThat(correlations.find()).as(layer).isTrue();
            same(correlations.group(1), arrays.correlation(LAST, layer, "covariance-after"), 3);
            double largest = Arrays.stream(arrays.array(LAST, layer + "/whitening"))
                    .map(Math::abs)
                    .max()
                    .orElseThrow();
            same(found(html, at + "Largest entry #\\."), largest, 3);
            String residual = found(
                    html, "<figcaption>" + layer + ", step " + LAST + ": norm[^<]* is # on this batch; nothing was");
            assertThat(number(residual)).isCloseTo(arrays.residual(LAST, layer), withinPercentage(0.6));
        }
    }

    private static List<String[]> csv(String id, Map<String, String> parameters) throws IOException {
        Figure figure = FigureCatalog.standard()
                .find(id)
                .make(parameters, Optional.of(RecordedRun.open(run).feed()));
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        CsvWriter.write(figure.table(), csv);
        List<String[]> rows = new ArrayList<>();
        for (String line : csv.toString(StandardCharsets.UTF_8).split("\n")) {
            rows.add(Arrays.stream(line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"))
                    .map(cell -> cell.replace("\"", ""))
                    .toArray(String[]::new));
        }
        return rows.subList(1, rows.size());
    }

    /** The y of one curve, checked to stand over these x. */
    private static double[] curve(List<String[]> rows, String name, double[] x) {
        List<String[]> own = rows.stream().filter(row -> row[0].equals(name)).toList();
        assertThat(own.stream().mapToDouble(row -> Double.parseDouble(row[1])).toArray())
                .as(name)
                .containsExactly(x);
        return own.stream().mapToDouble(row -> Double.parseDouble(row[2])).toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "training-loss, loss, testLoss, 1",
        "training-accuracy, accuracy, testAccuracy, 100",
        "training-learning-rate, learningRate, '', 1",
        "training-step-time, stepMillis, '', 1",
        "precision-loss-scale, lossScale, '', 1"
    })
    void curvesAreTheLinesOfTheRecord(String id, String perStep, String perEpoch, double factor) throws IOException {
        List<String[]> rows = csv(id, Map.of());
        double[] steps = arrays.column("steps.jsonl", "step");
        double[] values = Arrays.stream(arrays.column("steps.jsonl", perStep))
                .map(value -> factor * value)
                .toArray();
        String name = perEpoch.isEmpty() ? "" : "train";
        assertThat(curve(rows, name, steps)).containsExactly(values);
        String average = (name.isEmpty() ? "" : name + "; ") + "smoothed by 0.9";
        boolean smooth = !id.equals("training-learning-rate") && !id.equals("precision-loss-scale");
        assertThat(rows.stream().anyMatch(row -> row[0].equals(average))).isEqualTo(smooth);
        if (smooth) {
            double[] strong = curve(rows, average, steps);
            for (int i = 0; i < strong.length; i++) {
                double expected = RecordedArrays.smoothed(values, i, 0.9);
                assertThat(strong[i]).isCloseTo(expected, offset(1e-9 * Math.abs(expected) + 1e-12));
            }
        }
        if (!perEpoch.isEmpty()) {
            double[] tests = Arrays.stream(arrays.column("epochs.jsonl", perEpoch))
                    .map(value -> factor * value)
                    .toArray();
            assertThat(curve(rows, "test", arrays.column("epochs.jsonl", "step")))
                    .containsExactly(tests);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "training-covariance, covariance",
        "training-whitening, whitening",
        "training-covariance-after, covariance-after"
    })
    void matricesAreThoseOfTheRecord(String id, String quantity) throws IOException {
        for (long step : new long[] {1, 8, LAST}) {
            for (String layer : whitening) {
                List<String[]> rows = csv(id, Map.of("layer", layer, "step", Long.toString(step)));
                double[] values = arrays.array(step, layer + "/" + quantity);
                int n = rows.size();
                assertThat(n * n).isEqualTo(values.length);
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        assertThat(Float.parseFloat(rows.get(i)[j + 1])).isEqualTo((float) values[i * n + j]);
                    }
                }
            }
        }
    }

    @Test
    void theAfterOfEveryStepIsTheUsedMatrixOnThatBatch() {
        for (long step : new long[] {1, 4, 8, LAST}) {
            for (String layer : whitening) {
                double[] after = arrays.array(step, layer + "/covariance-after");
                int n = (int) Math.round(Math.sqrt(after.length));
                double squares = 0;
                for (int i = 0; i < after.length; i++) {
                    squares += Math.pow(after[i] - (i % (n + 1) == 0 ? 1 : 0), 2);
                }
                assertThat(Math.sqrt(squares / n))
                        .as(layer + " at " + step)
                        .isCloseTo(arrays.residual(step, layer), withinPercentage(0.1));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, live, live", "4, live, live", "8, frozen, live", "12, frozen, running"})
    void whitenessIsWhatEachLayerDidAtThatStep(long step, String first, String others) throws IOException {
        List<String[]> rows = csv("training-convergence", Map.of("step", Long.toString(step)));
        assertThat(rows).hasSameSizeAs(whitening);
        for (int i = 0; i < rows.size(); i++) {
            String layer = whitening.get(i);
            String origin = i == 0 ? first : others;
            assertThat(rows.get(i)[0]).matches(origin.equals("live") ? "[^(]*" : ".*\\(" + origin + "\\)");
            assertThat(Double.parseDouble(rows.get(i)[1]))
                    .as(layer + " at " + step)
                    .isCloseTo(arrays.residual(step, layer), withinPercentage(0.1));
            assertThat(arrays.has(step, layer + "/residuals")).isEqualTo(origin.equals("live"));
            List<String[]> iterations = csv("training-residuals", Map.of("layer", layer, "step", Long.toString(step)));
            String[] end = iterations.get(iterations.size() - 1);
            assertThat(Double.parseDouble(end[2]))
                    .isCloseTo(Double.parseDouble(rows.get(i)[1]), withinPercentage(1e-3));
            if (origin.equals("live")) {
                double[] recorded = arrays.array(step, layer + "/residuals");
                assertThat(iterations.stream().mapToDouble(row -> Double.parseDouble(row[2])))
                        .containsExactly(Arrays.stream(recorded).boxed().toArray(Double[]::new));
            } else {
                assertThat(iterations).as("a level line").hasSize(2).allMatch(row -> row[0].contains(origin));
            }
        }
    }

    /** What the whitening page shows of a layer at a step, and its figures with it. */
    private static List<String[]> ofPage(String figure, String layer, long step, boolean asUsed) throws IOException {
        JsonObject state = new JsonObject();
        state.addProperty("kind", "deconvscope-whitening");
        state.addProperty("source", "layer");
        state.addProperty("name", run.toString());
        state.addProperty("layer", layer);
        state.addProperty("step", step);
        state.addProperty("asUsed", asUsed);
        return csv("whitening-" + figure, Map.of("state", state.toString(), "iterations", "5"));
    }

    private static double[] values(List<String[]> rows) {
        return rows.stream()
                .flatMap(row -> Arrays.stream(row).skip(1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @ParameterizedTest
    @CsvSource({"features.0, 12", "features.3, 12", "features.3, 8", "features.3, 1"})
    void theWhiteningPageShowsTheMatrixThatTheLayerUsed(String layer, long step) throws IOException {
        double[] used = arrays.array(step, layer + "/whitening");
        assertThat(values(ofPage("matrix", layer, step, true))).containsExactly(used, offset(1e-6));
        double eps = arrays.json("config.json").get("eps").getAsDouble();
        double[] after = arrays.after(step, layer, eps);
        double[] shown = values(ofPage("after", layer, step, true));
        double largest = Arrays.stream(after).map(Math::abs).max().orElseThrow();
        assertThat(shown).containsExactly(after, offset(1e-6 * Math.max(1, largest)));
        if (step == LAST) {
            double[] computed = values(ofPage("matrix", layer, step, false));
            double difference = 0;
            for (int i = 0; i < used.length; i++) {
                difference = Math.max(difference, Math.abs(used[i] - computed[i]));
            }
            assertThat(difference).as("another D, computed from this batch").isGreaterThan(1e-2);
        }
    }

    @Test
    void partsOfAStepAreThoseOfTheRecord() throws IOException {
        JsonObject cost = arrays.json("cost.json");
        double sum = 0;
        for (String[] row : csv("training-cost", Map.of())) {
            for (int i = 1; i < row.length; i++) {
                sum += Double.parseDouble(row[i]);
            }
        }
        double recorded = cost.entrySet().stream()
                .filter(member ->
                        !member.getKey().equals("steps") && member.getValue().isJsonPrimitive())
                .mapToDouble(member -> member.getValue().getAsDouble())
                .sum();
        assertThat(sum).isCloseTo(recorded, withinPercentage(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"precision-gradients, gradient-histogram", "precision-activations, activation-histogram"})
    void magnitudesAreSharesOfTheRecordedCounts(String id, String quantity) throws IOException {
        List<String[]> rows = csv(id, Map.of("layer", SECOND));
        double[] counts = arrays.array(LAST, SECOND + "/" + quantity);
        double all = Arrays.stream(counts).sum();
        for (int i = 0; i < 64; i++) {
            assertThat(Double.parseDouble(rows.get(i)[1])).isEqualTo(i - 40);
            assertThat(Double.parseDouble(rows.get(i)[2])).isCloseTo(100 * counts[i] / all, offset(1e-9));
        }
    }

    @ParameterizedTest
    @CsvSource({"loss, steps.jsonl", "accuracy, steps.jsonl", "stepMillis, steps.jsonl", "testAccuracy, epochs.jsonl"})
    void anOverlayIsTheLinesOfTheRecordOnEachAxis(String name, String file) throws IOException {
        double[] values = arrays.column(file, name);
        double[] steps = arrays.column(file, "step");
        double[] epochs = Arrays.stream(steps).map(step -> step / 6).toArray();
        double[] time = new double[values.length];
        double[] cost = file.equals("steps.jsonl")
                ? Arrays.stream(arrays.column(file, "stepMillis"))
                        .map(ms -> ms / 1000)
                        .toArray()
                : arrays.column(file, "seconds");
        for (int i = 0; i < time.length; i++) {
            time[i] = cost[i] + (i == 0 ? 0 : time[i - 1]);
        }
        for (String axis : List.of("step", "epoch", "time")) {
            List<String[]> rows = csv("runs-overlay", Map.of("curve", name, "axis", axis, "smoothing", "0"));
            double[] x = axis.equals("step") ? steps : axis.equals("epoch") ? epochs : time;
            assertThat(rows).hasSize(values.length);
            for (int i = 0; i < values.length; i++) {
                assertThat(Double.parseDouble(rows.get(i)[1])).as(axis).isCloseTo(x[i], withinPercentage(1e-9));
                assertThat(Double.parseDouble(rows.get(i)[2])).isEqualTo(values[i]);
            }
        }
    }
}
