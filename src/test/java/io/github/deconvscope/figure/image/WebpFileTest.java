package io.github.deconvscope.figure.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.math.ColorImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.IIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is looked at in WebP files before they are decoded. */
class WebpFileTest {
    @TempDir
    Path temp;

    private static byte[] sound(String name) throws IOException {
        try (InputStream in = WebpFileTest.class.getResourceAsStream("/images/" + name + ".webp")) {
            return in.readAllBytes();
        }
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(temp.resolve("a.webp"), bytes);
    }

    /** An extended file: a canvas, and the one part of a simple file. */
    private static byte[] onCanvas(int width, int height, byte[] simple, boolean alpha) throws IOException {
        byte[] part = Arrays.copyOfRange(simple, 12, simple.length);
        ByteBuffer head = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
        head.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(22 + part.length);
        head.put("WEBPVP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10).putInt(alpha ? 0x10 : 0);
        // Three bytes each.
        for (int i = 0; i < 3; i++) {
            head.put(24 + i, (byte) (width - 1 >> 8 * i)).put(27 + i, (byte) (height - 1 >> 8 * i));
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(head.array());
        all.write(part);
        return all.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lossy", "lossless", "alpha"})
    void soundFilesPass(String name) throws IOException {
        Path file = file(sound(name));
        WebpFile.require(file);
        ColorImage simple = ImageFile.load(file);
        ColorImage extended =
                ImageFile.load(file(onCanvas(simple.width(), simple.height(), sound(name), name.equals("alpha"))));
        assertThat(extended).usingRecursiveComparison().isEqualTo(simple);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lossy", "lossless"})
    void aPictureLargerThanItsCanvasIsRefused(String name) throws IOException {
        Path file = file(onCanvas(10, 12, sound(name), false));
        assertThatThrownBy(() -> ImageFile.load(file))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessageContaining("a.webp is 10 x 12 pixels and holds a picture of 64 x 48");
    }

    @Test
    void aPictureNeedsSomeBytes() {
        assertThat(WebpFile.leastLossyBytes(64, 48)).isEqualTo(4 * 3 * 3 / 8);
        assertThat(WebpFile.leastLossyBytes(65, 48)).isEqualTo(5 * 3 * 3 / 8);
        assertThat(WebpFile.leastLossyBytes(2048, 2048)).isEqualTo(6144);
        assertThat(WebpFile.leastLosslessBytes(1000, 1000)).isZero();
        assertThat(WebpFile.leastLosslessBytes(2048, 2048)).isEqualTo(4194);
    }

    @Test
    void aPartThatGoesBeyondTheFileIsRefused() throws IOException {
        byte[] bytes = sound("lossy");
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(16, 1000);
        Path file = file(bytes);
        assertThatThrownBy(() -> ImageFile.load(file))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessageContaining("is cut off: one of its parts is to have 1000 bytes");
    }

    @Test
    void aDecoderThatGoesOnBehindTheEndIsStopped() throws IOException {
        Path file = Files.write(temp.resolve("some"), new byte[] {1, 2, 3});
        try (EndedInput in = new EndedInput(file)) {
            assertThat(in.read(new byte[8], 0, 8)).isEqualTo(3);
            assertThatThrownBy(() -> {
                        while (true) {
                            assertThat(in.read()).isEqualTo(-1);
                        }
                    })
                    .isInstanceOf(IIOException.class)
                    .hasMessageContaining("end too early");
        }
    }
}
