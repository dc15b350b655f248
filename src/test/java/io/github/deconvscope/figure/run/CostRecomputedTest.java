package io.github.deconvscope.figure.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.run.record.RecordedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the charts of a step's cost say, from {@code cost.json} by what docs and captions tell: shares no code with them. */
class CostRecomputedTest {
    private static final Offset<Double> EXACT = Offset.offset(1e-9);

    /** By key in the file: the bar it belongs to and which part of it. */
    private static final Map<String, List<String>> PARTS = Map.ofEntries(
            Map.entry("data", List.of("Data", "around them")),
            Map.entry("patches", List.of("Patches", "forward")),
            Map.entry("covariance", List.of("Covariance", "forward")),
            Map.entry("newtonSchulz", List.of("Newton-Schulz", "forward")),
            Map.entry("weight", List.of("W D", "forward")),
            Map.entry("convolution", List.of("Convolution", "forward")),
            Map.entry("normalization", List.of("Normalization", "forward")),
            Map.entry("rest", List.of("Pooling, loss", "forward")),
            Map.entry("patchesBack", List.of("Patches", "backward")),
            Map.entry("covarianceBack", List.of("Covariance", "backward")),
            Map.entry("newtonSchulzBack", List.of("Newton-Schulz", "backward")),
            Map.entry("autograd", List.of("Autograd", "backward")),
            Map.entry("optimizer", List.of("Optimizer", "around them")),
            Map.entry("probes", List.of("Views", "around them")),
            Map.entry("recording", List.of("Recording", "around them")));

    @TempDir
    Path folder;

    private final Map<String, Double> millis = new LinkedHashMap<>();
    private final TreeMap<Integer, double[]> products = new TreeMap<>();
    private double total;

    /** A run of VGG-11 at a quarter of the width, block 64 and batch 128, with other times. */
    private Path run(long seed) throws IOException {
        Path run = SampleRun.write(folder.resolve("run"), "deconv");
        Random random = new Random(seed);
        JsonObject json = new JsonObject();
        json.addProperty("steps", 9);
        PARTS.keySet().stream().sorted().forEach(part -> millis.put(part, 5 + 100 * random.nextDouble()));
        millis.put("normalization", 0.0);
        millis.forEach(json::addProperty);
        JsonObject spans = new JsonObject();
        for (int block : new int[] {8, 16, 32, 64, 128}) {
            for (Layer layer : layers(block, 5)) {
                double fastest = 1e-6 * layer.side * layer.side * (1 + 0.1 * layer.side * random.nextDouble());
                products.putIfAbsent(layer.side, new double[] {fastest, fastest * (1 + random.nextDouble())});
            }
        }
        products.forEach((side, span) -> {
            JsonArray both = new JsonArray();
            both.add(span[0]);
            both.add(span[1]);
            spans.add(side.toString(), both);
        });
        json.add("products", spans);
        Files.writeString(run.resolve("cost.json"), json.toString());
        total = millis.values().stream().mapToDouble(Double::doubleValue).sum();
        return run;
    }

    private static Figure figure(String id, Path run) {
        return FigureCatalog.standard()
                .find(id)
                .make(Map.of(), Optional.of(RecordedRun.open(run).feed()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyPartIsThatOfTheFile(long seed) throws IOException {
        Figure figure = figure("training-cost", run(seed));
        DataTable table = figure.table();
        Map<String, Double> shown = new TreeMap<>();
        for (int row = 0; row < table.rowCount(); row++) {
            for (int column = 1; column < 4; column++) {
                shown.put(
                        table.value(row, 0) + "/" + table.columns().get(column),
                        ((Number) table.value(row, column)).doubleValue());
            }
        }
        assertThat(shown.keySet()).as("no normalization, no bar").noneMatch(name -> name.startsWith("Normalization"));
        double sum = 0;
        for (Map.Entry<String, Double> part : millis.entrySet()) {
            List<String> bar = PARTS.get(part.getKey());
            Double found = shown.remove(bar.get(0) + "/" + bar.get(1) + " (ms)");
            assertThat(found == null ? 0 : found).as(part.getKey()).isCloseTo(part.getValue(), EXACT);
            sum += part.getValue();
        }
        assertThat(shown.values()).as("nothing else has a length").allMatch(length -> length == 0);
        assertThat(figure.caption()).contains("takes " + Numbers.shown(sum) + " ms, mean of the last 9.");
    }

    /**
     * A layer that whitens.
     *
     * @param side features of its covariance
     * @param samples rows of the covariance, all blocks together
     * @param weights rows of W D
     */
    private record Layer(int side, double samples, double weights, int iterations) {
        /** Whether it iterates on products between its samples. */
        boolean few() {
            return side > 64 && 2 * samples <= side;
        }
    }

    /** VGG-11 at a quarter of the width, patches every 3 pixels of 32, 16, 8, 4 and 2, batch 128, a head of 128 features. */
    private static List<Layer> layers(int block, int iterations) {
        int[] channels = {3, 16, 32, 64, 64, 128, 128, 128, 128};
        int[] sizes = {32, 16, 8, 8, 4, 4, 2, 2};
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            int own = Math.min(block, channels[i]);
            int perSide = (sizes[i] + 2) / 3;
            layers.add(new Layer(
                    9 * own,
                    128.0 * perSide * perSide * channels[i] / own,
                    (double) channels[i + 1] * channels[i] / own,
                    i == 0 ? 15 : iterations));
        }
        layers.add(new Layer(128, 128, 128, iterations));
        return layers;
    }

    /** Milliseconds and number of products of one part of the work. */
    private record Work(double millis, double products) {}

    /** A product of two matrices that are not square takes as long as the square ones of as much work. */
    private double oblong(double m, double k, double n, int span) {
        double work = m * k * n;
        double side = Math.rint(Math.cbrt(work));
        return work / (side * side * side) * square(side, span);
    }

    /** Between two sizes that were timed, on a straight line in logarithms; beyond them, with the cube. */
    private double square(double side, int span) {
        Map.Entry<Integer, double[]> below = products.floorEntry((int) side);
        Map.Entry<Integer, double[]> above = products.ceilingEntry((int) side);
        if (below == null || above == null) {
            Map.Entry<Integer, double[]> nearest = below == null ? above : below;
            return nearest.getValue()[span] * Math.pow(side / nearest.getKey(), 3);
        }
        if (below.getKey().equals(above.getKey())) {
            return below.getValue()[span];
        }
        double slope = Math.log(above.getValue()[span] / below.getValue()[span])
                / Math.log((double) above.getKey() / below.getKey());
        return below.getValue()[span] * Math.exp(slope * Math.log(side / below.getKey()));
    }

    /** @param span 0 for the fastest products, 1 for the median */
    private Work work(String part, List<Layer> layers, int span) {
        double time = 0;
        double count = 0;
        for (Layer layer : layers) {
            Work of = layer.few() ? few(part, layer, span) : many(part, layer, span);
            time += of.millis;
            count += of.products;
        }
        return new Work(time, count);
    }

    private Work many(String part, Layer layer, int span) {
        double product = products.get(layer.side)[span];
        // Two iterations at once: 2 products for what Z is multiplied by and 3 for Y and Z, backward 3 and 5; the
        // last needs no Y.
        int pairs = layer.iterations / 2;
        int stages = (layer.iterations + 1) / 2;
        int forward = 2 * pairs + 3 * (stages - 1);
        int back = 3 * pairs + 5 * (stages - 1);
        return switch (part) {
            case "covariance", "covarianceBack" -> new Work(layer.samples / layer.side * product, 1);
            case "newtonSchulz" -> new Work(forward * product, forward);
            case "newtonSchulzBack" -> new Work(back * product, back);
            default -> new Work(layer.weights / layer.side * product, 1);
        };
    }

    /**
     * Of X, side x samples, n iterations in pairs, the last of an odd number alone: 3 products for the polynomial of a pair and one for what its
     * argument is inside; from one to the next 3, each with what its left factor is inside, of which the first Y is known already.
     */
    private Work few(String part, Layer layer, int span) {
        double r = layer.samples;
        double f = layer.side;
        int pairs = layer.iterations / 2;
        int between = (layer.iterations + 1) / 2 - 1;
        int small = 4 * pairs + 6 * between - (between > 0 && pairs > 0 ? 1 : 0);
        double ofFeatures = oblong(f, r, f, span);
        double ofSamples = oblong(f, r, r, span);
        return switch (part) {
            case "covariance" -> new Work(ofFeatures, 1);
            case "covarianceBack" -> new Work(0, 0);
            case "newtonSchulz" -> new Work(small * oblong(r, r, r, span) + 2 * ofSamples + ofFeatures, small + 3);
            case "newtonSchulzBack" ->
                new Work(2 * small * oblong(r, r, r, span) + 3 * ofSamples + ofFeatures, 2 * small + 4);
            default -> many(part, layer, span);
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theForecastIsWhatItsCaptionTells(long seed) throws IOException {
        DataTable table = figure("training-cost-forecast", run(seed)).table();
        assertThat(table.value(0, 0)).isEqualTo("block 64, 5 it. (now)");
        assertThat(((Number) table.value(0, 3)).doubleValue()).isCloseTo(total, EXACT);
        int forecast = 0;
        for (int row = 1; row < table.rowCount(); row++) {
            String name = table.value(row, 0).toString();
            int number = Integer.parseInt(name.replaceAll("\\D", ""));
            boolean block = name.startsWith("block");
            double[] ends = ends(layers(64, 5), layers(block ? number : 64, block ? 5 : number));
            double watched =
                    (millis.get("probes") + millis.get("recording")) * (block ? Math.pow(number / 64.0, 2) - 1 : 0);
            assertThat(((Number) table.value(row, 1)).doubleValue())
                    .as(name)
                    .isCloseTo(Math.max(0, total + ends[0] + Math.min(0, watched)) / 1.6, EXACT);
            assertThat(((Number) table.value(row, 2)).doubleValue())
                    .as(name)
                    .isCloseTo((total + ends[1] + Math.max(0, watched)) * 1.6, EXACT);
            forecast++;
        }
        assertThat(forecast).isEqualTo(4 + 3);
    }

    /** The least and the most by which a step changes: each part by what its products take, and its rest with their time or their number. */
    private double[] ends(List<Layer> now, List<Layer> then) {
        Map<String, List<Double>> parts = Map.of(
                "covariance", List.of(millis.get("covariance")),
                "covarianceBack", List.of(millis.get("covarianceBack")),
                "newtonSchulz", List.of(millis.get("newtonSchulz")),
                "newtonSchulzBack", List.of(millis.get("newtonSchulzBack")),
                // W D, and its way back, two products for one, in autograd's part.
                "weight", List.of(millis.get("weight"), millis.get("weight"), millis.get("weight")));
        double low = 0;
        double high = 0;
        for (Map.Entry<String, List<Double>> part : parts.entrySet()) {
            for (double measured : part.getValue()) {
                double least = Double.MAX_VALUE;
                double most = -Double.MAX_VALUE;
                for (int span = 0; span < 2; span++) {
                    Work was = work(part.getKey(), now, span);
                    Work is = work(part.getKey(), then, span);
                    double rest = Math.max(0, measured - was.millis);
                    double byTime = measured * is.millis / was.millis;
                    double byNumber = rest == 0 ? byTime : is.millis + rest / was.products * is.products;
                    least = Math.min(least, Math.min(byTime, byNumber));
                    most = Math.max(most, Math.max(byTime, byNumber));
                }
                low += least - measured;
                high += most - measured;
            }
        }
        return new double[] {low, high};
    }
}
