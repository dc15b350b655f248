package io.github.deconvscope.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.base.array.NpzFile;
import io.github.deconvscope.run.DataLibrary.DataProgress;
import io.github.deconvscope.run.config.DatasetName;
import io.github.deconvscope.run.config.LabelKind;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CIFAR-100, NumPy archives and IDX files as other programs leave them: what is read from where, and what is refused in which words. */
class OwnDataReadersTest {
    private static final int CIFAR100_RECORD = 2 + 3 * 32 * 32;

    @TempDir
    Path folder;

    private DataSet load(DatasetName name, Optional<Path> place, RunConfig config) throws IOException {
        return new DataSets(List.of(folder)).load(config.with(RunOption.DATASET, name), place, DataProgress.SILENT);
    }

    private DataSet load(DatasetName name, Path place) throws IOException {
        return load(name, Optional.of(place), RunConfig.defaults());
    }

    private void refused(DatasetName name, Path place, String... words) {
        assertThatThrownBy(() -> load(name, place))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(words);
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

    private Path cifar100Files(Path place) throws IOException {
        Path inside = Files.createDirectories(place.resolve("cifar-100-binary"));
        Files.write(inside.resolve("train.bin"), cifar100(200));
        Files.write(inside.resolve("test.bin"), cifar100(100));
        return inside;
    }

    @Test
    void cifar100IsReadWithItsFineOrItsCoarseLabels() throws IOException {
        cifar100Files(folder);
        DataSet fine = load(DatasetName.CIFAR100, folder);
        assertThat(fine.train().classNames()).hasSize(100).startsWith("apple").endsWith("worm");
        assertThat(fine.train().label(137)).isEqualTo(37);
        assertThat(fine.train().pixel(137, 2, 31, 31)).isEqualTo(137);
        assertThat(fine.test().classCounts()).containsOnly(1);
        DataSet coarse = load(
                DatasetName.CIFAR100,
                Optional.of(folder),
                RunConfig.defaults().with(RunOption.CIFAR100_LABELS, LabelKind.COARSE));
        assertThat(coarse.train().classNames()).hasSize(20).startsWith("aquatic_mammals");
        assertThat(coarse.train().label(137)).isEqualTo(17);
        assertThat(coarse.train().pixel(137, 0, 0, 0)).isEqualTo(137);
    }

    @Test
    void cifar100IsNamedByItsListsAndRefusedWhereItIsDamaged() throws IOException {
        Path inside = cifar100Files(folder);
        Path list = inside.resolve("fine_label_names.txt");
        Files.writeString(list, IntStream.range(0, 100).mapToObj(i -> "n" + i).collect(Collectors.joining("\n")));
        assertThat(load(DatasetName.CIFAR100, folder).train().classNames()).startsWith("n0", "n1");
        Files.writeString(list, "only\ntwo\n");
        refused(DatasetName.CIFAR100, folder, "fine_label_names.txt names 2 classes", "tell 100 apart");
        Files.delete(list);
        byte[] whole = cifar100(3);
        whole[CIFAR100_RECORD + 1] = 100;
        Files.write(inside.resolve("train.bin"), whole);
        refused(DatasetName.CIFAR100, folder, "the fine label of image 1 is 100", "from 0 to 99");
        Files.write(inside.resolve("train.bin"), Arrays.copyOf(whole, whole.length - 7));
        refused(DatasetName.CIFAR100, folder, "train.bin is 9215 bytes long", "cut off");
        Files.delete(inside.resolve("test.bin"));
        refused(DatasetName.CIFAR100, folder, "train.bin and no test.bin", "Unpack");
        refused(DatasetName.CIFAR100, folder.resolve("elsewhere"), "elsewhere does not exist");
    }

    /** A file with the names of Keras: {@code count} pictures of the classes 0 to {@code classes - 1} in each part. */
    private static Map<String, NpyArray> keras(NpyArray images, long... labels) {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        for (String part : List.of("train", "test")) {
            arrays.put("x_" + part, images);
            arrays.put("y_" + part, NpyArray.of(labels, labels.length));
        }
        return arrays;
    }

    private Path npz(Map<String, NpyArray> arrays) throws IOException {
        Path file = folder.resolve("own.npz");
        Files.deleteIfExists(file);
        NpzFile.write(file, arrays);
        return file;
    }

    /** Two pictures of 32 x 32 in colour, in the order of (picture, row, column, channel), each byte its own. */
    private static byte[] colours() {
        byte[] pixels = new byte[2 * 32 * 32 * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 7);
        }
        return pixels;
    }

    /** The same pictures with the channels last, first, and as floats to 1 and to 255 are one set. */
    @Test
    void theAxesAndTheRangeOfAnArchiveAreFoundByLooking() throws IOException {
        byte[] last = colours();
        byte[] first = new byte[last.length];
        float[] toOne = new float[last.length];
        double[] toMost = new double[last.length];
        for (int i = 0; i < last.length; i++) {
            int picture = i / 3072;
            first[picture * 3072 + i % 3 * 1024 + i % 3072 / 3] = last[i];
            toOne[i] = (last[i] & 0xff) / 255f;
            toMost[i] = last[i] & 0xff;
        }
        DataSet expected = load(DatasetName.NPZ, npz(keras(NpyArray.of(last, 2, 32, 32, 3), 0, 1)));
        for (int i = 0; i < last.length; i++) {
            int cell = i % 3072 / 3;
            assertThat(expected.train().pixel(i / 3072, i % 3, cell / 32, cell % 32))
                    .isEqualTo(last[i] & 0xff);
        }
        assertThat(expected.notes().get(0)).contains("names of Keras", "N x H x W x C", "colour");
        DataSet turned = load(DatasetName.NPZ, npz(keras(NpyArray.of(first, 2, 3, 32, 32), 0, 1)));
        assertThat(turned.train()).isEqualTo(expected.train());
        assertThat(turned.notes().get(0)).contains("N x C x H x W");
        DataSet floats = load(DatasetName.NPZ, npz(keras(NpyArray.of(toOne, 2, 32, 32, 3), 0, 1)));
        assertThat(floats.train()).isEqualTo(expected.train());
        assertThat(floats.notes()).anyMatch(note -> note.contains("from 0 to 1."));
        DataSet doubles = load(DatasetName.NPZ, npz(keras(NpyArray.of(toMost, 2, 32, 32, 3), 0, 1)));
        assertThat(doubles.train()).isEqualTo(expected.train());
    }

    @Test
    void greyPicturesOfAnArchiveStayInOneChannelAndAreSplitWhereNoPartIsForTesting() throws IOException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("x_train", NpyArray.of(new byte[10 * 16], 10, 4, 4));
        arrays.put("y_train", NpyArray.of(new long[] {1, 2, 1, 2, 1, 2, 1, 2, 1, 2}, 10));
        DataSet set = load(DatasetName.NPZ, npz(arrays));
        assertThat(set.train().channels()).isEqualTo(1);
        assertThat(set.train().classNames()).containsExactly("1", "2");
        assertThat(set.train().classCounts()).containsExactly(4, 4);
        assertThat(set.test().classCounts()).containsExactly(1, 1);
        assertThat(set.notes()).anyMatch(note -> note.contains("Labels count from 1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "5 6 5 6; the smallest label is 5",
                "-1 0 -1 0; the smallest label is -1",
                "0 0 0 0; has 1 class",
                "0 1000 0 1; has 1001 classes",
                "0 2 0 2; no picture to learn from of: 1",
                "0 1 0; holds 4 pictures and y_train 3 labels"
            })
    void labelsThatCountNoClassesAreRefused(String labels, String words) throws IOException {
        long[] given =
                Arrays.stream(labels.split(" ")).mapToLong(Long::parseLong).toArray();
        refused(DatasetName.NPZ, npz(keras(NpyArray.of(new byte[4 * 16], 4, 4, 4), given)), "own.npz", words);
    }

    @Test
    void whatIsNoSetOfPicturesIsRefusedInWords() throws IOException {
        refused(
                DatasetName.NPZ,
                npz(Map.of("weights", NpyArray.of(new float[] {1}, 1))),
                "holds the arrays weights",
                "x_train");
        refused(
                DatasetName.NPZ,
                npz(keras(NpyArray.of(new byte[2 * 3 * 4 * 3], 2, 3, 4, 3), 0, 1)),
                "may be the second axis or the last");
        refused(DatasetName.NPZ, npz(keras(NpyArray.of(new byte[2 * 4 * 4 * 2], 2, 4, 4, 2), 0, 1)), "[2, 4, 4, 2]");
        float[] beyond = new float[2 * 16];
        beyond[3] = 300;
        refused(DatasetName.NPZ, npz(keras(NpyArray.of(beyond, 2, 4, 4), 0, 1)), "300");
        Map<String, NpyArray> fractions = keras(NpyArray.of(new byte[2 * 16], 2, 4, 4), 0, 1);
        fractions.put("y_train", NpyArray.of(new float[] {0, 0.5f}, 2));
        refused(DatasetName.NPZ, npz(fractions), "y_train", "whole numbers");
    }

    @Test
    void aListBesideAnArchiveNamesItsClassesOrIsRefused() throws IOException {
        Path file = npz(keras(NpyArray.of(new byte[2 * 16], 2, 4, 4), 0, 1));
        Path list = folder.resolve("classes.txt");
        Files.writeString(list, "cat\n\n  dog \n");
        assertThat(load(DatasetName.NPZ, file).train().classNames()).containsExactly("cat", "dog");
        Files.writeString(list, "cat\ncat\n");
        refused(DatasetName.NPZ, file, "classes.txt names 2 classes", "each once");
        Files.writeString(list, "cat\n");
        refused(DatasetName.NPZ, file, "classes.txt names 1 class,", "tell 2 apart");
    }

    /** Without {@code --data} a set lies in a folder of its name in the search roots. */
    @Test
    void aSetIsFoundInTheDefaultPlacesOrTheseAreNamed() throws IOException {
        assertThatThrownBy(() -> load(DatasetName.CIFAR100, Optional.empty(), RunConfig.defaults()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(
                        "is not on this machine", folder.resolve("cifar100").toString(), "--data");
        cifar100Files(folder.resolve("cifar100"));
        assertThat(load(DatasetName.CIFAR100, Optional.empty(), RunConfig.defaults())
                        .train()
                        .size())
                .isEqualTo(200);
        Path own = Files.createDirectories(folder.resolve("npz"));
        NpzFile.write(own.resolve("any.npz"), keras(NpyArray.of(new byte[2 * 16], 2, 4, 4), 0, 1));
        assertThat(load(DatasetName.NPZ, Optional.empty(), RunConfig.defaults())
                        .train()
                        .size())
                .isEqualTo(2);
        assertThatThrownBy(() -> load(DatasetName.FOLDER, Optional.empty(), RunConfig.defaults()))
                .isInstanceOfAny(InvalidInputException.class, IllegalStateException.class);
    }

    /** MNIST as torchvision leaves it: {@code MNIST/raw}, with the archives beside the unpacked files. */
    @Test
    void aFolderOfTorchvisionHoldsEachFileTwice() throws IOException {
        Path raw = Files.createDirectories(folder.resolve("MNIST/raw"));
        byte[] labels = {0, 1, 2};
        for (String part : List.of("train", "t10k")) {
            byte[] images = IdxReaderTest.idx(2051, new int[] {3, 28, 28}, new byte[3 * 28 * 28]);
            byte[] counted = IdxReaderTest.idx(2049, new int[] {3}, labels);
            for (String end : List.of("", ".gz")) {
                Files.write(
                        raw.resolve(part + "-images-idx3-ubyte" + end),
                        end.isEmpty() ? images : IdxReaderTest.gzip(images));
                Files.write(
                        raw.resolve(part + "-labels-idx1-ubyte" + end),
                        end.isEmpty() ? counted : IdxReaderTest.gzip(counted));
            }
        }
        assertThat(load(DatasetName.IDX, folder).train().classCounts()).containsExactly(1, 1, 1);
        assertThat(load(DatasetName.IDX, raw.resolve("train-images-idx3-ubyte"))
                        .test()
                        .size())
                .isEqualTo(3);
    }
}
