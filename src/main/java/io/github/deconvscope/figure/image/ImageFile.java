package io.github.deconvscope.figure.image;

import io.github.deconvscope.math.ColorImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/**
 * Reads a photograph from an untrusted file: PNG, JPEG, WebP, GIF (first frame), BMP, WBMP or TIFF; grey, colour, CMYK, alpha (laid over
 * white), 8 or 16 bits, turned upright by its EXIF orientation.
 *
 * <p>The size is read from the header and checked before a pixel is decoded, so that a small file that unpacks to gigabytes is
 * refused before memory is spent. Above 16 megapixels only every second (third, ...) pixel is decoded.
 */
public final class ImageFile {
    /** Largest image that is opened: 50 megapixels. */
    public static final long MAX_PIXELS = 50_000_000;
    /** Longest side of what {@link #load(Path)} returns. */
    public static final int DEFAULT_MAX_SIDE = 1024;

    /** File names that a dialog offers first. */
    public static final List<String> NAME_PATTERNS =
            List.of("*.png", "*.jpg", "*.jpeg", "*.webp", "*.gif", "*.bmp", "*.tif", "*.tiff");

    private static final long MAX_DECODED_PIXELS = 16_000_000;
    private static final String FORMATS = "PNG, JPEG, WebP, GIF, BMP, WBMP or TIFF";

    private ImageFile() {}

    /** {@link #load(Path, int)} with a longest side of {@value #DEFAULT_MAX_SIDE} pixels. */
    public static ColorImage load(Path file) {
        return load(file, DEFAULT_MAX_SIDE);
    }

    /**
     * Reads the image and makes it smaller (by area means) until no side is above {@code maxSide}.
     *
     * @param maxSide in pixels, at least 1
     * @return 1 channel for grey, 3 for colour, in [0, 1]
     * @throws ImageRefusedException with a message for a person: which file, what is wrong with it, what to do
     */
    public static ColorImage load(Path file, int maxSide) {
        return load(file, maxSide, part -> {});
    }

    /**
     * {@link #load(Path, int)} of an image that takes long: WebP of 50 megapixels up to half a minute.
     *
     * @param progress gets the decoded part, from 0 to 1, on this thread; a {@link CancellationException} from it ends the reading
     */
    public static ColorImage load(Path file, int maxSide, DoubleConsumer progress) {
        if (!Files.isRegularFile(file)) {
            throw new ImageRefusedException(
                    file, Files.exists(file) ? "is not a file" : "does not exist", "name a " + FORMATS + " file");
        }
        try (EndedInput in = new EndedInput(file)) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new ImageRefusedException(
                        file, "is not in a format that is understood here", "save it as " + FORMATS);
            }
            ImageReader reader = readers.next();
            try {
                // Metadata is ignored: its compressed text could unpack to any size.
                reader.setInput(in, true, true);
                reader.addIIOReadProgressListener(new ReadProgress(progress));
                return decode(file, reader, maxSide);
            } finally {
                reader.dispose();
            }
        } catch (ImageRefusedException | CancellationException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new ImageRefusedException(
                    file,
                    "is broken or cut off" + reason(e),
                    "open it in an image program and save it again as PNG or JPEG",
                    e);
        } catch (OutOfMemoryError e) {
            // Only reached when a header declares a wrong size; the requested buffer is not kept.
            throw new ImageRefusedException(
                    file,
                    "asks for more memory than there is",
                    "open it in an image program and save it again as PNG or JPEG",
                    e);
        }
    }

    private static ColorImage decode(Path file, ImageReader reader, int maxSide) throws IOException {
        long width = reader.getWidth(0);
        long height = reader.getHeight(0);
        if (width < 1 || height < 1) {
            throw new ImageRefusedException(file, "is " + width + " x " + height + " pixels", "choose another image");
        }
        if (width * height > MAX_PIXELS) {
            throw new ImageRefusedException(
                    file,
                    "is " + width + " x " + height + " pixels (" + width * height / 1_000_000 + " megapixels)",
                    "choose or save one of at most 50 megapixels");
        }
        ImageReadParam param = reader.getDefaultReadParam();
        int step = (int) Math.ceil(Math.sqrt((double) width * height / MAX_DECODED_PIXELS));
        param.setSourceSubsampling(step, step, 0, 0);
        StoredImage stored = StoredImage.of(file, reader.getFormatName());
        Damage damage = new Damage();
        reader.addIIOReadWarningListener(damage);
        BufferedImage image = reader.read(0, param);
        damage.requireNone();
        ColorImage pixels = Pixels.of(image, stored.opaque());
        return Orientation.upright(pixels.fitInto(maxSide), stored.orientation());
    }

    /** Readers of JPEG fill up in grey what is missing or cannot be decoded, and only warn. */
    private static final class Damage implements IIOReadWarningListener {
        private static final List<String> WORDS = List.of("Truncated", "Corrupt JPEG data", "premature end");
        /** Superfluous bytes take nothing away. */
        private static final String HARMLESS = "extraneous bytes";

        private String found = "";

        @Override
        public void warningOccurred(ImageReader source, String warning) {
            if (WORDS.stream().anyMatch(warning::contains) && !warning.contains(HARMLESS)) {
                found = warning;
            }
        }

        void requireNone() throws IOException {
            if (!found.isEmpty()) {
                throw new IOException(found);
            }
        }
    }

    /** Messages of runtime exceptions mean nothing to users and are replaced. */
    private static String reason(Exception e) {
        boolean told = e instanceof IOException || e.getClass() == IllegalArgumentException.class;
        return !told || e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
    }
}
