package io.github.deconvscope.figure.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.math.ColorImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFileTest {
    @TempDir
    Path dir;

    private Path write(BufferedImage image, String format) throws IOException {
        Path file = dir.resolve("image." + format);
        assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tiff"})
    void readsTheSamplesAsTheyAreStored(String format) throws IOException {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(2, 1, 0x804000);

        ColorImage read = ImageFile.load(write(image, format));

        assertThat(read.width()).isEqualTo(3);
        assertThat(read.height()).isEqualTo(2);
        assertThat(read.at(0, 1, 2)).isEqualTo(128 / 255f);
        assertThat(read.at(1, 1, 2)).isEqualTo(64 / 255f);
        assertThat(read.at(2, 1, 2)).isZero();
    }

    @Test
    void palettesAreLookedUp() throws IOException {
        BufferedImage image = new BufferedImage(30, 20, BufferedImage.TYPE_BYTE_INDEXED);
        image.setRGB(2, 1, 0xff993300);

        ColorImage read = ImageFile.load(write(image, "gif"));

        assertThat(new float[] {read.at(0, 1, 2), read.at(1, 1, 2), read.at(2, 1, 2)})
                .containsExactly(153 / 255f, 51 / 255f, 0);
    }

    @Test
    void greyStaysAsDarkAsItIsStored() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(1, 0, 0, 128);

        ColorImage read = ImageFile.load(write(image, "png"));

        assertThat(read.channels()).isEqualTo(1);
        assertThat(read.at(0, 0, 1)).isEqualTo(128 / 255f);
    }

    @Test
    void sixteenBitsAreKept() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSample(1, 0, 0, 12_345);

        assertThat(ImageFile.load(write(image, "png")).at(0, 0, 1)).isCloseTo(12_345 / 65_535f, within(1e-7f));
    }

    @Test
    void alphaIsLaidOverWhite() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x00ff0000);
        image.setRGB(1, 0, 0x80ff0000);

        ColorImage read = ImageFile.load(write(image, "png"));

        assertThat(new float[] {read.at(0, 0, 0), read.at(1, 0, 0)}).containsExactly(1, 1);
        assertThat(read.at(1, 0, 1)).isCloseTo(1 - 128 / 255f, within(1e-6f));
    }

    @Test
    void blackAndWhiteBitsAreGrey() throws IOException {
        BufferedImage image = new BufferedImage(9, 1, BufferedImage.TYPE_BYTE_BINARY);
        image.setRGB(8, 0, 0xffffff);

        ColorImage read = ImageFile.load(write(image, "png"));

        assertThat(read.channels()).isEqualTo(1);
        assertThat(read.at(0, 0, 8)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void exifOrientationPutsThePictureUpright(int tag) throws IOException {
        // Stored: the left half white, the top left quarter red. Every tag moves that quarter somewhere known.
        int size = 64;
        BufferedImage image = new BufferedImage(2 * size, size, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < size / 2; y++) {
            for (int x = 0; x < size; x++) {
                image.setRGB(x, y, 0xff0000);
            }
        }
        Path file = write(image, "jpeg");
        insertOrientation(file, tag);

        ColorImage read = ImageFile.load(file);

        boolean tall = tag >= 5;
        assertThat(read.width()).isEqualTo(tall ? size : 2 * size);
        // The quarter: left or right, top or bottom (EXIF 2.3, 4.6.4: row 0 and column 0 of tag 1..8).
        boolean right = tag == 2 || tag == 3 || tag == 6 || tag == 7;
        boolean bottom = tag == 3 || tag == 4 || tag == 7 || tag == 8;
        int x = right ? read.width() - 8 : 8;
        int y = bottom ? read.height() - 8 : 8;
        assertThat(read.at(0, y, x)).isGreaterThan(0.9f);
        assertThat(read.at(0, read.height() - 1 - y, read.width() - 1 - x)).isLessThan(0.1f);
    }

    /** Adds an APP1 segment with nothing but the orientation, behind the start of the image. */
    private static void insertOrientation(Path file, int tag) throws IOException {
        byte[] jpeg = Files.readAllBytes(file);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(jpeg, 0, 2);
        out.writeShort(0xffe1);
        out.writeShort(2 + 6 + exif(tag).length);
        out.write("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        out.write(exif(tag));
        out.write(jpeg, 2, jpeg.length - 2);
        Files.write(file, bytes.toByteArray());
    }

    private static byte[] exif(int tag) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write("MM".getBytes(StandardCharsets.US_ASCII));
        out.writeShort(42);
        out.writeInt(8);
        out.writeShort(1);
        out.writeShort(0x0112);
        out.writeShort(3);
        out.writeInt(1);
        out.writeShort(tag);
        out.writeShort(0);
        out.writeInt(0);
        return bytes.toByteArray();
    }

    /** The same picture with inks, once as TIFF and once as JPEG, which its reader turns to RGB. */
    @Test
    void inksOfATiffAreReadAsThoseOfAJpeg() throws IOException {
        ColorImage tiff = ImageFile.load(resource("inks.tif"));
        ColorImage jpeg = ImageFile.load(resource("inks.jpg"));

        double sum = 0;
        for (int c = 0; c < 3; c++) {
            for (int i = 0; i < tiff.plane(c).length; i++) {
                sum += Math.abs(tiff.plane(c)[i] - jpeg.plane(c)[i]);
            }
        }
        assertThat(sum / (3 * tiff.width() * tiff.height())).isLessThan(0.02);
        assertThat(tiff.at(0, 0, 0)).isCloseTo(250 / 255f, within(1e-6f));
    }

    @Test
    void aFourthBandThatIsNotSaidToBeOpacityIsLeftOut() throws IOException {
        ColorImage read = ImageFile.load(resource("unspecified.tif"));

        boolean found = false;
        for (int i = 0; i < read.width() * read.height(); i++) {
            found |= Math.round(read.plane(0)[i] * 255) == 32
                    && Math.round(read.plane(1)[i] * 255) == 221
                    && Math.round(read.plane(2)[i] * 255) == 150;
        }
        assertThat(found).as("pixel (32, 221, 150)").isTrue();
        assertThat(read.at(0, 0, 0)).isCloseTo(250 / 255f, within(1e-6f));
    }

    @Test
    void opacityOfATiffIsLaidOverWhite() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_4BYTE_ABGR);
        image.setRGB(0, 0, 0x00ff0000);
        image.setRGB(1, 0, 0x80ff0000);

        ColorImage read = ImageFile.load(write(image, "tiff"));

        assertThat(read.at(1, 0, 0)).isEqualTo(1);
        assertThat(read.at(1, 0, 1)).isCloseTo(1 - 128 / 255f, within(1e-6f));
    }

    /** Photometric interpretation 8 in place of 2 (RGB). */
    @Test
    void labColoursAreRefusedByName() throws IOException {
        Path file = write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "tiff");
        ByteBuffer tiff = ByteBuffer.wrap(Files.readAllBytes(file));
        tiff.order(tiff.get(0) == 'M' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int directory = tiff.getInt(4);
        for (int entry = 0; entry < tiff.getShort(directory); entry++) {
            int at = directory + 2 + 12 * entry;
            if (tiff.getShort(at) == 0x0106) {
                tiff.putShort(at + 8, (short) 8);
            }
        }
        Files.write(file, tiff.array());

        assertThatThrownBy(() -> ImageFile.load(file))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessageContainingAll("Lab colours", "convert it to RGB");
    }

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
            return Files.readAllBytes(resource(kind));
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

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6, 8})
    void exifOrientationOfAPngCounts(int tag) throws IOException {
        BufferedImage image = new BufferedImage(4, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0xff0000);
        Path file = write(image, "png");
        byte[] png = Files.readAllBytes(file);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(png, 0, 33); // signature and header
        byte[] exif = exif(tag);
        chunk(out, "eXIf", exif, exif.length);
        out.write(png, 33, png.length - 33);
        Files.write(file, bytes.toByteArray());

        ColorImage read = ImageFile.load(file);

        assertThat(read.width()).isEqualTo(tag >= 5 ? 2 : 4);
        int x = tag == 3 || tag == 6 ? read.width() - 1 : 0;
        int y = tag == 3 || tag == 8 ? read.height() - 1 : 0;
        assertThat(read.at(0, y, x)).isEqualTo(1);
    }

    @Test
    void aBombIsRefusedByItsHeader() throws IOException {
        Path file = dir.resolve("bomb.png");
        Files.write(file, png(60_000, 60_000, new byte[1000]));

        assertThatThrownBy(() -> ImageFile.load(file))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessageContaining("bomb.png")
                .hasMessageContaining("3600 megapixels")
                .hasMessageContaining("at most 50 megapixels");
    }

    @Test
    void fiftyMegapixelsAreReadAndMadeSmaller() throws IOException {
        Path file = dir.resolve("large.png");
        Files.write(file, png(10_000, 5_000, new byte[10_001 * 5_000]));

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
        Path file = write(image, "png");
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
        Path file = write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), format);
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

    private Path resource(String name) throws IOException {
        Path file = dir.resolve(name);
        try (InputStream in = ImageFileTest.class.getResourceAsStream("/images/" + name)) {
            Files.copy(in, file);
        }
        return file;
    }

    /** All are 64 x 48 pixels, red at the top and blue at the bottom. */
    @ParameterizedTest
    @ValueSource(strings = {"cmyk.jpg", "lossy.webp", "lossless.webp"})
    void inksAndWebPAreReadAsColours(String name) throws IOException {
        ColorImage read = ImageFile.load(resource(name));

        assertThat(new int[] {read.width(), read.height(), read.channels()}).containsExactly(64, 48, 3);
        assertThat(read.at(0, 0, 10)).isGreaterThan(0.95f);
        assertThat(read.at(2, 0, 10)).isLessThan(0.05f);
        assertThat(read.at(0, 47, 10)).isLessThan(0.05f);
        assertThat(read.at(2, 47, 10)).isGreaterThan(0.95f);
    }

    @Test
    void whereAWebPIsTransparentItIsWhite() throws IOException {
        ColorImage read = ImageFile.load(resource("alpha.webp"));

        assertThat(new float[] {read.at(0, 10, 60), read.at(1, 10, 60)}).containsExactly(1, 1);
        assertThat(new float[] {read.at(0, 10, 5), read.at(1, 10, 5)}).containsExactly(1, 0);
    }

    @Test
    void aWebPThatIsCutOffOrHugeIsRefused() throws IOException {
        Path file = resource("lossless.webp");
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

    @ParameterizedTest
    @EnumSource(Photo.class)
    void shippedPhotographsAreSmallAndInColour(Photo photo) {
        ColorImage image = photo.load();

        assertThat(Math.max(image.width(), image.height())).isLessThanOrEqualTo(512);
        assertThat(image.channels()).isEqualTo(3);
    }

    /** A grey 8-bit PNG whose header says what it is told to say. */
    private static byte[] png(int width, int height, byte[] raw) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(0x89504e470d0a1a0aL);
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(header);
        fields.writeInt(width);
        fields.writeInt(height);
        fields.write(new byte[] {8, 0, 0, 0, 0});
        chunk(out, "IHDR", header.toByteArray(), header.size());
        Deflater deflater = new Deflater();
        deflater.setInput(raw);
        deflater.finish();
        byte[] packed = new byte[raw.length / 100 + 1000];
        int length = deflater.deflate(packed);
        deflater.end();
        chunk(out, "IDAT", packed, length);
        chunk(out, "IEND", new byte[0], 0);
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] data, int length) throws IOException {
        CRC32 crc = new CRC32();
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        crc.update(name);
        crc.update(data, 0, length);
        out.writeInt(length);
        out.write(name);
        out.write(data, 0, length);
        out.writeInt((int) crc.getValue());
    }
}
