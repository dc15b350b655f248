package io.github.deconvscope.figure.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.math.ColorImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no whole picture, or too large a one, are refused in plain words. */
class RefusedImageTest {
    @TempDir
    Path dir;

    /** Noise, so that data goes on to the end. */
    private static BufferedImage noise() {
        BufferedImage image = new BufferedImage(92, 70, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int i = 0; i < 92 * 70; i++) {
            image.setRGB(i % 92, i / 92, random.nextInt());
        }
        return image;
    }

    private byte[] written(String kind) throws IOException {
        if (kind.endsWith(".webp")) {
            return Files.readAllBytes(TestImages.resource(dir, kind));
        }
        String[] parts = kind.split(" ");
        // For TIFF there are two: one writes its directory last, the other first.
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName(parts[0]);
        ImageWriter writer = writers.next();
        while (parts[parts.length - 1].equals("last") && writers.hasNext()) {
            writer = writers.next();
        }
        ImageWriteParam param = writer.getDefaultWriteParam();
        if (parts.length > 1 && parts[1].equals("progressive")) {
            param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        } else if (parts.length > 1) {
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionType(parts[1]);
        }
        BufferedImage image = noise();
        if (parts[0].equals("wbmp")) {
            BufferedImage bits = new BufferedImage(92, 70, BufferedImage.TYPE_BYTE_BINARY);
            bits.createGraphics().drawImage(image, 0, 0, null);
            image = bits;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jpeg",
                "jpeg progressive",
                "png",
                "png progressive",
                "gif",
                "bmp",
                "wbmp",
                "tiff",
                "tiff LZW",
                "tiff Deflate",
                "tiff PackBits",
                "tiff JPEG",
                "tiff LZW last",
                "tiff Deflate last",
                "tiff PackBits last",
                "tiff JPEG last",
                "lossy.webp",
                "lossless.webp",
                "alpha.webp"
            })
    void whatIsCutOffIsRefused(String kind) throws IOException {
        byte[] whole = written(kind);
        Path file = dir.resolve("cut.image");
        Files.write(file, whole);
        ColorImage right = ImageFile.load(file);
        for (double part : new double[] {.1, .2, .3, .5, .7, .8, .9, .95, .99}) {
            Files.write(file, Arrays.copyOf(whole, (int) (part * whole.length)));
            assertThatThrownBy(() -> ImageFile.load(file))
                    .as(kind + " at " + part)
                    .isInstanceOf(ImageRefusedException.class)
                    .message()
                    .contains("cut.image")
                    .doesNotContain("Exception", "class ");
        }
        for (int missing = 2; missing < 30; missing += 3) {
            Files.write(file, Arrays.copyOf(whole, Math.max(1, whole.length - missing)));
            try {
                // At the very end some formats have bytes that are no part of the picture.
                ColorImage read = ImageFile.load(file);
                for (int c = 0; c < right.channels(); c++) {
                    assertThat(read.plane(c))
                            .as(kind + " without the last " + missing)
                            .containsExactly(right.plane(c));
                }
            } catch (ImageRefusedException e) {
                assertThat(e).hasMessageContaining("cut.image");
            }
        }
    }

    @Test
    void aBombIsRefusedByItsHeader() throws IOException {
        Path file = dir.resolve("bomb.png");
        Files.write(file, TestImages.png(60_000, 60_000, new byte[1000]));

        assertThatThrownBy(() -> ImageFile.load(file))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessageContaining("bomb.png")
                .hasMessageContaining("3600 megapixels")
                .hasMessageContaining("at most 50 megapixels");
    }

    @Test
    void fiftyMegapixelsAreReadAndMadeSmaller() throws IOException {
        Path file = dir.resolve("large.png");
        Files.write(file, TestImages.png(10_000, 5_000, new byte[10_001 * 5_000]));

        ColorImage read = ImageFile.load(file, 256);

        assertThat(read.width()).isEqualTo(256);
        assertThat(read.height()).isEqualTo(128);
    }

    @Test
    void pixelsThatAreMissingAreRefusedInPlainWords() throws IOException {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int i = 0; i < 64 * 64; i++) {
            image.setRGB(i % 64, i / 64, random.nextInt());
        }
        Path file = TestImages.write(dir, image, "png");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 600));

        assertThatThrownBy(() -> ImageFile.load(file))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessageContainingAll("is cut off", "download it again");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void flippedBytesNeverDoMoreThanARefusal(long seed) throws IOException {
        Random random = new Random(seed);
        String format = new String[] {"png", "jpeg", "gif", "bmp", "tiff"}[(int) (seed % 5)];
        Path file = TestImages.write(dir, new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), format);
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < 12; i++) {
            bytes[random.nextInt(Math.min(bytes.length, 400))] = (byte) random.nextInt();
        }
        Files.write(file, bytes);
        try {
            assertThat(ImageFile.load(file).channels()).isIn(1, 3);
        } catch (ImageRefusedException e) {
            assertThat(e).hasMessageContaining(file.toString());
        }
    }

    @Test
    void aWebPThatIsCutOffOrHugeIsRefused() throws IOException {
        Path file = TestImages.resource(dir, "lossless.webp");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, 30));
        assertThatThrownBy(() -> ImageFile.load(file)).isInstanceOf(ImageRefusedException.class);
        // VP8L: 14 bits of width - 1, 14 bits of height - 1.
        bytes[21] = bytes[22] = bytes[23] = (byte) 0xff;
        bytes[24] |= 0x0f;
        Files.write(file, bytes);
        assertThatThrownBy(() -> ImageFile.load(file)).hasMessageContaining("at most 50 megapixels");
    }

    @Test
    void whatIsNoImageIsRefused() throws IOException {
        Path text = Files.writeString(dir.resolve("notes.txt"), "not an image at all");

        assertThatThrownBy(() -> ImageFile.load(text)).hasMessageContaining("save it as PNG, JPEG");
        assertThatThrownBy(() -> ImageFile.load(dir)).hasMessageContaining("is not a file");
        assertThatThrownBy(() -> ImageFile.load(dir.resolve("gone.png"))).hasMessageContaining("does not exist");
    }
}
