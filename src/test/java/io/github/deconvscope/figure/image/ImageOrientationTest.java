package io.github.deconvscope.figure.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.math.ColorImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that say how the camera was held are put upright. */
class ImageOrientationTest {
    @TempDir
    Path dir;

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
        Path file = TestImages.write(dir, image, "jpeg");
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

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6, 8})
    void exifOrientationOfAPngCounts(int tag) throws IOException {
        BufferedImage image = new BufferedImage(4, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0xff0000);
        Path file = TestImages.write(dir, image, "png");
        byte[] png = Files.readAllBytes(file);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(png, 0, 33); // signature and header
        byte[] exif = exif(tag);
        TestImages.chunk(out, "eXIf", exif, exif.length);
        out.write(png, 33, png.length - 33);
        Files.write(file, bytes.toByteArray());

        ColorImage read = ImageFile.load(file);

        assertThat(read.width()).isEqualTo(tag >= 5 ? 2 : 4);
        int x = tag == 3 || tag == 6 ? read.width() - 1 : 0;
        int y = tag == 3 || tag == 8 ? read.height() - 1 : 0;
        assertThat(read.at(0, y, x)).isEqualTo(1);
    }
}
