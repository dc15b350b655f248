package io.github.deconvscope.base.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpzFileTest {

    @TempDir
    Path dir;

    static IntStream seeds() {
        return IntStream.range(0, 25);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsBackWhatItWrote(int seed) throws IOException {
        Random random = new Random(seed);
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        for (NpyArray.Type type : NpyArray.Type.values()) {
            int[] shape = random.ints(1 + random.nextInt(4), 0, 6).toArray();
            arrays.put("features.0." + type, randomArray(random, type, shape));
        }
        Path file = dir.resolve("a.npz");
        NpzFile.write(file, arrays);
        assertThat(NpzFile.readAll(file)).containsExactlyEntriesOf(arrays);
        assertThat(dir.toFile().list()).containsExactly("a.npz");
    }

    private static NpyArray randomArray(Random random, NpyArray.Type type, int[] shape) {
        int n = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        byte[] bytes = new byte[n];
        random.nextBytes(bytes);
        boolean[] flags = new boolean[n];
        for (int i = 0; i < n; i++) {
            flags[i] = random.nextBoolean();
        }
        float[] floats = new float[n];
        for (int i = 0; i < n; i++) {
            floats[i] = (float) random.nextGaussian();
        }
        return switch (type) {
            case F4 -> NpyArray.of(floats, shape);
            case F8 -> NpyArray.of(random.doubles(n).toArray(), shape);
            case I4 -> NpyArray.of(random.ints(n).toArray(), shape);
            case I8 -> NpyArray.of(random.longs(n).toArray(), shape);
            case U1 -> NpyArray.of(bytes, shape);
            case B1 -> NpyArray.of(flags, shape);
        };
    }

    @Test
    void fortranOrderBecomesCOrder() throws IOException {
        // a[i][j][k] = 100 i + 10 j + k of shape (2, 3, 2): the first index runs fastest in the file
        byte[] body = new byte[12];
        int at = 0;
        for (int k = 0; k < 2; k++) {
            for (int j = 0; j < 3; j++) {
                for (int i = 0; i < 2; i++) {
                    body[at++] = (byte) (100 * i + 10 * j + k);
                }
            }
        }
        Path file = npy("{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3, 2), }", body);
        assertThat(NpyArray.read(file).toDoubles()).containsExactly(0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121);
    }

    @Test
    void readsBigEndianAndScalars() throws IOException {
        NpyArray a =
                NpyArray.read(npy("{'descr': '>i4', 'fortran_order': False, 'shape': ()}", new byte[] {0, 0, 1, 2}));
        assertThat(a.shape()).isEmpty();
        assertThat(a.toLongs()).containsExactly(258);
    }

    /** Python 2 wrote shapes so. */
    @Test
    void readsLongIntegersInAShape() throws IOException {
        byte[] body = new byte[9];
        body[5] = 7;
        NpyArray a = NpyArray.read(npy("{'descr': '|u1', 'fortran_order': False, 'shape': (3L, 3L), }", body));
        assertThat(a.shape()).containsExactly(3, 3);
        assertThat(a.at(5)).isEqualTo(7);
    }

    /** Files of earlier versions of this program, and of numpy.savez_compressed. */
    @Test
    void readsDeflatedEntriesWhoseSizesStandBehindThem() throws IOException {
        NpyArray v = NpyArray.of(new float[1000], 10, 100);
        Path file = dir.resolve("old.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("v.npy"));
            v.write(zip);
        }
        assertThat(Files.size(file)).isLessThan(1000);
        assertThat(NpzFile.readAll(file)).containsExactly(Map.entry("v", v));
    }

    @Test
    void readsStoredEntries() throws IOException {
        Path npy = dir.resolve("v.npy");
        NpyArray v = NpyArray.of(new float[] {1, 2.5f, Float.NaN}, 3);
        v.write(npy);
        byte[] bytes = Files.readAllBytes(npy);
        Path file = dir.resolve("s.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            ZipEntry entry = new ZipEntry("v.npy");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(bytes.length);
            CRC32 crc = new CRC32();
            crc.update(bytes);
            entry.setCrc(crc.getValue());
            zip.putNextEntry(entry);
            zip.write(bytes);
        }
        try (NpzFile npz = NpzFile.open(file)) {
            assertThat(npz.read("v")).isEqualTo(v);
            assertThatIOException().isThrownBy(() -> npz.read("w")).withMessageContaining("no array 'w'");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'descr': '<f4', 'fortran_order': False, 'shape': (99999, 99999), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (L,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1LL,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999,), }",
                "{'descr': '<f4', 'fortran_order': Maybe, 'shape': (1,), }",
                "{'descr': '<f2', 'fortran_order': False, 'shape': (1,), }",
                "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }",
                "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }",
                "{'descr': '<f4', 'fortran_order': False}",
                "",
            })
    void refusesABadHeader(String header) throws IOException {
        Path file = npy(header, new byte[4]);
        assertThatIOException().isThrownBy(() -> NpyArray.read(file)).withMessageContaining(file.toString());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void damagedFilesGiveAnIoExceptionOrTheArray(int seed) throws IOException {
        Random random = new Random(seed);
        Path file = dir.resolve("d.npz");
        NpyArray good = randomArray(random, NpyArray.Type.F4, new int[] {5, 7});
        NpzFile.write(file, Map.of("good", good));
        byte[] bytes = Files.readAllBytes(file);
        byte[] bad = random.nextBoolean() ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes.clone();
        for (int i = 0; i < 3 && bad.length > 0; i++) {
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
        }
        Files.write(file, bad);
        try {
            for (NpyArray a : NpzFile.readAll(file).values()) {
                assertThat(a).isEqualTo(good);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("d.npz");
        }
    }

    private Path npy(String header, byte[] body) throws IOException {
        Path file = dir.resolve("x.npy");
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[10 + text.length + body.length];
        System.arraycopy(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, 0}, 0, all, 0, 10);
        System.arraycopy(text, 0, all, 10, text.length);
        System.arraycopy(body, 0, all, 10 + text.length, body.length);
        Files.write(file, all);
        return file;
    }
}
