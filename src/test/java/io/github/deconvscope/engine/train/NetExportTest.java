package io.github.deconvscope.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.base.array.NpzFile;
import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.engine.data.Batch;
import io.github.deconvscope.engine.data.BatchOrder;
import io.github.deconvscope.engine.data.BatchSource;
import io.github.deconvscope.engine.data.DataSet;
import io.github.deconvscope.engine.data.DataSets;
import io.github.deconvscope.engine.layer.Layers;
import io.github.deconvscope.math.InputShape;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.config.DatasetName;
import io.github.deconvscope.run.config.NetPlan;
import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.config.PlanStep;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.export.NetFile;
import io.github.deconvscope.run.export.NetForm;
import io.github.deconvscope.run.export.NetSnippet;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Exported nets against the engine: a folded one, computed here by plain loops, has the test loss that the run recorded. */
@Tag("engine")
class NetExportTest {
    private static final RunConfig TINY = RunConfig.defaults()
            .with(RunOption.DATASET, DatasetName.FASHION_MINI)
            .with(RunOption.WIDTH, 1.0 / 16)
            .with(RunOption.BLOCK, 4L)
            .with(RunOption.BATCH, 16L)
            .with(RunOption.TRAIN_LIMIT, 64L)
            .with(RunOption.TEST_LIMIT, 16L)
            .with(RunOption.EPOCHS, 1L)
            .with(RunOption.LEARNING_RATE, 0.02)
            .with(RunOption.RECORD_EVERY, 0L);

    private static ComputeThread compute;
    private static TrainingService service;
    private static NetExport export;

    @TempDir
    Path temp;

    @BeforeAll
    static void start() {
        compute = new ComputeThread();
        service = new TrainingService(compute);
        export = new NetExport(compute, new DataSets(List.of()));
    }

    @AfterAll
    static void stop() {
        service.close();
        compute.close();
    }

    /** Trains, and returns the test loss after the only epoch. */
    private double train(RunConfig config) throws Exception {
        RunHandle run = service.start(config, temp.resolve("run"));
        run.done().get(2, TimeUnit.MINUTES);
        return run.feed().curve(Metric.TEST_LOSS).snapshot().last();
    }

    /** Exports the trained net. */
    private Path export(String file, NetForm form) throws Exception {
        return export("run", file, form);
    }

    private Path export(String run, String file, NetForm form) throws Exception {
        return export.export(temp.resolve(run), OptionalLong.empty(), temp.resolve(file), form);
    }

    /** Of a net of one convolution. */
    private static NetSnippet snippet(Normalization normalization) {
        return new NetSnippet(
                "x",
                normalization,
                NetPlan.of(PlanStep.parse("plan", "4 M"), 1, InputShape.PUBLISHED),
                List.of(),
                new float[0],
                new float[0]);
    }

    @ParameterizedTest
    @CsvSource({
        "deconv,channel,mixed",
        "deconv,channel,corrected",
        "deconv,channel,reference",
        "deconv,delinear,mixed",
        "deconv,plain,mixed",
        "batchnorm,plain,mixed",
        "iternorm,plain,mixed",
        "none,plain,mixed"
    })
    void theFoldedNetHasTheTestLossOfTheRun(String normalization, String head, String fidelity) throws Exception {
        RunConfig config = TINY.withText(RunOption.NORMALIZATION, normalization)
                .withText(RunOption.HEAD, head)
                .withText(RunOption.FIDELITY, fidelity);
        double recorded = train(config);
        Path program = export("net.npz", NetForm.FOLDED);
        Map<String, NpyArray> net = NpzFile.readAll(temp.resolve("net.npz"));
        assertThat(net).hasSize(2 * 8 + 2);
        assertThat(plainLoss(config, net)).isCloseTo(recorded, within(1e-4 * Math.max(1, recorded)));
        assertThat(Files.readString(program))
                .contains("PLAN = [4, \"M\", 8, \"M\", 16, 16, \"M\"", "\"Ankle boot\"", "MEAN = torch.tensor([");
    }

    private static double plainLoss(RunConfig config, Map<String, NpyArray> net) throws Exception {
        DataSet data = new DataSets(List.of())
                .load(config.dataset(), Optional.empty())
                .limited(0, config.whole(RunOption.TEST_LIMIT));
        double sum = 0;
        int count = data.test().size();
        try (BatchSource source = BatchSource.open(data.test(), data.statistics(), BatchOrder.testing(1))) {
            for (int i = 0; i < count; i++) {
                try (Batch batch = source.next()) {
                    double[] scores = scores(config, net, batch.images());
                    double norm = Math.log(Arrays.stream(scores).map(Math::exp).sum());
                    sum += norm - scores[batch.labels()[0]];
                }
            }
        }
        return sum / count;
    }

    private static double[] scores(RunConfig config, Map<String, NpyArray> net, float[] image) {
        double[] x = Layers.doubles(image);
        int side = 32;
        int index = 0;
        for (PlanStep planned : config.steps()) {
            if (planned.pools()) {
                x = pool(x, side);
                side /= 2;
                index++;
            } else {
                x = convolve(x, side, net.get("features." + index + ".weight"), net.get("features." + index + ".bias"));
                index += 2;
            }
        }
        NpyArray weight = net.get("classifier.weight");
        float[] bias = net.get("classifier.bias").toFloats();
        int channels = weight.shape()[1];
        double[] scores = new double[bias.length];
        for (int o = 0; o < scores.length; o++) {
            scores[o] = bias[o];
            for (int c = 0; c < channels; c++) {
                double mean = 0;
                for (int i = 0; i < side * side; i++) {
                    mean += x[c * side * side + i] / (side * side);
                }
                scores[o] += weight.toFloats()[o * channels + c] * mean;
            }
        }
        return scores;
    }

    private static double[] convolve(double[] x, int side, NpyArray weight, NpyArray bias) {
        int out = weight.shape()[0];
        int in = weight.shape()[1];
        float[] w = weight.toFloats();
        double[] y = new double[out * side * side];
        for (int o = 0; o < out; o++) {
            for (int row = 0; row < side; row++) {
                for (int column = 0; column < side; column++) {
                    double sum = bias.toFloats()[o];
                    for (int c = 0; c < in; c++) {
                        for (int k = 0; k < 9; k++) {
                            int r = row + k / 3 - 1;
                            int q = column + k % 3 - 1;
                            if (r >= 0 && r < side && q >= 0 && q < side) {
                                sum += w[(o * in + c) * 9 + k] * x[(c * side + r) * side + q];
                            }
                        }
                    }
                    y[(o * side + row) * side + column] = Math.max(0, sum);
                }
            }
        }
        return y;
    }

    private static double[] pool(double[] x, int side) {
        int half = side / 2;
        double[] y = new double[x.length / 4];
        for (int i = 0; i < y.length; i++) {
            int c = i / (half * half);
            int row = i / half % half * 2;
            int column = i % half * 2;
            int at = (c * side + row) * side + column;
            y[i] = Math.max(Math.max(x[at], x[at + 1]), Math.max(x[at + side], x[at + side + 1]));
        }
        return y;
    }

    /** Group and layer normalization depend on the image outside of training too. */
    @ParameterizedTest
    @EnumSource(
            value = Normalization.class,
            names = {"GROUPNORM", "LAYERNORM"})
    void whatIsNoAffineMapIsNotFolded(Normalization normalization) throws Exception {
        train(TINY.with(RunOption.NORMALIZATION, normalization));
        assertThatThrownBy(() -> export("net.npz", NetForm.FOLDED))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(normalization.inSentence(), "cannot be folded", "not folded");
        assertThat(temp.resolve("net.npz")).doesNotExist();
        export("net.npz", NetForm.WHOLE);
        assertThat(NpzFile.readAll(temp.resolve("net.npz"))).containsKeys("features.1.weight", "features.1.bias");
    }

    /** The program names the modules that hold the exported arrays. */
    @ParameterizedTest
    @CsvSource({
        "GROUPNORM, 'nn.GroupNorm(max(n for n in range(1, 33) if width % n == 0), width)'",
        "LAYERNORM, 'nn.GroupNorm(1, width)'",
        "ITERNORM, 'IterNorm(state[f\"features.{len(layers) + 1}.running_wm\"])'",
        "NONE, 'padding=kernel // 2), nn.ReLU()'"
    })
    void theProgramHasTheNormalizationOfTheNet(Normalization normalization, String module) throws Exception {
        NetSnippet snippet = snippet(normalization);
        Path program = NetFile.write(temp.resolve("n.npz"), Map.of("a", NpyArray.of(new float[] {1}, 1)), snippet);
        assertThat(Files.readString(program)).contains(module);
    }

    @Test
    void theWholeNetKeepsThePublishedNames() throws Exception {
        train(TINY);
        Path program = export("net.safetensors", NetForm.WHOLE);
        byte[] file = Files.readAllBytes(temp.resolve("net.safetensors"));
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) in.getLong();
        JsonObject header = JsonParser.parseString(new String(file, 8, length, StandardCharsets.UTF_8))
                .getAsJsonObject();
        assertThat(header.keySet())
                .contains("features.0.weight", "features.0.bias", "classifier.weight", "__metadata__");
        JsonObject first = header.getAsJsonObject("features.0.weight");
        assertThat(first.get("dtype").getAsString()).isEqualTo("F32");
        assertThat(first.getAsJsonArray("shape").toString()).isEqualTo("[4,3,3,3]");
        JsonArray place = first.getAsJsonArray("data_offsets");
        assertThat(place.get(1).getAsInt() - place.get(0).getAsInt()).isEqualTo(4 * 27 * 4);
        in.position(8 + length + place.get(0).getAsInt());
        float value = in.getFloat();
        Map<String, NpyArray> state =
                new Checkpoints(temp.resolve("run/checkpoint")).readNewest().orElseThrow();
        assertThat(value).isEqualTo(state.get("net/features.0.weight").toFloats()[0]);
        int end = header.entrySet().stream()
                .filter(entry -> entry.getValue().getAsJsonObject().has("data_offsets"))
                .mapToInt(entry -> entry.getValue()
                        .getAsJsonObject()
                        .getAsJsonArray("data_offsets")
                        .get(1)
                        .getAsInt())
                .max()
                .orElse(0);
        assertThat(8 + length + end).isEqualTo(file.length);
        assertThat(Files.readString(program)).contains("yechengxi/deconvolution", "safetensors");
    }

    @Test
    void aProgramOfThePersonsOwnStaysAndEachNetHasItsOwn() throws Exception {
        NetSnippet snippet = snippet(Normalization.NONE);
        Map<String, NpyArray> net = Map.of("a", NpyArray.of(new float[] {1}, 1));
        Path own = Files.writeString(temp.resolve("train.py"), "import mine\n");

        Path npz = NetFile.write(temp.resolve("train.npz"), net, snippet);
        Path safetensors = NetFile.write(temp.resolve("train.safetensors"), net, snippet);

        assertThat(own).hasContent("import mine\n");
        assertThat(npz).isEqualTo(temp.resolve("train.npz.py")).content().contains("\"train.npz\"", "numpy.load");
        assertThat(safetensors)
                .isEqualTo(temp.resolve("train.safetensors.py"))
                .content()
                .contains("\"train.safetensors\"", "load_file");
        NetFile.write(temp.resolve("train.npz"), net, snippet);

        Files.writeString(npz, "import mine\n");
        assertThatThrownBy(() -> export("train.npz", NetForm.WHOLE))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("train.npz.py is there already", "Name another file");
        assertThat(npz).hasContent("import mine\n");
    }

    @Test
    void whatCannotBeExportedIsTold() throws Exception {
        RunRecorder.create(new RunFolder(temp.resolve("young")), TINY).close();
        assertThatThrownBy(() -> export("young", "a.npz", NetForm.FOLDED))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no checkpoint yet");
        assertThatThrownBy(() -> export("young", "a.pb", NetForm.FOLDED))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has to end in .npz, .safetensors or .onnx");
        NetSnippet snippet = snippet(Normalization.BATCHNORM);
        Path program = NetFile.write(temp.resolve("n.npz"), Map.of("a", NpyArray.of(new float[] {1}, 1)), snippet);
        assertThat(Files.readString(program)).contains("nn.BatchNorm2d(width)", "PLAN = [4, \"M\"]");
    }
}
