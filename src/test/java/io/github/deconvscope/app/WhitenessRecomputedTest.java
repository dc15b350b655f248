package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.google.gson.JsonObject;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.base.array.NpzFile;
import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.engine.train.TrainingService;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.PaintedWords;
import io.github.deconvscope.figure.catalog.FigureInput;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.figure.report.HtmlReport;
import io.github.deconvscope.figure.report.RunReport;
import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.record.RecordedRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is shown of how white the inputs of two nets are is what their recorded arrays say, computed another way by {@link RecordedArrays}. */
@Tag("engine")
class WhitenessRecomputedTest {
    private static final RunConfig CONFIG = RunConfig.defaults()
            .with(RunOption.WIDTH, 1.0 / 16)
            .with(RunOption.BLOCK, 4L)
            .with(RunOption.BATCH, 32L)
            .with(RunOption.TRAIN_LIMIT, 96L)
            .with(RunOption.TEST_LIMIT, 40L)
            .with(RunOption.EPOCHS, 1L)
            .with(RunOption.LEARNING_RATE, 0.01);
    private static final long LAST = 3;
    private static final Path PROJECT = Path.of(System.getProperty("project.dir", "."));

    @TempDir
    static Path folder;

    private static Path deconv;
    private static Path batchNorm;
    private static final Map<String, RecordedArrays> ARRAYS = new LinkedHashMap<>();

    @BeforeAll
    static void record() throws Exception {
        deconv = folder.resolve("deconv");
        batchNorm = folder.resolve("batchnorm");
        try (ComputeThread compute = new ComputeThread();
                TrainingService service = new TrainingService(compute)) {
            service.start(CONFIG, deconv).done().get(3, TimeUnit.MINUTES);
            service.start(CONFIG.with(RunOption.NORMALIZATION, Normalization.BATCHNORM), batchNorm)
                    .done()
                    .get(3, TimeUnit.MINUTES);
        }
        ARRAYS.put("A", new RecordedArrays(deconv));
        ARRAYS.put("B", new RecordedArrays(batchNorm));
    }

    private static Figure figure(String id, Path run, Map<String, String> parameters) {
        return FigureCatalog.standard()
                .find(id)
                .make(parameters, Optional.of(RecordedRun.open(run).feed()));
    }

    private static double number(DataTable table, int row, String column) {
        return ((Number) table.value(row, table.columns().indexOf(column))).doubleValue();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1})
    void whatWhitenedLayersAndOthersMultiplyIsWhatTheirArraysSay(long step) {
        DataTable table = figure(
                        "network-whiteness", deconv, Map.of("with", batchNorm.toString(), "step", Long.toString(step)))
                .table();
        long at = step == 0 ? LAST : step;
        // Eight convolutions and the whitened head before and after, the dense layer; as many plain ones, once.
        assertThat(table.rowCount()).isEqualTo(2 * 9 + 1 + 9);
        for (int row = 0; row < table.rowCount(); row++) {
            RecordedArrays arrays = ARRAYS.get(table.value(row, 0).toString());
            String layer = table.value(row, 2).toString();
            String after = table.value(row, 3).equals("input") ? "" : "-after";
            assertThat(number(table, row, "step")).isEqualTo(at);
            assertThat(number(table, row, "correlation of patches"))
                    .isCloseTo(arrays.correlation(at, layer, "covariance" + after), within(1e-9));
            assertThat(number(table, row, "correlation of channels"))
                    .isCloseTo(arrays.correlation(at, layer, "channel-covariance" + after), within(1e-9));
            double[] values = arrays.eigenvalues(at, layer + "/covariance" + after);
            double sum = Arrays.stream(values).sum();
            double squares = Arrays.stream(values).map(v -> v * v).sum();
            assertThat(number(table, row, "features")).isEqualTo(values.length);
            assertThat(number(table, row, "effective rank")).isCloseTo(sum * sum / squares, withinPercentage(1e-6));
            double condition = values[0] / values[values.length - 1];
            if (condition > 0) {
                assertThat(number(table, row, "condition number")).isCloseTo(condition, withinPercentage(1e-3));
            } else {
                assertThat(number(table, row, "condition number")).isInfinite();
            }
            double[] ranges = arrays.array(at, layer + "/channel-range");
            double dead = Arrays.stream(ranges).filter(range -> range == 0).count();
            assertThat(number(table, row, "dead channels")).isCloseTo(dead / ranges.length, within(1e-12));
        }
    }

    @Test
    void aSingleRunAndBothOrdersShowTheSameNumbers() {
        DataTable one = figure("network-whiteness", batchNorm, Map.of()).table();
        DataTable second = figure("network-whiteness", deconv, Map.of("with", batchNorm.toString()))
                .table();
        int found = 0;
        for (int row = 0; row < second.rowCount(); row++) {
            if (second.value(row, 0).equals("B")) {
                for (int column = 1; column < second.columns().size(); column++) {
                    assertThat(one.value(found, column)).isEqualTo(second.value(row, column));
                }
                found++;
            }
        }
        assertThat(found).isEqualTo(one.rowCount()).isEqualTo(9);
        assertThat(one.value(0, 0)).isEqualTo("batchnorm");
    }

    /** Before and after are means over the same layers: the dense layer, which does not whiten, would be in one of them only. */
    @Test
    void theMeansOfTheCaptionAreOverTheLayersItNames() {
        String said = figure("network-whiteness", deconv, Map.of("with", batchNorm.toString()))
                .altText();
        Matcher whitened = Pattern.compile("over the 9 layers that whiten, ([0-9.]+) as it comes and ([0-9.]+) after")
                .matcher(said);
        Matcher plain = Pattern.compile("over the 9 layers, ([0-9.]+), which is what it multiplies")
                .matcher(said);
        assertThat(whitened.find()).as(said).isTrue();
        assertThat(plain.find()).as(said).isTrue();
        assertThat(Double.parseDouble(whitened.group(1))).isCloseTo(mean(deconv, "covariance"), withinPercentage(0.6));
        assertThat(Double.parseDouble(whitened.group(2)))
                .isCloseTo(mean(deconv, "covariance-after"), withinPercentage(0.6));
        assertThat(Double.parseDouble(plain.group(1))).isCloseTo(mean(batchNorm, "covariance"), withinPercentage(0.6));
    }

    /** What the first layer gets are the pictures themselves: they are the same where that is said, and it is not said of another order. */
    @Test
    void whetherBothRunsSawTheSameBatchIsSaid() throws IOException {
        assertThat(ARRAYS.get("A").array(LAST, firstLayer(deconv) + "/covariance"))
                .containsExactly(ARRAYS.get("B").array(LAST, firstLayer(batchNorm) + "/covariance"), within(1e-4));
        assertThat(caption(batchNorm)).startsWith("The input of each layer's product, on one batch, the same in both");
        Path other = copy(batchNorm, "another-seed");
        Path config = other.resolve("config.json");
        Files.writeString(config, Files.readString(config).replaceFirst("\"seed\": *\\d+", "\"seed\": 77"));
        assertThat(caption(other)).startsWith("The input of each layer's product, on one batch of each run.");
    }

    private static String firstLayer(Path run) {
        return RecordedRun.open(run).feed().layers().get(0).name();
    }

    private static String caption(Path beside) {
        return figure("network-whiteness", deconv, Map.of("with", beside.toString()))
                .caption();
    }

    /** Of a run that diverged: a layer without numbers is not counted, and not said to be without dead channels. */
    @Test
    void whatIsNotFiniteIsNotKnown() throws IOException {
        Path diverged = copy(batchNorm, "diverged");
        Path frame = diverged.resolve("frames/step-00000000" + LAST + ".npz");
        Map<String, NpyArray> arrays = new LinkedHashMap<>(NpzFile.readAll(frame));
        String last = RecordedRun.open(diverged).feed().layers().stream()
                .filter(layer -> layer.hasCovariance() && !layer.normalizes())
                .reduce((a, b) -> b)
                .orElseThrow()
                .name();
        for (String quantity : List.of("covariance", "channel-covariance", "channel-range")) {
            NpyArray array = arrays.get(last + "/" + quantity);
            float[] none = new float[array.toFloats().length];
            Arrays.fill(none, Float.NaN);
            arrays.put(last + "/" + quantity, NpyArray.of(none, array.shape()));
        }
        NpzFile.write(frame, arrays);
        Figure shown = figure("network-whiteness", diverged, Map.of());
        assertThat(shown.caption())
                .contains("over the 8 layers, ", "; of 1 other it is not known, since their input is not finite.");
        assertThat(PaintedWords.of(shown, 800, shown.preferredHeight(800)))
                .contains("No channel is known to be dead")
                .doesNotContain("No channel is dead");
    }

    /** Of a run, to be changed. */
    private static Path copy(Path run, String name) throws IOException {
        Path copy = folder.resolve(name);
        try (Stream<Path> files = Files.walk(run)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(run.relativize(file).toString()));
            }
        }
        return copy;
    }

    private static double mean(Path run, String quantity) {
        RecordedArrays arrays = new RecordedArrays(run);
        return RecordedRun.open(run).feed().layers().stream()
                .filter(layer ->
                        layer.whitens() || run.equals(batchNorm) && layer.hasCovariance() && !layer.normalizes())
                .mapToDouble(layer -> arrays.correlation(LAST, layer.name(), quantity))
                .average()
                .orElseThrow();
    }

    @Test
    void theSpectrumAndTheCovarianceOfAPlainLayerAreThoseOfItsArrays() {
        for (Map.Entry<Path, String> run :
                Map.of(deconv, "features.3", batchNorm, "features.4").entrySet()) {
            RecordedArrays arrays = new RecordedArrays(run.getKey());
            String layer = run.getValue();
            DataTable table = figure("training-spectrum", run.getKey(), Map.of("layer", layer))
                    .table();
            double[] before = arrays.eigenvalues(LAST, layer + "/covariance");
            assertThat(table.rowCount()).isEqualTo(run.getKey().equals(deconv) ? 2 * before.length : before.length);
            double[] expected = run.getKey().equals(deconv)
                    ? Stream.of(before, arrays.eigenvalues(LAST, layer + "/covariance-after"))
                            .flatMapToDouble(Arrays::stream)
                            .toArray()
                    : before;
            for (int row = 0; row < table.rowCount(); row++) {
                assertThat(((Number) table.value(row, 2)).doubleValue())
                        .isCloseTo(expected[row], within(1e-9 * expected[0]));
            }
        }
        DataTable covariance = figure("training-covariance", batchNorm, Map.of("layer", "features.4"))
                .table();
        double[] recorded = ARRAYS.get("B").array(LAST, "features.4/covariance");
        int n = covariance.rowCount();
        for (int i = 0; i < n * n; i++) {
            assertThat(((Number) covariance.value(i / n, i % n + 1)).floatValue())
                    .isEqualTo((float) recorded[i]);
        }
    }

    @Test
    void ofANetThatDoesNotWhitenOnlyDIsMissingAndThatIsSaid() {
        for (String id : List.of(
                "training-whitening", "training-covariance-after", "training-residuals", "training-convergence")) {
            assertThatThrownBy(() -> figure(id, batchNorm, Map.of()))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("no D and no Newton-Schulz")
                    .hasMessageContaining("network-whiteness");
        }
        assertThatThrownBy(() -> figure("network-whiteness", batchNorm, Map.of("layer", "conv99")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("conv99")
                .hasMessageContaining("conv1, conv2");
        assertThat(figure("network-whiteness", batchNorm, Map.of("layer", "features.8"))
                        .altText())
                .contains("conv3: correlation");
    }

    private static String report(Path run) throws IOException {
        ByteArrayOutputStream html = new ByteArrayOutputStream();
        HtmlReport.write(RunReport.of(run, "test"), Map.of(), html);
        return html.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theReportOfANetThatDoesNotWhitenHasItsCovariances() throws IOException {
        String html = report(batchNorm);
        assertThat(html)
                .contains("Covariance, layer by layer")
                .contains("This net does not whiten")
                .contains("What each layer multiplies")
                .doesNotContain("Newton-Schulz residual of conv");
        assertThat(report(deconv)).contains("Whitening, layer by layer").contains("What each layer multiplies");
    }

    /** A run as an earlier version recorded it. */
    private static Path earlier(Path run, String name) throws IOException {
        Path old = folder.resolve(name);
        try (Stream<Path> files = Files.walk(run)) {
            for (Path file : files.toList()) {
                Path to = old.resolve(run.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else if (!file.toString().contains("frames")
                        && !file.toString().contains("checkpoint")) {
                    Files.copy(file, to);
                }
            }
        }
        Path layers = old.resolve("layers.json");
        Files.writeString(layers, Files.readString(layers).replaceAll("\"block\": *[0-9]+", "\"block\": 0"));
        return old;
    }

    @Test
    void aRunOfAnEarlierVersionSaysThatItRecordedNone() throws IOException {
        Path old = earlier(batchNorm, "old");
        for (String id : List.of("training-covariance", "training-spectrum", "network-whiteness")) {
            assertThatThrownBy(() -> figure(id, old, Map.of()))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("earlier versions");
        }
        assertThat(report(old)).doesNotContain("layer by layer");
        // Of one that whitens, matrices were recorded and channels were not.
        Path laptop = PROJECT.resolve("docs/runs/laptop");
        DataTable table = figure("network-whiteness", laptop, Map.of()).table();
        assertThat(table.rowCount()).isPositive();
        assertThat(number(table, 0, "correlation of patches")).isBetween(0.0, 1.0);
        assertThat(number(table, 0, "correlation of channels")).isNaN();
        assertThat(number(table, 0, "dead channels")).isNaN();
    }

    @Test
    void anotherStepThanTheWantedOneIsSaid() {
        FigureInput input = FigureCatalog.standard()
                .find("network-whiteness")
                .input(Map.of("step", "2"), Optional.of(RecordedRun.open(deconv).feed()));
        FigureCatalog.standard().find("network-whiteness").maker().make(input);
        assertThat(input.notes()).containsExactly("step 2 was not recorded; shown is the nearest, 1");
    }

    @Test
    void theWhitenessOfTheLayersIsWhatThePageOfWhiteningShowsOfAPlainLayer() {
        JsonObject state = new JsonObject();
        state.addProperty("kind", "deconvscope-whitening");
        state.addProperty("source", "layer");
        state.addProperty("name", batchNorm.toString());
        state.addProperty("layer", "features.4");
        state.addProperty("step", LAST);
        DataTable table = figure(
                        "whitening-covariance", batchNorm, Map.of("state", state.toString(), "iterations", "5"))
                .table();
        double[] recorded = ARRAYS.get("B").array(LAST, "features.4/covariance");
        double eps = CONFIG.real(RunOption.EPS);
        int n = table.rowCount();
        for (int i = 0; i < n * n; i++) {
            double expected = recorded[i] - (i % (n + 1) == 0 ? eps : 0);
            assertThat(((Number) table.value(i / n, i % n + 1)).doubleValue()).isCloseTo(expected, within(1e-6));
        }
    }
}
