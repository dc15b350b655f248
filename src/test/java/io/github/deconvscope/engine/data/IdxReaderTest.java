package io.github.deconvscope.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.math.InputShape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdxReaderTest {
    private static final List<String> NAMES = List.of("even", "odd");
    private static final int IMAGES = 2051;
    private static final int LABELS = 2049;

    @TempDir
    Path folder;

    static byte[] idx(int magic, int[] sizes, byte[] payload) {
        ByteBuffer file =
                ByteBuffer.allocate(4 + 4 * sizes.length + payload.length).putInt(magic);
        for (int size : sizes) {
            file.putInt(size);
        }
        return file.put(payload).array();
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(5).nextBytes(bytes);
        return bytes;
    }

    private static final byte[] PIXELS = random(3 * 28 * 28);
    private static final byte[] GOOD_IMAGES = idx(IMAGES, new int[] {3, 28, 28}, PIXELS);
    private static final byte[] GOOD_LABELS = idx(LABELS, new int[] {3}, new byte[] {0, 1, 1});

    private ImageSet read(byte[] images, byte[] labels) throws IOException {
        Path imageFile = Files.write(folder.resolve("images"), images);
        Path labelFile = Files.write(folder.resolve("labels"), labels);
        return IdxReader.read(
                IdxReader.Source.of(imageFile), IdxReader.Source.of(labelFile), NAMES, new InputShape(3, 32));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsPlainAndGzipWithABorderOfTwoBlackPixels(boolean compressed) throws IOException {
        ImageSet set = compressed ? read(gzip(GOOD_IMAGES), gzip(GOOD_LABELS)) : read(GOOD_IMAGES, GOOD_LABELS);
        assertThat(set.size()).isEqualTo(3);
        assertThat(set.channels()).isEqualTo(1);
        assertThat(new int[] {set.label(0), set.label(1), set.label(2)}).containsExactly(0, 1, 1);
        for (int image = 0; image < 3; image++) {
            for (int row = 0; row < 32; row++) {
                for (int column = 0; column < 32; column++) {
                    boolean border = row < 2 || row >= 30 || column < 2 || column >= 30;
                    int expected = border ? 0 : PIXELS[(image * 28 + row - 2) * 28 + column - 2] & 0xff;
                    assertThat(set.pixel(image, 0, row, column)).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void readsImagesThatAreAlreadyLarge() throws IOException {
        byte[] pixels = random(2 * 32 * 32);
        ImageSet set = read(idx(IMAGES, new int[] {2, 32, 32}, pixels), idx(LABELS, new int[] {2}, new byte[] {1, 0}));
        assertThat(set.pixel(1, 0, 31, 31)).isEqualTo(pixels[2 * 32 * 32 - 1] & 0xff);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("empty images", new byte[0], GOOD_LABELS, "images is truncated"),
                Arguments.of("header only", Arrays.copyOf(GOOD_IMAGES, 10), GOOD_LABELS, "ends in its header"),
                Arguments.of(
                        "truncated images",
                        Arrays.copyOf(GOOD_IMAGES, 1700),
                        GOOD_LABELS,
                        "truncated: its header announces 3 images, but it ends in image 2"),
                Arguments.of(
                        "truncated gzip", Arrays.copyOf(gzip(GOOD_IMAGES), 800), GOOD_LABELS, "images is truncated"),
                Arguments.of("damaged gzip", flip(gzip(GOOD_IMAGES), 1200), GOOD_LABELS, "images"),
                Arguments.of(
                        "swapped",
                        GOOD_LABELS,
                        GOOD_IMAGES,
                        "is an IDX file of images, but an IDX file of labels is expected"),
                Arguments.of(
                        "labels are images",
                        GOOD_IMAGES,
                        GOOD_IMAGES,
                        "is an IDX file of images, but an IDX file of labels is expected"),
                Arguments.of("text", "hello, I am not IDX at all".getBytes(), GOOD_LABELS, "magic number 1751477356"),
                Arguments.of(
                        "little endian", idx(0x03080000, new int[] {3, 28, 28}, PIXELS), GOOD_LABELS, "magic number"),
                Arguments.of(
                        "too few labels",
                        GOOD_IMAGES,
                        idx(LABELS, new int[] {2}, new byte[] {0, 1}),
                        "holds 3 images, but"),
                Arguments.of(
                        "label out of range",
                        GOOD_IMAGES,
                        idx(LABELS, new int[] {3}, new byte[] {0, 7, 1}),
                        "label 1 is 7; labels go from 0 to 1"),
                Arguments.of(
                        "label 255", GOOD_IMAGES, idx(LABELS, new int[] {3}, new byte[] {0, 1, -1}), "label 2 is 255"),
                Arguments.of(
                        "count too small",
                        idx(IMAGES, new int[] {2, 28, 28}, PIXELS),
                        GOOD_LABELS,
                        "goes on after the 2 images"),
                Arguments.of(
                        "labels too long",
                        GOOD_IMAGES,
                        idx(LABELS, new int[] {3}, new byte[] {0, 1, 1, 0}),
                        "goes on after the 3 labels"),
                Arguments.of(
                        "negative count",
                        idx(IMAGES, new int[] {-3, 28, 28}, PIXELS),
                        GOOD_LABELS,
                        "says it holds -3 images"),
                Arguments.of(
                        "no images",
                        idx(IMAGES, new int[] {0, 28, 28}, new byte[0]),
                        GOOD_LABELS,
                        "says it holds 0 images"),
                Arguments.of(
                        "absurd count",
                        idx(IMAGES, new int[] {Integer.MAX_VALUE, 28, 28}, PIXELS),
                        GOOD_LABELS,
                        "says it holds 2147483647"),
                Arguments.of(
                        "large but impossible count",
                        idx(IMAGES, new int[] {400_000, 28, 28}, PIXELS),
                        GOOD_LABELS,
                        "cannot hold"),
                Arguments.of("other size", idx(IMAGES, new int[] {3, 0, 56}, PIXELS), GOOD_LABELS, "0 x 56"));
    }

    private static byte[] flip(byte[] bytes, int index) {
        byte[] changed = bytes.clone();
        changed[index] ^= 0x55;
        return changed;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void refusesWhatIsWrongAndSaysWhat(String what, byte[] images, byte[] labels, String message) {
        assertThatThrownBy(() -> read(images, labels))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message)
                .hasMessageContaining(folder.toString());
    }
}
