package io.github.deconvscope.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.base.array.NpzFile;
import io.github.deconvscope.engine.OnComputeThread;
import io.github.deconvscope.engine.model.ConvNet;
import io.github.deconvscope.engine.model.ConvNetOptions;
import io.github.deconvscope.engine.precision.NamedArrays;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.export.NetFile;
import io.github.deconvscope.run.export.Safetensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of weights under the names of this program, of deconvolution's authors and of torchvision: a net that starts from one says the same. */
@Tag("engine")
@ExtendWith(OnComputeThread.class)
class InitialWeightsTest {
    private static final RunConfig SMALL =
            RunConfig.defaults().with(RunOption.WIDTH, 1.0 / 16).with(RunOption.BLOCK, 4L);

    @TempDir
    Path temp;

    private static RunConfig config(String normalization, String head, String fidelity) {
        return SMALL.withText(RunOption.NORMALIZATION, normalization)
                .withText(RunOption.HEAD, head)
                .withText(RunOption.FIDELITY, fidelity);
    }

    private static Map<String, NpyArray> published(ConvNet net) {
        Map<String, NpyArray> state = new LinkedHashMap<>();
        NetState.save(net, state);
        return NetState.published(state);
    }

    private static ConvNet other(RunConfig config, NDManager manager) {
        ConvNet net = new ConvNet(ConvNetOptions.of(config, 10), 99);
        net.initialize(manager, DataType.FLOAT32, new Shape(2, 3, 32, 32));
        return net;
    }

    private static NDArray pictures(NDManager manager) {
        return SavedNets.pictures(manager, new Random(5), new Shape(SavedNets.PICTURES, 3, 32, 32));
    }

    @ParameterizedTest
    @CsvSource({
        "deconv, channel, mixed",
        "deconv, channel, reference",
        "deconv, channel, corrected",
        "deconv, delinear, corrected",
        "deconv, plain, mixed",
        "batchnorm, plain, mixed",
        "groupnorm, plain, mixed",
        "iternorm, plain, mixed",
        "none, plain, mixed"
    })
    void aNetThatStartsFromAnExportSaysTheSame(String normalization, String head, String fidelity) throws Exception {
        RunConfig config = config(normalization, head, fidelity);
        try (NDManager manager = NDManager.newBaseManager()) {
            ConvNet net = SavedNets.learned(config, manager);
            float[] expected = SavedNets.scores(net, pictures(manager));
            NpzFile.write(temp.resolve("net.npz"), published(net));
            Safetensors.write(temp.resolve("net.safetensors"), published(net), Map.of());
            for (String file : new String[] {"net.npz", "net.safetensors"}) {
                ConvNet started = other(config, manager);
                assertThat(SavedNets.scores(started, pictures(manager))).isNotEqualTo(expected);
                String words = InitialWeights.of(started, NetFile.read(temp.resolve(file)), file)
                        .copyInto(started);
                assertThat(SavedNets.scores(started, pictures(manager))).isEqualTo(expected);
                assertThat(words).startsWith("Started from " + file).doesNotContain("not used", "own start");
            }
            InitialWeights.requireFit(
                    config.withText(RunOption.INIT, temp.resolve("net.npz").toString()));
        }
    }

    /** As PyTorch saves the authors' net from several devices: a word before each name, columns as columns, no counters. */
    @Test
    void theAuthorsNetOfSeveralDevicesIsTaken() throws Exception {
        RunConfig config = config("deconv", "channel", "reference");
        try (NDManager manager = NDManager.newBaseManager()) {
            ConvNet net = SavedNets.learned(config, manager);
            Map<String, NpyArray> authors = new LinkedHashMap<>();
            published(net).forEach((name, array) -> {
                if (name.endsWith("running_mean")) {
                    array = NpyArray.of(array.toFloats(), array.size(), 1);
                }
                authors.put("module." + name, array);
            });
            ConvNet started = other(config, manager);
            InitialWeights.of(started, authors, "a").copyInto(started);
            assertThat(SavedNets.scores(started, pictures(manager)))
                    .isEqualTo(SavedNets.scores(net, pictures(manager)));
        }
    }

    /** Its three dense layers stand behind a map of 7 x 7, so that no dense layer here fits. */
    @ParameterizedTest
    @ValueSource(strings = {"batchnorm", "none"})
    void ofTorchvisionsNetTheConvolutionsAreTakenAndTheHeadIsNamed(String normalization) throws Exception {
        RunConfig config = config(normalization, "plain", "mixed");
        try (NDManager manager = NDManager.newBaseManager()) {
            ConvNet net = SavedNets.learned(config, manager);
            Map<String, NpyArray> torchvision = new LinkedHashMap<>(published(net));
            torchvision.remove("classifier.weight");
            torchvision.remove("classifier.bias");
            torchvision.put("classifier.0.weight", NpyArray.of(new float[6 * 32 * 49], 6, 32 * 49));
            torchvision.put("classifier.6.bias", NpyArray.of(new float[1000], 1000));
            ConvNet started = other(config, manager);
            String words =
                    InitialWeights.of(started, torchvision, "vgg11.safetensors").copyInto(started);
            assertThat(words)
                    .contains("at their own start: classifier")
                    .contains("not used: classifier.0.weight of 6 x 1568, classifier.6.bias of 1000");
            for (String name : new String[] {"classifier.weight", "classifier.bias"}) {
                NamedArrays.copyInto(
                        started.namedParameters().get(name).getArray(),
                        published(net).get(name),
                        name);
            }
            assertThat(SavedNets.scores(started, pictures(manager)))
                    .isEqualTo(SavedNets.scores(net, pictures(manager)));
        }
    }

    /** Plain convolutions are those of a deconvolution net whose running values are at their start. */
    @Test
    void aPlainNetStartsADeconvolutionNetThatSaysTheSame() throws Exception {
        try (NDManager manager = NDManager.newBaseManager()) {
            ConvNet net = SavedNets.learned(config("none", "plain", "mixed"), manager);
            ConvNet started = other(config("deconv", "plain", "mixed"), manager);
            String words = InitialWeights.of(started, published(net), "a").copyInto(started);
            assertThat(words).contains("at their own start: features.0.running_mean");
            float[] expected = SavedNets.scores(net, pictures(manager));
            float[] scores = SavedNets.scores(started, pictures(manager));
            for (int i = 0; i < scores.length; i++) {
                assertThat(Math.abs(scores[i] - expected[i])).isLessThan(1e-5f);
            }
        }
    }

    @Test
    void aHeadOfOtherClassesStartsAnewAndIsNamed() throws Exception {
        RunConfig config = config("deconv", "plain", "mixed");
        try (NDManager manager = NDManager.newBaseManager()) {
            Map<String, NpyArray> arrays = published(SavedNets.learned(config, manager));
            ConvNet net = new ConvNet(ConvNetOptions.of(config, 7), 1);
            assertThat(InitialWeights.of(net, arrays, "a").words())
                    .contains("classifier, which is 7 x 32 and 10 x 32 in the file");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "deconv, 'width 0.125', 'a.npz holds features.0.weight of 4 x 3 x 3 x 3, but the net has 8 x 3 x 3 x 3 there'",
        "deconv, 'block 8', 'holds features.6.running_mean of 36, but the net has 72 there. Give the --block'",
        "deconv, 'fidelity corrected', 'give --normalization deconv, with --fidelity mixed or reference'",
        "deconv, 'normalization none', 'for which the net has no place. It is of a net with deconvolution'",
        "deconv, 'model vgg13', 'features.2.weight, which the net needs. It is of a net with deconvolution'",
        "batchnorm, 'normalization deconv', 'It is of a net with batch normalization: give --normalization batchnorm'",
        "iternorm, 'normalization batchnorm', 'give --normalization iternorm'",
        "none, 'model vgg16', 'its convolutions are features.0.weight of 4 x 3 x 3 x 3'"
    })
    void aNetOfAnotherKindIsRefusedBeforeTheRunWithTheRemedy(String normalization, String change, String message)
            throws Exception {
        Path file = temp.resolve("a.npz");
        try (NDManager manager = NDManager.newBaseManager()) {
            NpzFile.write(file, published(SavedNets.learned(config(normalization, "plain", "mixed"), manager)));
        }
        String[] option = change.split(" ");
        RunConfig config = config(normalization, "plain", "mixed")
                .withText(RunOption.byId(option[0]), option[1])
                .withText(RunOption.INIT, file.toString());
        assertThatThrownBy(() -> InitialWeights.requireFit(config))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void whatIsNoFileOfWeightsIsRefused() throws Exception {
        Path cut = Files.write(temp.resolve("cut.safetensors"), new byte[] {1, 2, 3});
        Path pickle = Files.write(temp.resolve("net.pth"), new byte[] {1, 2, 3});
        assertThatThrownBy(() -> NetFile.read(cut))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("not a safetensors file");
        assertThatThrownBy(() -> NetFile.read(pickle))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("not from net.pth", "save_file");
        assertThatThrownBy(() -> NetFile.read(temp.resolve("none.npz")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no file of weights");
    }
}
