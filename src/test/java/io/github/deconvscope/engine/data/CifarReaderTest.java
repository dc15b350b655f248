package io.github.deconvscope.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.config.DatasetName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarReaderTest {
    private static final int RECORD = 3073;

    @TempDir
    Path folder;

    /** Records with random pixels and the labels given. */
    static byte[] records(int seed, int... labels) {
        byte[] file = new byte[labels.length * RECORD];
        new Random(seed).nextBytes(file);
        for (int i = 0; i < labels.length; i++) {
            file[i * RECORD] = (byte) labels[i];
        }
        return file;
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }

    private DataSet load() throws IOException {
        return new DataSets(List.of()).load(DatasetName.CIFAR10, Optional.of(folder));
    }

    private void refuses(String... parts) {
        assertThatThrownBy(this::load)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(parts)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void readsTrainingFilesInOrderAndTheTestFile() throws IOException {
        byte[] second = records(2, 9);
        write("data_batch_1.bin", records(1, 3, 0));
        write("data_batch_2.bin", second);
        write("test_batch.bin", records(3, 5));
        DataSet set = load();
        assertThat(set.train().size()).isEqualTo(3);
        assertThat(set.train().label(0)).isEqualTo(3);
        assertThat(set.train().label(2)).isEqualTo(9);
        assertThat(set.train().pixel(2, 1, 4, 5)).isEqualTo(second[1 + 1024 + 4 * 32 + 5] & 0xff);
        assertThat(set.test().label(0)).isEqualTo(5);
        assertThat(set.train().classNames())
                .startsWith("airplane", "automobile")
                .hasSize(10);
        assertThat(set.statistics().mean()).containsExactly(0.4914f, 0.4822f, 0.4465f);
    }

    @Test
    void findsTheFolderThatTheArchiveUnpacksTo() throws IOException {
        Path nested = Files.createDirectories(folder.resolve("cifar10/cifar-10-batches-bin"));
        Files.write(nested.resolve("data_batch_1.bin"), records(1, 3, 0));
        Files.write(nested.resolve("test_batch.bin"), records(1, 3));
        DataSets sets = new DataSets(List.of(folder));
        assertThat(sets.find(DatasetName.CIFAR10)).contains(nested);
        assertThat(sets.load(DatasetName.CIFAR10, Optional.empty()).train().size())
                .isEqualTo(2);
        assertThat(sets.load(DatasetName.CIFAR10, Optional.of(folder.resolve("cifar10")))
                        .train()
                        .size())
                .isEqualTo(2);
    }

    @Test
    void refusesAMissingFolderAFileAndAnEmptyFolder() throws IOException {
        DataSets sets = new DataSets(List.of(folder.resolve("a"), folder.resolve("b")));
        assertThatThrownBy(() -> sets.load(DatasetName.CIFAR10, Optional.empty()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(
                        "is not on this machine", folder.resolve("a").toString(), "--data");
        assertThatThrownBy(() -> sets.load(DatasetName.CIFAR10, Optional.of(folder.resolve("nowhere"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("does not exist");
        write("file", new byte[1]);
        assertThatThrownBy(() -> sets.load(DatasetName.CIFAR10, Optional.of(folder.resolve("file"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("is a file");
        Files.delete(folder.resolve("file"));
        refuses("has no data_batch_1.bin");
    }

    @Test
    void refusesTruncatedEmptyAndForeignFiles() throws IOException {
        write("test_batch.bin", records(1, 1));
        write("data_batch_1.bin", new byte[RECORD * 2 + 100]);
        refuses("data_batch_1.bin", "2 records of 3073 bytes and 100 bytes more", "truncated");
        write("data_batch_1.bin", new byte[0]);
        refuses("data_batch_1.bin", "is empty");
        write("data_batch_1.bin", new byte[3074 * 2]);
        refuses("CIFAR-100");
        write("data_batch_1.bin", IdxReaderTest.gzip(records(1, 1, 2)));
        refuses("is compressed");
    }

    @Test
    void refusesMislabelledRecords() throws IOException {
        write("test_batch.bin", records(1, 1));
        write("data_batch_1.bin", records(1, 1, 9, 10));
        refuses("data_batch_1.bin", "the label of image 2 is 10", "0 to 9");
        write("data_batch_1.bin", records(1, 255));
        refuses("the label of image 0 is 255");
    }

    @Test
    void refusesAGapBetweenTrainingFilesAndAMissingTestFile() throws IOException {
        write("data_batch_1.bin", records(1, 1));
        refuses("has no test_batch.bin");
        write("test_batch.bin", records(1, 1));
        write("data_batch_3.bin", records(1, 1));
        refuses("data_batch_2.bin is missing");
    }

    @Test
    void refusesOtherClassNamesAndAMixOfBothVersions() throws IOException {
        write("data_batch_1.bin", records(1, 1));
        write("test_batch.bin", records(1, 1));
        write("batches.meta.txt", "apple\nbear\n".getBytes());
        refuses("batches.meta.txt", "ten classes of CIFAR-10");
        Files.delete(folder.resolve("data_batch_1.bin"));
        write("data_batch_1", new byte[10]);
        refuses("has no data_batch_1.bin", "cifar-10-python.tar.gz");
    }
}
