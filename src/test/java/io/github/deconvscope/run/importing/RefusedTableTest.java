package io.github.deconvscope.run.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.base.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no table, or broken, is refused in plain words, and keeps nothing else out. */
class RefusedTableTest {
    @TempDir
    Path folder;

    @Test
    void whatIsNoTableIsRefusedInWordsAndSoon() throws IOException {
        refused(new byte[0], "is empty");
        refused("\n\n".getBytes(StandardCharsets.UTF_8), "no header");
        refused("1,2\n3,4\n".getBytes(StandardCharsets.UTF_8), "has no header");
        refused("step,loss\n1,\"2\n2,3\n".getBytes(StandardCharsets.UTF_8), "quotation mark is not closed");
        refused("step,loss\n1,\"2\"x\n".getBytes(StandardCharsets.UTF_8), "Unexpected character");
        refused("a,b\nx,y\n".getBytes(StandardCharsets.UTF_8), "holds no curve");
        refused("step,epoch\n1,1\n".getBytes(StandardCharsets.UTF_8), "holds no curve");
        byte[] noise = new byte[5000];
        new Random(1).nextBytes(noise);
        refused(noise, "neither text nor a TensorBoard event file");
        refused(("a" + ",b".repeat(2_000_000) + "\n").getBytes(StandardCharsets.UTF_8), "10000");
        refused("x".repeat(30_000_000).getBytes(StandardCharsets.UTF_8), "cannot be read as a table, after line 1");
        ByteArrayOutputStream odd = new ByteArrayOutputStream();
        odd.write("\ufeffstep;x\n1;2".getBytes(StandardCharsets.UTF_16LE));
        odd.write(new byte[] {0, (byte) 0xd8, 'x'});
        refused(odd.toByteArray(), "Save it as UTF-8");
    }

    private void refused(byte[] content, String why) throws IOException {
        Path file = Files.write(folder.resolve("odd.csv"), content);
        long start = System.nanoTime();
        assertThatThrownBy(() -> CurveFiles.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("odd.csv", why);
        assertThat(System.nanoTime() - start).isLessThan(30_000_000_000L);
    }

    @Test
    void moreCellsThanCanBeComparedAreRefused() throws IOException {
        String row = "1" + ",2".repeat(4999) + "\n";
        StringBuilder text = new StringBuilder("step" + ",x".repeat(4999) + "\n");
        text.append(row.repeat(2001));
        refused(text.toString().getBytes(StandardCharsets.UTF_8), "more than 10000000 cells");
    }

    /** Bytes changed, cut or doubled at random places of logs as tools write them. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aBrokenFileIsReadOrRefusedInWords(long seed) throws IOException {
        Random random = new Random(seed);
        Path cases = Path.of(System.getProperty("project.dir", "."), "src/test/resources/import");
        List<Path> whole;
        try (Stream<Path> files = Files.walk(cases)) {
            whole = files.filter(Files::isRegularFile).sorted().toList();
        }
        for (int round = 0; round < 100; round++) {
            byte[] bytes = Files.readAllBytes(whole.get(random.nextInt(whole.size())));
            for (int change = random.nextInt(6); change >= 0; change--) {
                int place = random.nextInt(bytes.length);
                switch (random.nextInt(3)) {
                    case 0 -> bytes[place] = (byte) ("\",;\t\n\r- 0e\0".charAt(random.nextInt(11)));
                    case 1 -> bytes = Arrays.copyOf(bytes, Math.max(1, place));
                    default -> {
                        byte[] more = Arrays.copyOf(bytes, bytes.length + place);
                        System.arraycopy(bytes, 0, more, bytes.length, place);
                        bytes = more;
                    }
                }
            }
            Path file = Files.write(folder.resolve("broken"), bytes);
            try {
                assertThat(CurveFiles.read(file)).isNotEmpty().allSatisfy(run -> assertThat(run.curves())
                        .isNotEmpty());
            } catch (InvalidInputException e) {
                assertThat(e.getMessage()).contains("broken").endsWith(".");
            }
        }
    }

    @Test
    void aFolderIsReadPartByPartAndABrokenPartDoesNotKeepTheOthersOut() throws IOException {
        Path logs = Files.createDirectories(folder.resolve("logs"));
        Files.writeString(
                Files.createDirectories(logs.resolve("version_0")).resolve("metrics.csv"), "step,loss\n1,2\n");
        Files.writeString(Files.createDirectories(logs.resolve("version_1")).resolve("metrics.csv"), "nothing\n");
        Files.writeString(Files.createDirectories(logs.resolve(".hidden")).resolve("metrics.csv"), "step,loss\n1,2\n");
        List<ImportedRun> runs = CurveFiles.read(logs);
        assertThat(runs).extracting(run -> run.name().orElseThrow()).containsExactly("version_0/metrics.csv");
        assertThat(Tables.told(runs.get(0))).contains("version_1");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> CurveFiles.read(empty))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no TensorBoard event file");
        assertThatThrownBy(() -> CurveFiles.read(folder.resolve("nowhere")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("There is no file or folder");
        Files.writeString(Files.createDirectory(folder.resolve("own")).resolve("config.json"), "{}");
        assertThatThrownBy(() -> CurveFiles.read(folder.resolve("own")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("a run of this program");
    }
}
