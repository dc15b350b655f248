package io.github.deconvscope.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.base.array.NpzFile;
import io.github.deconvscope.engine.OnComputeThread;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link NpzFile} writes, in the eyes of readers that others wrote. */
class NpzReadersTest {
    private static final int LOCAL_HEADER = 0x04034b50;
    private static final int LOCAL_HEADER_BYTES = 30;

    @TempDir
    Path dir;

    private Path file;
    private final Map<String, NpyArray> arrays = new LinkedHashMap<>();

    @BeforeEach
    void write() throws IOException {
        Random random = new Random(7);
        float[] weights = new float[4 * 3 * 5];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian();
        }
        arrays.put("features.0.weight", NpyArray.of(weights, 4, 3, 5));
        arrays.put("features.0/covariance", NpyArray.of(random.doubles(6).toArray(), 2, 3));
        arrays.put("counters/step", NpyArray.of(new long[] {1L << 40}, 1));
        arrays.put("labels", NpyArray.of(new int[] {3, -1, 2}, 3));
        file = dir.resolve("net.npz");
        NpzFile.write(file, arrays);
    }

    /** As readers in JavaScript and C++ do: from header to header, trusting what stands before each entry. */
    @Test
    void eachLocalHeaderStatesTheSizeOfAStoredEntry() throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
            int at = in.position();
            assertThat(in.getInt(at)).isEqualTo(LOCAL_HEADER);
            assertThat(in.getShort(at + 6) & 8).as("sizes behind the entry").isZero();
            assertThat(in.getShort(at + 8)).as("method").isZero();
            int size = in.getInt(at + 22);
            assertThat(in.getInt(at + 18)).isEqualTo(size);
            int start = at + LOCAL_HEADER_BYTES + in.getShort(at + 26) + in.getShort(at + 28);
            byte[] npy = Arrays.copyOfRange(in.array(), start, start + size);
            assertThat(NpyArray.read(new java.io.ByteArrayInputStream(npy), "entry", size))
                    .isEqualTo(array.getValue());
            in.position(start + size);
        }
    }

    @Test
    void aReaderOfStreamsReadsItFromFrontToBack() throws IOException {
        try (InputStream bytes = Files.newInputStream(file);
                ZipArchiveInputStream zip = new ZipArchiveInputStream(bytes)) {
            for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
                ZipArchiveEntry entry = zip.getNextEntry();
                assertThat(entry.getName()).isEqualTo(array.getKey() + ".npy");
                assertThat(NpyArray.read(zip, entry.getName(), entry.getSize())).isEqualTo(array.getValue());
            }
            assertThat(zip.getNextEntry()).isNull();
        }
    }

    @Test
    void aReaderInKotlinReadsIt() {
        try (org.jetbrains.bio.npy.NpzFile.Reader npz = org.jetbrains.bio.npy.NpzFile.read(file)) {
            org.jetbrains.bio.npy.NpyArray weights = npz.get("features.0.weight", 1 << 16);
            assertThat(weights.getShape()).containsExactly(4, 3, 5);
            assertThat(weights.asFloatArray())
                    .containsExactly(arrays.get("features.0.weight").toFloats());
            assertThat(npz.get("features.0/covariance", 1 << 16).asDoubleArray())
                    .containsExactly(arrays.get("features.0/covariance").toDoubles());
            assertThat(npz.get("counters/step", 1 << 16).asLongArray()).containsExactly(1L << 40);
        }
    }

    @Test
    @Tag("engine")
    void djlReadsIt() throws Throwable {
        OnComputeThread.call(() -> {
            try (NDManager manager = NDManager.newBaseManager();
                    InputStream in = Files.newInputStream(file);
                    NDList list = NDList.decode(manager, in)) {
                assertThat(list.stream().map(NDArray::getName)).containsExactlyElementsOf(arrays.keySet());
                assertThat(list.get(0).toFloatArray())
                        .containsExactly(arrays.get("features.0.weight").toFloats());
                assertThat(list.get(2).getLong(0)).isEqualTo(1L << 40);
            }
            return null;
        });
    }

    @Test
    void numpyReadsIt() throws Exception {
        String program = "import sys, numpy\n"
                + "with numpy.load(sys.argv[1]) as a:\n"
                + "    print([(n, a[n].dtype.str, a[n].shape) for n in a.files], a['labels'].tolist())\n";
        Path said = dir.resolve("said.txt");
        Process python;
        try {
            python = new ProcessBuilder("python3", "-c", program, file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "there is no python3 here: " + e.getMessage());
            return;
        }
        assertThat(python.waitFor(1, TimeUnit.MINUTES)).isTrue();
        String output = Files.readString(said);
        assumeTrue(!output.contains("ModuleNotFoundError"), "python3 has no numpy here");
        assertThat(output)
                .isEqualToIgnoringNewLines("[('features.0.weight', '<f4', (4, 3, 5)), ('features.0/covariance', '<f8', "
                        + "(2, 3)), ('counters/step', '<i8', (1,)), ('labels', '<i4', (3,))] [3, -1, 2]");
    }
}
