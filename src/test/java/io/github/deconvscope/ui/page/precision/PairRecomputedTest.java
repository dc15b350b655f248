package io.github.deconvscope.ui.page.precision;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.figure.report.HtmlReport;
import io.github.deconvscope.figure.report.RunReport;
import io.github.deconvscope.figure.run.SampleRun;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.record.RecordedRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipFile;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the figures of two runs and the sentence above them state, recomputed from the recorded files without the program's readers. */
class PairRecomputedTest {
    private static final String LAYER = "features.3";
    private static final Offset<Double> EXACT = Offset.offset(1e-9);

    @TempDir
    Path root;

    private final Map<String, List<JsonObject>> steps = new HashMap<>();

    @BeforeEach
    void record() throws IOException {
        int seed = 1;
        for (String name : List.of("a", "b", "s1", "s2", "s3")) {
            Path run = SampleRun.write(root.resolve(name), "deconv", seed);
            vary(run, name, new Random(seed++));
        }
    }

    /** Other losses, times and shares for each run. */
    private void vary(Path run, String name, Random random) throws IOException {
        List<JsonObject> lines = new ArrayList<>();
        List<String> text = new ArrayList<>();
        for (String line : Files.readAllLines(run.resolve("steps.jsonl"))) {
            JsonObject step = JsonParser.parseString(line).getAsJsonObject();
            step.addProperty(
                    "loss",
                    step.get("loss").getAsDouble() + 0.05 * random.nextGaussian() + (name.equals("b") ? 0.01 : 0));
            step.addProperty("stepMillis", 20 + 10 * random.nextDouble());
            for (String shares : List.of("roundedToZero", "roundedToInfinity", "zeroGradients")) {
                JsonArray of = step.getAsJsonArray(shares);
                for (int i = 0; i < of.size(); i++) {
                    of.set(i, new JsonPrimitive((float) (0.4 * random.nextDouble())));
                }
            }
            lines.add(step);
            text.add(step.toString());
        }
        Files.write(run.resolve("steps.jsonl"), text);
        steps.put(name, lines);
    }

    private Figure figure(String id, Map<String, String> more) {
        Map<String, String> parameters = new HashMap<>(more);
        parameters.put("with", root.resolve("b").toString());
        return FigureCatalog.standard()
                .find(id)
                .make(
                        parameters,
                        Optional.of(RecordedRun.open(root.resolve("a")).feed()));
    }

    private double[] column(String run, String key) {
        return steps.get(run).stream()
                .mapToDouble(step -> step.get(key).getAsDouble())
                .toArray();
    }

    /** The points of a curve of a table (curve, x, y), in order; a name that ends with a comma is that of the curve's average. */
    private static List<double[]> curve(DataTable table, String name) {
        List<double[]> points = new ArrayList<>();
        for (int r = 0; r < table.rowCount(); r++) {
            String curve = table.value(r, 0).toString();
            if (curve.equals(name) || name.endsWith(",") && curve.startsWith(name)) {
                points.add(new double[] {number(table.value(r, 1)), number(table.value(r, 2))});
            }
        }
        assertThat(points).as(name).isNotEmpty();
        return points;
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static DataTable table(Figure figure) {
        return figure.table();
    }

    @Test
    void lossesOverStepsAndTime() {
        for (String run : List.of("a", "b")) {
            double[] losses = column(run, "loss");
            double[] millis = column(run, "stepMillis");
            String curve = run.toUpperCase(java.util.Locale.ROOT);
            DataTable bySteps = table(figure("precision-losses", Map.of("smoothing", "0.8")));
            DataTable byTime = table(figure("precision-losses", Map.of("smoothing", "0.8", "axis", "time")));
            double seconds = 0;
            for (int i = 0; i < losses.length; i++) {
                double weights = 0;
                double mean = 0;
                for (int k = 0; k <= i; k++) {
                    weights += Math.pow(0.8, i - k);
                    mean += Math.pow(0.8, i - k) * losses[k];
                }
                seconds += millis[i] / 1000;
                assertThat(curve(bySteps, curve).get(i)).containsExactly(i + 1, losses[i]);
                assertThat(curve(bySteps, curve + ",").get(i)[1]).isCloseTo(mean / weights, EXACT);
                assertThat(curve(byTime, curve).get(i)[0]).isCloseTo(seconds, EXACT);
            }
        }
    }

    /** Of the means over the last max(20, n/4) steps: their difference, and t s sqrt(2) of those of A and its other seeds. */
    @Test
    void theDifferenceItsBandAndTheSentence() {
        String seeds = root.resolve("s1") + "," + root.resolve("s2") + "," + root.resolve("s3");
        Figure figure = figure("precision-difference", Map.of("seed-run", seeds));
        List<double[]> between = curve(table(figure), "B \u2212 A");
        List<double[]> high = curve(table(figure), "chance, by 4 seeds (high)");
        List<double[]> low = curve(table(figure), "chance, by 4 seeds (low)");
        assertThat(between).hasSize(120);
        double apart = 0;
        double chance = 0;
        for (int n = 1; n <= 120; n++) {
            double[] means = new double[4];
            List<String> ofA = List.of("a", "s1", "s2", "s3");
            for (int i = 0; i < 4; i++) {
                means[i] = mean(column(ofA.get(i), "loss"), n);
            }
            apart = mean(column("b", "loss"), n) - means[0];
            double pairs = 0;
            for (double one : means) {
                for (double other : means) {
                    pairs += (one - other) * (one - other);
                }
            }
            // The sum of squares of all ordered pairs is 2 n (n - 1) s^2.
            chance = 3.182446305284263 * Math.sqrt(2 * pairs / (2 * 4 * 3));
            assertThat(between.get(n - 1)).containsExactly(new double[] {n, apart}, EXACT);
            assertThat(high.get(n - 1)[1]).isCloseTo(chance, EXACT);
            assertThat(low.get(n - 1)[1]).isCloseTo(-chance, EXACT);
        }
        assertThat(figure.caption()).contains(Numbers.shown(apart), Numbers.shown(chance), "4 seeds of A");

        PairViews views = new PairViews();
        List<RunFeed> feeds = new ArrayList<>();
        for (String name : List.of("a", "b", "s1", "s2", "s3")) {
            feeds.add(RecordedRun.open(root.resolve(name)).feed());
        }
        views.show(List.copyOf(feeds));
        views.update();
        assertThat(views.verdictProperty().get())
                .startsWith("After 120 steps the mean loss of the last 30 is " + Numbers.shown(Math.abs(apart))
                        + (apart < 0 ? " lower" : " higher") + " in B than in A, "
                        + (Math.abs(apart) <= chance ? "within" : "more than") + " the " + Numbers.shown(chance))
                .contains("it rests on 4 seeds.")
                .contains("not finite: A 1, B 1.")
                .contains("A " + Numbers.shown(meanShare("a")) + " %, B " + Numbers.shown(meanShare("b")) + " %");
    }

    private static double mean(double[] losses, int n) {
        int window = Math.min(n, Math.max(20, n / 4));
        double sum = 0;
        for (int i = n - window; i < n; i++) {
            sum += losses[i];
        }
        return sum / window;
    }

    private double meanShare(String run) {
        double sum = 0;
        int count = 0;
        for (JsonObject step : steps.get(run)) {
            for (JsonElement share : step.getAsJsonArray("roundedToZero")) {
                sum += 100 * share.getAsDouble();
                count++;
            }
        }
        return sum / count;
    }

    @Test
    void gradientsThatFp16RoundsAway() {
        DataTable pair = table(figure("precision-underflow", Map.of("smoothing", "0")));
        Map<String, Double> most = new HashMap<>();
        for (int layer = 0; layer < 2; layer++) {
            assertThat(number(pair.value(layer, 1))).isCloseTo(last("a", "roundedToZero", layer), EXACT);
            assertThat(number(pair.value(layer, 2))).isCloseTo(last("b", "roundedToZero", layer), EXACT);
            most.merge("a", last("a", "zeroGradients", layer), Math::max);
            most.merge("b", last("b", "zeroGradients", layer), Math::max);
        }
        assertThat(figure("precision-underflow", Map.of("smoothing", "0")).caption())
                .contains("0 already: A at most " + Numbers.shown(most.get("a")) + " %")
                .contains("B at most " + Numbers.shown(most.get("b")) + " %");
        assertThat(figure("precision-underflow", Map.of()).caption()).contains("smoothed by 0.9");
        Figure single = FigureCatalog.standard()
                .find("precision-underflow")
                .make(
                        Map.of("step", "17"),
                        Optional.of(RecordedRun.open(root.resolve("a")).feed()));
        JsonObject step = steps.get("a").get(16);
        for (int layer = 0; layer < 2; layer++) {
            assertThat(number(table(single).value(layer, 1)))
                    .isCloseTo(
                            100
                                    * step.getAsJsonArray("roundedToZero")
                                            .get(layer)
                                            .getAsDouble(),
                            EXACT);
            assertThat(number(table(single).value(layer, 2)))
                    .isCloseTo(
                            100
                                    * step.getAsJsonArray("roundedToInfinity")
                                            .get(layer)
                                            .getAsDouble(),
                            EXACT);
        }
    }

    /** Of each layer by its steps, and in the report the last of them. */
    @Test
    void gradientsThatFp16RoundsAwayStepByStep() throws IOException {
        List<String> layers = List.of("features.0", LAYER);
        ByteArrayOutputStream html = new ByteArrayOutputStream();
        HtmlReport.write(RunReport.of(root.resolve("a"), "test"), Map.of(), html);
        for (int layer = 0; layer < 2; layer++) {
            Figure figure = FigureCatalog.standard()
                    .find("precision-underflow-steps")
                    .make(
                            Map.of("layer", layers.get(layer)),
                            Optional.of(RecordedRun.open(root.resolve("a")).feed()));
            DataTable table = table(figure);
            Map<String, String> curves =
                    Map.of("rounded to 0 by fp16", "roundedToZero", "rounded to infinity by fp16", "roundedToInfinity");
            for (Map.Entry<String, String> curve : curves.entrySet()) {
                List<double[]> points = curve(table, curve.getKey());
                assertThat(points).hasSize(120);
                for (int i = 0; i < 120; i++) {
                    double share = steps.get("a")
                            .get(i)
                            .getAsJsonArray(curve.getValue())
                            .get(layer)
                            .getAsDouble();
                    assertThat(points.get(i)).containsExactly(new double[] {i + 1, 100 * share}, EXACT);
                }
            }
            assertThat(figure.caption())
                    .contains("in the last step: " + Numbers.shown(last("a", "zeroGradients", layer)) + " % of all");
            assertThat(html.toString(StandardCharsets.UTF_8))
                    .contains("<tr><td>" + layers.get(layer) + "</td><td>"
                            + SampleRun.LAYERS.get(layer).label() + "</td><td class=\"n\">"
                            + Numbers.shown(last("a", "roundedToZero", layer), 4) + "</td><td class=\"n\">"
                            + Numbers.shown(last("a", "zeroGradients", layer), 4) + "</td></tr>");
        }
    }

    private double last(String run, String key, int layer) {
        return 100 * steps.get(run).get(119).getAsJsonArray(key).get(layer).getAsDouble();
    }

    @Test
    void memory() throws IOException {
        JsonObject recorded = JsonParser.parseString(Files.readString(root.resolve("b/memory.json")))
                .getAsJsonObject();
        List<String> parts = List.of("layerOutputs", "weights", "running", "gradients", "optimizer");
        DataTable table = table(figure("precision-memory", Map.of()));
        assertThat(table.rowCount()).isEqualTo(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            JsonObject part = recorded.getAsJsonObject(parts.get(i));
            assertThat(number(table.value(i, 2)))
                    .isCloseTo(part.get("allocated").getAsDouble() / 1e6, EXACT);
            assertThat(number(table.value(i, 3))).isCloseTo(part.get("inHalf").getAsDouble() / 1e6, EXACT);
        }
    }

    @Test
    void matricesResidualsAndMagnitudesOfTheNewestFrame() throws IOException {
        for (String run : List.of("a", "b")) {
            float[] covariance = array(run, "covariance");
            DataTable matrix = table(figure("precision-covariance-" + run, Map.of("layer", LAYER)));
            int n = (int) Math.sqrt(covariance.length);
            for (int i = 0; i < covariance.length; i++) {
                assertThat(number(matrix.value(i / n, i % n + 1))).isEqualTo(covariance[i]);
            }
        }
        float[] residuals = array("b", "residuals");
        List<double[]> drawn = curve(table(figure("precision-residuals", Map.of("layer", LAYER))), "B");
        assertThat(drawn).hasSize(residuals.length);
        for (int k = 0; k < residuals.length; k++) {
            assertThat(drawn.get(k)).containsExactly(k, residuals[k]);
        }
        float[] counts = array("a", "gradient-histogram");
        double all = 0;
        for (float count : counts) {
            all += count;
        }
        Figure magnitudes = figure("precision-gradients", Map.of("layer", LAYER));
        List<double[]> shares = curve(table(magnitudes), "A");
        double small = 0;
        for (int i = 0; i < 64; i++) {
            assertThat(shares.get(i)).containsExactly(new double[] {i - 40, 100 * counts[i] / all}, EXACT);
            // Below 2^-25 all rounds to 0.
            small += i - 40 < -25 ? counts[i] : 0;
        }
        assertThat(magnitudes.caption())
                .contains(Numbers.shown(100 * small / (all - counts[64] - counts[65]))
                        + " % of those that are finite and not 0 round to 0 in fp16, "
                        + Numbers.shown(100 * counts[64] / all)
                        + " % of all are 0");
    }

    /** The last frame's array of the layer, read as NumPy's format says: 10 bytes, a header of the length they end with, then float32. */
    private float[] array(String run, String quantity) throws IOException {
        try (ZipFile zip = new ZipFile(
                        root.resolve(run + "/frames/step-000000120.npz").toFile());
                InputStream in = zip.getInputStream(zip.getEntry(LAYER + "/" + quantity + ".npy"))) {
            ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            int start = 10 + bytes.getShort(8);
            float[] values = new float[(bytes.capacity() - start) / 4];
            bytes.position(start);
            bytes.asFloatBuffer().get(values);
            return values;
        }
    }
}
