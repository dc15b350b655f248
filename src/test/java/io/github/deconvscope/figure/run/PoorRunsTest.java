package io.github.deconvscope.figure.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.catalog.FigureEntry;
import io.github.deconvscope.figure.catalog.FigureInput;
import io.github.deconvscope.figure.catalog.Parameter;
import io.github.deconvscope.figure.export.ExportSettings;
import io.github.deconvscope.figure.export.FigureExporter;
import io.github.deconvscope.figure.export.FigureFormat;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.EpochRecord;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.LostGradients;
import io.github.deconvscope.run.feed.MemoryUse;
import io.github.deconvscope.run.feed.ProbeKey;
import io.github.deconvscope.run.feed.Progress;
import io.github.deconvscope.run.feed.Quantity;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.feed.StepCost;
import io.github.deconvscope.run.feed.StepPart;
import io.github.deconvscope.run.feed.StepRecord;
import io.github.deconvscope.run.record.RecordedRun;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every figure of a run, over runs that have next to nothing to show: a figure, or words that say what is missing. */
class PoorRunsTest {
    private static final FigureCatalog CATALOG = FigureCatalog.standard();

    @TempDir
    static Path folder;

    private static Path good;

    /** What a run may lack, or hold. */
    private enum Poor {
        NO_LAYERS,
        NO_STEPS,
        ONE_STEP,
        NO_FRAMES,
        NO_EPOCHS,
        LOSS_NOT_A_NUMBER,
        NOTHING_FINITE,
        FRAMES_NOT_FINITE,
        WITHOUT_WHITENING
    }

    @BeforeAll
    static void record() throws IOException {
        good = SampleRun.write(folder.resolve("good"), "deconv");
    }

    @ParameterizedTest
    @EnumSource(Poor.class)
    void everyFigureIsDrawnOrRefusedInWords(Poor poor) throws IOException {
        Path run = write(poor);
        Set<String> refused = new LinkedHashSet<>();
        for (FigureEntry entry : CATALOG.entries()) {
            if (entry.needsRun()) {
                for (Map<String, String> parameters : parameters(entry, run)) {
                    draw(entry, parameters, run).ifPresent(refused::add);
                    if (parameters.containsKey("with")) {
                        draw(entry, parameters, good).ifPresent(refused::add);
                    }
                }
            }
        }
        assertThat(refused).allSatisfy(message -> assertThat(message)
                .as("a sentence a person can use")
                .matches("(?s)[a-zA-Z].*[.]")
                .doesNotContain("null", "Exception", "java."));
    }

    @Test
    void aLayerThatIsNotThereIsRefusedByNameWithThoseThereAre() {
        for (FigureEntry entry : CATALOG.entries()) {
            if (entry.needsRun() && has(entry, "layer")) {
                Map<String, String> parameters = new LinkedHashMap<>(Map.of("layer", "features.99"));
                if (has(entry, "with")) {
                    parameters.put("with", good.toString());
                }
                assertThat(draw(entry, parameters, good))
                        .as(entry.id())
                        .hasValueSatisfying(message ->
                                assertThat(message).contains("features.99").contains("features.0, features.3"));
            }
        }
    }

    @Test
    void everyFigureOfAWholeRunIsDrawn() {
        for (FigureEntry entry : CATALOG.entries()) {
            if (entry.needsRun()) {
                for (Map<String, String> parameters : parameters(entry, good)) {
                    if (!has(entry, "with") || parameters.containsKey("with")) {
                        assertThat(draw(entry, parameters, good))
                                .as(entry.id() + parameters)
                                .isEmpty();
                    }
                }
            }
        }
    }

    private static boolean has(FigureEntry entry, String name) {
        return entry.parameters().stream()
                .anyMatch(parameter -> parameter.name().equals(name));
    }

    /** As usual and with each value of each parameter, one at a time; alone and, where the figure takes one, with another run. */
    private static List<Map<String, String>> parameters(FigureEntry entry, Path other) {
        List<Map<String, String>> alone = new ArrayList<>(List.of(Map.of()));
        for (Parameter parameter : entry.parameters()) {
            List<String> values =
                    switch (parameter.kind()) {
                        case CHOICE -> parameter.choices();
                        case FLAG -> List.of("true");
                        case REAL -> List.of(parameter.name().equals("smoothing") ? "0" : "0.5");
                        case WHOLE -> parameter.name().equals("step") ? List.of("50") : List.of();
                        case TEXT -> parameter.name().equals("seed-run") ? List.of(other.toString()) : List.of();
                    };
            values.forEach(value -> alone.add(Map.of(parameter.name(), value)));
        }
        List<Map<String, String>> all = new ArrayList<>(alone);
        if (has(entry, "with")) {
            for (Map<String, String> before : alone) {
                if (!before.containsKey("step")) {
                    Map<String, String> changed = new LinkedHashMap<>(before);
                    changed.put("with", other.toString());
                    all.add(changed);
                }
            }
        }
        return all;
    }

    /** Draws it, and its frames if it moves; what the refusal says, if it is refused. */
    private static Optional<String> draw(FigureEntry entry, Map<String, String> parameters, Path run) {
        try {
            Optional<RunFeed> feed = Optional.of(RecordedRun.open(run).feed());
            FigureInput input = entry.input(parameters, feed);
            write(entry.maker().make(input));
            if (entry.animation().isPresent()) {
                for (Map<String, String> change :
                        entry.animation().get().frames().apply(input)) {
                    Map<String, String> moved = new LinkedHashMap<>(parameters);
                    moved.putAll(change);
                    write(entry.make(moved, feed));
                }
            }
            return Optional.empty();
        } catch (InvalidInputException e) {
            return Optional.of(e.getMessage());
        } catch (RuntimeException | IOException e) {
            throw new AssertionError(entry.id() + " " + parameters + " of " + run.getFileName() + " fails", e);
        }
    }

    private static void write(Figure figure) throws IOException {
        ExportSettings settings = ExportSettings.fitting(figure, 320, FigureTheme.LIGHT, true, true, "");
        for (FigureFormat format : List.of(FigureFormat.SVG, FigureFormat.CSV)) {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            FigureExporter.write(figure, Optional.empty(), settings, format, file);
            if (format == FigureFormat.SVG) {
                assertThat(file.toString(StandardCharsets.UTF_8))
                        .as(figure.title())
                        .doesNotContain("=\"NaN", "NaN\"", "Infinity");
            }
        }
    }

    private static Path write(Poor poor) throws IOException {
        Path path = folder.resolve(poor.name());
        RunConfig config = RunConfig.defaults()
                .withText(RunOption.PRECISION, "fp16")
                .withText(RunOption.NORMALIZATION, poor == Poor.WITHOUT_WHITENING ? "batchnorm" : "deconv");
        try (RunRecorder recorder = RunRecorder.create(new RunFolder(path), config)) {
            if (poor != Poor.NO_LAYERS) {
                recorder.setLayers(
                        poor == Poor.WITHOUT_WHITENING
                                ? SampleRun.LAYERS.stream()
                                        .map(PoorRunsTest::plain)
                                        .toList()
                                : SampleRun.LAYERS);
            }
            int steps = poor == Poor.NO_LAYERS || poor == Poor.NO_STEPS ? 0 : poor == Poor.ONE_STEP ? 1 : 50;
            for (int step = 1; step <= steps; step++) {
                recorder.add(step(step, poor));
            }
            if (steps > 1) {
                MemoryUse.Part part = new MemoryUse.Part(4_000_000, 2_000_000);
                recorder.setMemory(new MemoryUse(part, part, part, part, part));
                recorder.setCost(new StepCost(steps, Map.of(StepPart.DATA, 1.0, StepPart.AUTOGRAD, 16.0)));
                if (poor != Poor.NO_EPOCHS) {
                    double loss = poor == Poor.NOTHING_FINITE ? Double.NaN : 1.5;
                    recorder.add(new EpochRecord(1, steps, loss, loss / 3, loss, loss / 4, 2.5));
                }
                if (poor != Poor.NO_FRAMES && poor != Poor.WITHOUT_WHITENING) {
                    recorder.addFrames(steps, frames(steps, poor == Poor.FRAMES_NOT_FINITE ? Float.NaN : 0.5f));
                }
            }
            recorder.status(RunState.INTERRUPTED, new Progress(steps, 0, 1, 3, 100, 0, ""), "", true);
        }
        return path;
    }

    private static LayerInfo plain(LayerInfo layer) {
        return new LayerInfo(
                layer.name(), layer.label(), "PlainConv2D", layer.channels(), layer.outputs(), 3, 3, 0, false, 0);
    }

    private static StepRecord step(int step, Poor poor) {
        boolean all = poor == Poor.NOTHING_FINITE;
        double loss = all || poor == Poor.LOSS_NOT_A_NUMBER && step > 3 ? Double.NaN : 2.3 / step;
        float lost = all ? Float.POSITIVE_INFINITY : 0.1f;
        return new StepRecord(
                step,
                1,
                loss,
                all ? Double.NaN : 0.5,
                all ? Double.POSITIVE_INFINITY : 0.1,
                all ? Double.NaN : 40,
                all ? Double.NaN : 65536,
                all,
                Optional.of(new LostGradients(
                        new float[] {lost, lost}, new float[] {lost, 0}, new float[] {0, lost}, new float[] {0, 0})));
    }

    private static List<Frame> frames(long step, float value) {
        List<Frame> frames = new ArrayList<>();
        SampleRun.LAYERS.forEach(layer -> {
            int n = layer.features();
            for (Quantity quantity : Quantity.values()) {
                int[] shape =
                        switch (quantity) {
                            case COVARIANCE, WHITENING, COVARIANCE_AFTER -> new int[] {n, n};
                            case RESIDUALS -> new int[] {layer.iterations() + 1};
                            case MEAN -> new int[] {n};
                            case CHANNEL_COVARIANCE, CHANNEL_COVARIANCE_AFTER ->
                                new int[] {layer.channels(), layer.channels()};
                            case CHANNEL_RANGE -> new int[] {layer.channels()};
                            case SAMPLES, ORIGIN -> new int[] {1};
                            case KERNELS -> new int[] {8, layer.channels(), 3, 3};
                            case GRADIENT_HISTOGRAM, ACTIVATION_HISTOGRAM -> new int[] {66};
                        };
                float[] values = new float[Arrays.stream(shape).reduce(1, (x, y) -> x * y)];
                Arrays.fill(values, value);
                frames.add(new Frame(new ProbeKey(layer.name(), quantity), step, shape, values));
            }
        });
        return frames;
    }
}
