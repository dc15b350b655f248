package io.github.deconvscope.figure.image;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.lab.convolution.PhotoLab;
import io.github.deconvscope.math.ColorImage;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.DoubleConsumer;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A photograph of the user's, small enough to be stored in a saved state, as a PNG in URL-safe base64. The image is always the one decoded
 * from that PNG, with 8 bits, so that a restored state shows the same numbers.
 */
public final class OwnPhoto {
    /** Longest text that is read; noise of the largest size takes about 0.6 million characters. */
    private static final int MAX_CHARACTERS = 1_000_000;

    private static final int MAX_NAME = 200;

    private final String name;
    private final ColorImage image;
    private final String png;

    private OwnPhoto(String name, byte[] png) throws IOException {
        this.name = name;
        this.image = decode(png);
        this.png = Base64.getUrlEncoder().withoutPadding().encodeToString(png);
    }

    /** Opens a file, made smaller until it fits {@link PhotoLab}. */
    public static OwnPhoto open(Path file) {
        return open(file, part -> {});
    }

    /** @param progress see {@link ImageFile#load(Path, int, DoubleConsumer)} */
    public static OwnPhoto open(Path file, DoubleConsumer progress) {
        return of(file.getFileName().toString(), ImageFile.load(file, PhotoLab.MAX_SIDE, progress));
    }

    /**
     * A picture that is in memory already.
     *
     * @param name for people
     * @param image 1 or 3 channels in [0, 1], no side longer than {@link PhotoLab#MAX_SIDE}
     */
    public static OwnPhoto of(String name, ColorImage image) {
        try {
            return new OwnPhoto(shortName(name), encode(image));
        } catch (IOException e) {
            throw new UncheckedIOException("a PNG in memory could not be written and read", e);
        }
    }

    /**
     * Reads what {@link #text} wrote; everything is checked.
     *
     * @throws InvalidInputException in plain words, if this is no such picture
     */
    public static OwnPhoto read(String name, String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new InvalidInputException("The saved picture takes " + text.length() + " characters; at most "
                    + MAX_CHARACTERS + " are read.");
        }
        try {
            return new OwnPhoto(shortName(name), Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException | IOException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new InvalidInputException(
                    "The saved picture is damaged: copy the whole text, or open the picture itself.", e);
        }
    }

    private static String shortName(String name) {
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
    }

    /** What the file was called. */
    public String name() {
        return name;
    }

    /** The pixels, 1 or 3 channels in [0, 1]. */
    public ColorImage image() {
        return image;
    }

    /** The picture as text for {@link #read}. */
    public String text() {
        return png;
    }

    private static byte[] encode(ColorImage image) throws IOException {
        boolean gray = image.channels() == 1;
        BufferedImage picture = new BufferedImage(
                image.width(), image.height(), gray ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        WritableRaster samples = picture.getRaster();
        for (int c = 0; c < image.channels(); c++) {
            for (int y = 0; y < image.height(); y++) {
                for (int x = 0; x < image.width(); x++) {
                    samples.setSample(x, y, c, Math.round(Math.max(0, Math.min(1, image.at(c, y, x))) * 255));
                }
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        return bytes.toByteArray();
    }

    private static ColorImage decode(byte[] png) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(png))) {
            reader.setInput(in, true, true);
            if (Math.max(reader.getWidth(0), reader.getHeight(0)) > PhotoLab.MAX_SIDE) {
                throw new IOException("larger than " + PhotoLab.MAX_SIDE + " pixels");
            }
            return Pixels.of(reader.read(0));
        } finally {
            reader.dispose();
        }
    }
}
