package io.github.deconvscope.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.base.array.NpzFile;
import io.github.deconvscope.run.DataLibrary.DataProgress;
import io.github.deconvscope.run.config.DatasetName;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small files laid out as Keras, MedMNIST and torchvision leave theirs: in a home of their own, and in a folder that is named. */
class DownloadedLayoutsTest {
    private static final int CIFAR100_RECORD = 2 + 3072;

    @TempDir
    Path home;

    private Path keras;
    private DataSets sets;

    @BeforeEach
    void aHome() throws IOException {
        keras = Files.createDirectories(home.resolve(".keras/datasets"));
        sets = new DataSets(List.of(), Optional.empty(), home);
    }

    private DataSet load(DatasetName name, Optional<Path> place) throws IOException {
        return sets.load(RunConfig.defaults().with(RunOption.DATASET, name), place, DataProgress.SILENT);
    }

    private DataSet load(DatasetName name) throws IOException {
        return load(name, Optional.empty());
    }

    private static void cifar10(Path folder, boolean python) throws IOException {
        Files.createDirectories(folder);
        byte[] first = CifarReaderTest.records(1, 3, 0, 9);
        byte[] test = CifarReaderTest.records(2, 7, 7);
        Files.write(
                folder.resolve("data_batch_1" + (python ? "" : ".bin")),
                python ? PythonPickle.of(first, "labels") : first);
        Files.write(
                folder.resolve("test_batch" + (python ? "" : ".bin")), python ? PythonPickle.of(test, "labels") : test);
        if (python) {
            Files.write(folder.resolve("batches.meta"), new byte[] {1, 2, 3});
        }
    }

    /** Records whose coarse label is i mod 20, whose fine label is i mod 100, and whose pixels are i. */
    private static byte[] cifar100(int records) {
        byte[] file = new byte[records * CIFAR100_RECORD];
        for (int i = 0; i < records; i++) {
            Arrays.fill(file, i * CIFAR100_RECORD, (i + 1) * CIFAR100_RECORD, (byte) i);
            file[i * CIFAR100_RECORD] = (byte) (i % 20);
            file[i * CIFAR100_RECORD + 1] = (byte) (i % 100);
        }
        return file;
    }

    private static void cifar100(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String part : List.of("train", "test")) {
            Files.write(folder.resolve(part), PythonPickle.of(cifar100(100), "coarse_labels", "fine_labels"));
        }
        Files.write(folder.resolve("meta"), new byte[] {1, 2, 3});
    }

    private static void idx(Path folder, String end) throws IOException {
        Files.createDirectories(folder);
        for (String part : List.of("train", "t10k")) {
            byte[] images = IdxReaderTest.idx(2051, new int[] {10, 28, 28}, new byte[10 * 28 * 28]);
            byte[] labels = IdxReaderTest.idx(2049, new int[] {10}, new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
            Files.write(
                    folder.resolve(part + "-images-idx3-ubyte" + end),
                    end.isEmpty() ? images : IdxReaderTest.gzip(images));
            Files.write(
                    folder.resolve(part + "-labels-idx1-ubyte" + end),
                    end.isEmpty() ? labels : IdxReaderTest.gzip(labels));
        }
    }

    private static void npz(Path file, boolean medMnist) throws IOException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        for (String part : List.of("train", "test")) {
            NpyArray images = NpyArray.of(new byte[4 * 28 * 28], 4, 28, 28);
            byte[] labels = {0, 1, 0, 1};
            arrays.put(medMnist ? part + "_images" : "x_" + part, images);
            arrays.put(
                    medMnist ? part + "_labels" : "y_" + part,
                    medMnist ? NpyArray.of(labels, 4, 1) : NpyArray.of(labels, 4));
        }
        NpzFile.write(file, arrays);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cifar-10-batches-py", "cifar-10-batches-py-target/cifar-10-batches-py"})
    void theCifar10OfKerasIsFound(String place) throws IOException {
        cifar10(keras.resolve(place), true);
        DataSet set = load(DatasetName.CIFAR10);
        assertThat(set.train().size()).isEqualTo(3);
        assertThat(set.place()).isEqualTo(keras.resolve(place).toString());
        cifar10(home.resolve("binary"), false);
        DataSet binary = load(DatasetName.CIFAR10, Optional.of(home.resolve("binary")));
        assertThat(set.train()).isEqualTo(binary.train());
        assertThat(set.test()).isEqualTo(binary.test());
    }

    @Test
    void otherSetsOfKerasAreFound() throws IOException {
        cifar100(keras.resolve("cifar-100-python"));
        idx(keras.resolve("fashion-mnist"), ".gz");
        npz(keras.resolve("mnist.npz"), false);
        DataSet hundred = load(DatasetName.CIFAR100);
        assertThat(hundred.train().label(37)).isEqualTo(37);
        assertThat(hundred.train().pixel(37, 2, 31, 31)).isEqualTo(37);
        DataSet clothes = load(DatasetName.FASHION_MNIST);
        assertThat(clothes.train().classCounts()).hasSize(10).containsOnly(1);
        assertThat(clothes.place()).endsWith("fashion-mnist");
        DataSet digits = load(DatasetName.NPZ);
        assertThat(digits.place()).endsWith("mnist.npz");
        assertThat(digits.notes().get(0)).contains("names of Keras");
    }

    @Test
    void theArchiveOfMedMnistIsFoundAndSeveralAreNamed() throws IOException {
        Path folder = Files.createDirectories(home.resolve(".medmnist"));
        npz(folder.resolve("pneumoniamnist.npz"), true);
        assertThat(load(DatasetName.NPZ).notes().get(0)).contains("names of MedMNIST");
        npz(folder.resolve("breastmnist.npz"), true);
        assertThatThrownBy(() -> load(DatasetName.NPZ))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("several", "pneumoniamnist.npz", "breastmnist.npz", "--data");
        assertThat(load(DatasetName.NPZ, Optional.of(folder.resolve("breastmnist.npz")))
                        .test()
                        .size())
                .isEqualTo(4);
    }

    /** One folder for all, as {@code root} of torchvision's classes. */
    @Test
    void theRootOfTorchvisionIsEnough() throws IOException {
        Path root = home.resolve("data");
        idx(root.resolve("FashionMNIST/raw"), "");
        cifar10(root.resolve("cifar-10-batches-py"), true);
        cifar100(root.resolve("cifar-100-python"));
        assertThat(load(DatasetName.FASHION_MNIST, Optional.of(root)).train().size())
                .isEqualTo(10);
        assertThat(load(DatasetName.CIFAR10, Optional.of(root)).train().size()).isEqualTo(3);
        assertThat(load(DatasetName.CIFAR100, Optional.of(root)).test().size()).isEqualTo(100);
    }

    @Test
    void nothingIsFoundInAnEmptyHomeAndThePlacesAreTold() {
        assertThatThrownBy(() -> load(DatasetName.CIFAR10))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("is not on this machine", keras.toString(), "--data");
    }

    @Test
    void aPickleThatIsDamagedOrAsksForSomethingElseIsRefused() throws IOException {
        Path folder = keras.resolve("cifar-10-batches-py");
        cifar10(folder, true);
        Path batch = folder.resolve("data_batch_1");
        byte[] sound = Files.readAllBytes(batch);
        Files.write(batch, Arrays.copyOf(sound, sound.length / 2));
        refused("data_batch_1", "it ends too early");
        Files.write(batch, PythonPickle.ofAnOrderedDictionary());
        refused("data_batch_1", "it asks for collections OrderedDict");
        Files.write(batch, PythonPickle.of(CifarReaderTest.records(1, 3), "fine_labels"));
        refused("it holds no list \"labels\"", "1 pictures");
        Files.write(batch, PythonPickle.of(CifarReaderTest.records(1, 12), "labels"));
        refused("the label of image 0 is 12");
        Files.write(batch, new byte[] {'a', 'b'});
        refused("it ends too early or is no dictionary");
    }

    private void refused(String... words) {
        assertThatThrownBy(() -> load(DatasetName.CIFAR10))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(words)
                .hasMessageContaining(keras.toString());
    }
}
