package io.github.deconvscope.figure.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.math.ColorImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples and colours of picture files are read as they are stored. */
class ImageFileTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tiff"})
    void readsTheSamplesAsTheyAreStored(String format) throws IOException {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(2, 1, 0x804000);

        ColorImage read = ImageFile.load(TestImages.write(dir, image, format));

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

        ColorImage read = ImageFile.load(TestImages.write(dir, image, "gif"));

        assertThat(new float[] {read.at(0, 1, 2), read.at(1, 1, 2), read.at(2, 1, 2)})
                .containsExactly(153 / 255f, 51 / 255f, 0);
    }

    @Test
    void greyStaysAsDarkAsItIsStored() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(1, 0, 0, 128);

        ColorImage read = ImageFile.load(TestImages.write(dir, image, "png"));

        assertThat(read.channels()).isEqualTo(1);
        assertThat(read.at(0, 0, 1)).isEqualTo(128 / 255f);
    }

    @Test
    void sixteenBitsAreKept() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSample(1, 0, 0, 12_345);

        assertThat(ImageFile.load(TestImages.write(dir, image, "png")).at(0, 0, 1))
                .isCloseTo(12_345 / 65_535f, within(1e-7f));
    }

    @Test
    void alphaIsLaidOverWhite() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x00ff0000);
        image.setRGB(1, 0, 0x80ff0000);

        ColorImage read = ImageFile.load(TestImages.write(dir, image, "png"));

        assertThat(new float[] {read.at(0, 0, 0), read.at(1, 0, 0)}).containsExactly(1, 1);
        assertThat(read.at(1, 0, 1)).isCloseTo(1 - 128 / 255f, within(1e-6f));
    }

    @Test
    void blackAndWhiteBitsAreGrey() throws IOException {
        BufferedImage image = new BufferedImage(9, 1, BufferedImage.TYPE_BYTE_BINARY);
        image.setRGB(8, 0, 0xffffff);

        ColorImage read = ImageFile.load(TestImages.write(dir, image, "png"));

        assertThat(read.channels()).isEqualTo(1);
        assertThat(read.at(0, 0, 8)).isEqualTo(1);
    }

    /** The same picture with inks, once as TIFF and once as JPEG, which its reader turns to RGB. */
    @Test
    void inksOfATiffAreReadAsThoseOfAJpeg() throws IOException {
        ColorImage tiff = ImageFile.load(TestImages.resource(dir, "inks.tif"));
        ColorImage jpeg = ImageFile.load(TestImages.resource(dir, "inks.jpg"));

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
        ColorImage read = ImageFile.load(TestImages.resource(dir, "unspecified.tif"));

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

        ColorImage read = ImageFile.load(TestImages.write(dir, image, "tiff"));

        assertThat(read.at(1, 0, 0)).isEqualTo(1);
        assertThat(read.at(1, 0, 1)).isCloseTo(1 - 128 / 255f, within(1e-6f));
    }

    /** Photometric interpretation 8 in place of 2 (RGB). */
    @Test
    void labColoursAreRefusedByName() throws IOException {
        Path file = TestImages.write(dir, new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "tiff");
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

    /** All are 64 x 48 pixels, red at the top and blue at the bottom. */
    @ParameterizedTest
    @ValueSource(strings = {"cmyk.jpg", "lossy.webp", "lossless.webp"})
    void inksAndWebPAreReadAsColours(String name) throws IOException {
        ColorImage read = ImageFile.load(TestImages.resource(dir, name));

        assertThat(new int[] {read.width(), read.height(), read.channels()}).containsExactly(64, 48, 3);
        assertThat(read.at(0, 0, 10)).isGreaterThan(0.95f);
        assertThat(read.at(2, 0, 10)).isLessThan(0.05f);
        assertThat(read.at(0, 47, 10)).isLessThan(0.05f);
        assertThat(read.at(2, 47, 10)).isGreaterThan(0.95f);
    }

    @Test
    void whereAWebPIsTransparentItIsWhite() throws IOException {
        ColorImage read = ImageFile.load(TestImages.resource(dir, "alpha.webp"));

        assertThat(new float[] {read.at(0, 10, 60), read.at(1, 10, 60)}).containsExactly(1, 1);
        assertThat(new float[] {read.at(0, 10, 5), read.at(1, 10, 5)}).containsExactly(1, 0);
    }

    @ParameterizedTest
    @EnumSource(Photo.class)
    void shippedPhotographsAreSmallAndInColour(Photo photo) {
        ColorImage image = photo.load();

        assertThat(Math.max(image.width(), image.height())).isLessThanOrEqualTo(512);
        assertThat(image.channels()).isEqualTo(3);
    }
}
