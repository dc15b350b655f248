package io.github.deconvscope.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.ProgramVersion;
import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.engine.data.DataSets;
import io.github.deconvscope.engine.model.ConvNet;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.export.NetForm;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Exported nets as ONNX Runtime computes them, against the engine. */
@Tag("engine")
class OnnxExportTest {
    private static final RunConfig SMALL = RunConfig.defaults()
            .with(RunOption.WIDTH, 1.0 / 16)
            .with(RunOption.BLOCK, 4L)
            .with(RunOption.SEED, 3L);

    private static ComputeThread compute;

    @TempDir
    Path temp;

    @BeforeAll
    static void start() {
        compute = new ComputeThread();
    }

    @AfterAll
    static void stop() {
        compute.close();
    }

    private static <T> T onComputeThread(Callable<T> task) throws Exception {
        return compute.whenReady(task).get();
    }

    /** Every net with deconvolution; every head and fidelity; every normalization, folded and not; a plan of one's own; residual blocks. */
    static List<RunConfig> configs() {
        List<RunConfig> configs = new ArrayList<>();
        for (String model : List.of("vgg11", "vgg13", "vgg16", "vgg19")) {
            configs.add(SMALL.withText(RunOption.MODEL, model));
            configs.add(SMALL.withText(RunOption.MODEL, model).withText(RunOption.NORMALIZATION, "batchnorm"));
        }
        for (String head : List.of("channel", "delinear", "plain")) {
            for (String fidelity : List.of("mixed", "reference", "corrected")) {
                configs.add(SMALL.withText(RunOption.HEAD, head).withText(RunOption.FIDELITY, fidelity));
            }
        }
        RunConfig own = SMALL.withText(RunOption.MODEL, "plan")
                .withText(RunOption.PLAN, "64k5s2 Mk3s1 128 256k1 Mk3s2 100s3")
                .with(RunOption.WIDTH, 0.1);
        for (String normalization : List.of("deconv", "batchnorm", "groupnorm", "layernorm", "iternorm", "none")) {
            configs.add(SMALL.withText(RunOption.NORMALIZATION, normalization).with(RunOption.WIDTH, 0.125));
            configs.add(own.withText(RunOption.NORMALIZATION, normalization));
            configs.add(SMALL.withText(RunOption.MODEL, "resnet18").withText(RunOption.NORMALIZATION, normalization));
        }
        return configs;
    }

    @ParameterizedTest
    @MethodSource("configs")
    void onnxRuntimeGivesTheScoresOfTheEngine(RunConfig config) throws Exception {
        Path run = temp.resolve("run");
        float[] pictures = new float[SavedNets.PICTURES * 3 * 32 * 32];
        float[] expected = onComputeThread(() -> {
            try (NDManager manager = NDManager.newBaseManager()) {
                ConvNet net = SavedNets.learned(config, manager);
                SavedNets.save(net, config, run);
                NDArray images = SavedNets.pictures(manager, new Random(7), new Shape(SavedNets.PICTURES, 3, 32, 32));
                System.arraycopy(images.toFloatArray(), 0, pictures, 0, pictures.length);
                return SavedNets.scores(net, images);
            }
        });
        check(config, run, NetForm.USUAL, pictures, expected);
        if (List.of("batchnorm", "none").contains(config.normalization().id())) {
            check(config, run, NetForm.WHOLE, pictures, expected);
        }
    }

    private void check(RunConfig config, Path run, NetForm form, float[] pictures, float[] expected) throws Exception {
        Path file = temp.resolve(form + ".onnx");
        Path program = export(run, file, form);
        assertThat(Files.readString(program)).contains("onnxruntime.InferenceSession", "\"Ankle boot\"");
        float[] scores = scores(file, pictures);
        assertThat(scores).hasSameSizeAs(expected);
        double largest = 1;
        for (float score : expected) {
            largest = Math.max(largest, Math.abs(score));
        }
        for (int i = 0; i < scores.length; i++) {
            assertThat(Math.abs(scores[i] - expected[i]))
                    .as(config.normalization() + ", " + form + ", score " + i + ": " + scores[i] + " for "
                            + expected[i])
                    .isLessThanOrEqualTo((float) (1e-5 * largest));
        }
    }

    private static Path export(Path run, Path file, NetForm form) throws Exception {
        return new NetExport(compute, new DataSets(List.of())).export(run, OptionalLong.empty(), file, form);
    }

    private static float[] scores(Path file, float[] pictures) throws Exception {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file.toString());
                OnnxTensor input =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(pictures), new long[] {3, 3, 32, 32});
                OrtSession.Result result = session.run(Map.of("image", input))) {
            return ((OnnxTensor) result.get("scores").orElseThrow())
                    .getFloatBuffer()
                    .array();
        }
    }

    private Path saved(RunConfig config) throws Exception {
        return onComputeThread(() -> {
            try (NDManager manager = NDManager.newBaseManager()) {
                return SavedNets.save(SavedNets.learned(config, manager), config, temp.resolve("run"));
            }
        });
    }

    /** A viewer need not infer them; they are those that ONNX Runtime computes. */
    @ParameterizedTest
    @CsvSource({"vgg11, groupnorm", "resnet18, deconv"})
    void theShapesOfAllValuesAreTold(String model, String normalization) throws Exception {
        Path run = saved(SMALL.withText(RunOption.MODEL, model).withText(RunOption.NORMALIZATION, normalization));
        Path file = temp.resolve("net.onnx");
        export(run, file, NetForm.USUAL);
        ModelProto net = ModelProto.parseFrom(Files.readAllBytes(file));
        Map<String, String> told = new HashMap<>();
        net.getGraph()
                .getValueInfoList()
                .forEach(value -> told.put(
                        value.getName(),
                        value.getType().getTensorType().getShape().getDimList().stream()
                                .map(dim -> dim.hasDimParam() ? dim.getDimParam() : "" + dim.getDimValue())
                                .collect(Collectors.joining(" x "))));
        List<String> given = net.getGraph().getNodeList().stream()
                .map(node -> node.getOutput(0))
                .filter(name -> !name.equals("scores"))
                .toList();
        assertThat(told.keySet()).containsExactlyInAnyOrderElementsOf(given);
        Map<String, String> expected = model.equals("vgg11")
                ? Map.of(
                        "features.0", "N x 4 x 32 x 32",
                        "features.1.groups", "N x 4 x 1024",
                        "features.3", "N x 4 x 16 x 16",
                        "pool", "N x 32 x 1 x 1",
                        "flatten", "N x 32")
                : Map.of("layer2.0.downsample.0", "N x 8 x 16 x 16", "layer4.1.add", "N x 32 x 4 x 4");
        assertThat(told).containsAllEntriesOf(expected);
        ModelProto.Builder all = net.toBuilder();
        all.getGraphBuilder().addAllOutput(net.getGraph().getValueInfoList());
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(all.build().toByteArray());
                OnnxTensor input = OnnxTensor.createTensor(
                        environment, FloatBuffer.wrap(new float[2 * 3 * 32 * 32]), new long[] {2, 3, 32, 32});
                OrtSession.Result result = session.run(Map.of("image", input))) {
            for (String name : given) {
                OnnxTensor value = (OnnxTensor) result.get(name).orElseThrow();
                String shape = Arrays.stream(value.getInfo().getShape())
                        .skip(1)
                        .mapToObj(Long::toString)
                        .collect(Collectors.joining(" x ", "N x ", ""));
                assertThat(shape).as(name).isEqualTo(told.get(name));
            }
        }
    }

    /** A residual block: both of its ways begin at one value, and their sum goes through the last ReLU. */
    @ParameterizedTest
    @CsvSource({"batchnorm, WHOLE", "batchnorm, FOLDED", "none, WHOLE"})
    void theBlocksOfAResNetAreSums(String normalization, NetForm form) throws Exception {
        Path run = saved(SMALL.withText(RunOption.MODEL, "resnet18").withText(RunOption.NORMALIZATION, normalization));
        Path file = temp.resolve("net.onnx");
        export(run, file, form);
        ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file));
        boolean normalised = normalization.equals("batchnorm") && form == NetForm.WHOLE;
        Map<String, NodeProto> nodes = new HashMap<>();
        model.getGraph().getNodeList().forEach(node -> nodes.put(node.getName(), node));
        assertThat(nodes)
                .as("every name once")
                .hasSize(model.getGraph().getNodeCount())
                .hasSize(20 * (normalised ? 2 : 1) + 17 + 8 + 3);
        assertThat(nodes.get("layer1.0.conv1").getInput(0)).isEqualTo("relu1");
        assertThat(nodes.get("layer1.0.add").getInputList())
                .containsExactly(normalised ? "layer1.0.bn2" : "layer1.0.conv2", "relu1");
        assertThat(nodes.get("layer2.0.downsample.0").getInput(0)).isEqualTo("layer1.1.relu2");
        assertThat(nodes.get("layer2.0.add").getInputList())
                .containsExactly(
                        normalised ? "layer2.0.bn2" : "layer2.0.conv2",
                        normalised ? "layer2.0.downsample.1" : "layer2.0.downsample.0");
        assertThat(nodes.get("layer2.0.relu2").getInput(0)).isEqualTo("layer2.0.add");
    }

    /** Names are those of PyTorch's modules; what the pixels have to be is told; no folder of the machine is. */
    @Test
    void theModelSaysWhatItIs() throws Exception {
        Path run = saved(SMALL.withText(RunOption.NORMALIZATION, "batchnorm"));
        Path file = temp.resolve("net.onnx");
        export(run, file, NetForm.WHOLE);
        ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file));
        assertThat(model.getIrVersion()).isEqualTo(8);
        assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(17);
        assertThat(model.getProducerName() + " " + model.getProducerVersion())
                .isEqualTo("DeconvScope " + ProgramVersion.current());
        assertThat(model.getGraph().getNodeList().subList(0, 5))
                .extracting(NodeProto::getOpType, NodeProto::getName)
                .extracting(Object::toString)
                .containsExactly(
                        "(\"Conv\", \"features.0\")",
                        "(\"BatchNormalization\", \"features.1\")",
                        "(\"Relu\", \"features.2\")",
                        "(\"MaxPool\", \"features.3\")",
                        "(\"Conv\", \"features.4\")");
        assertThat(model.getGraph().getInput(0).getName()).isEqualTo("image");
        assertThat(model.getGraph()
                        .getInput(0)
                        .getType()
                        .getTensorType()
                        .getShape()
                        .getDim(0)
                        .getDimParam())
                .isEqualTo("N");
        assertThat(model.getDocString()).contains("VGG-11", "(pixel - mean) / deviation");
        assertThat(model.getMetadataPropsList())
                .extracting(entry -> entry.getKey())
                .containsExactly("classes", "mean", "deviation");
        assertThat(model.getMetadataProps(0).getValue()).contains("\"Ankle boot\"");
        assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(temp.toString());
        export(run, file, NetForm.USUAL);
        assertThat(ModelProto.parseFrom(Files.readAllBytes(file)).getGraph().getNodeList())
                .extracting(NodeProto::getOpType)
                .doesNotContain("BatchNormalization");
    }

    @ParameterizedTest
    @CsvSource({
        "deconv, WHOLE, folds into the convolution",
        "iternorm, WHOLE, folds into the convolution",
        "groupnorm, FOLDED, cannot be folded"
    })
    void whatOnnxCannotHoldIsRefusedInWords(String normalization, NetForm form, String message) throws Exception {
        Path run = saved(SMALL.withText(RunOption.NORMALIZATION, normalization));
        Path file = temp.resolve("net.onnx");
        assertThatThrownBy(() -> export(run, file, form))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
        assertThat(file).doesNotExist();
    }
}
