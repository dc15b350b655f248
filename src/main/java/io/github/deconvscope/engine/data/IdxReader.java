package io.github.deconvscope.engine.data;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.math.InputShape;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads IDX files, the format of MNIST and Fashion-MNIST: a big-endian magic number (2051 for images, 2049 for labels), the sizes, then
 * unsigned bytes. Plain or gzip, told apart by the first two bytes and not by the name.
 */
final class IdxReader {
    private static final int IMAGE_MAGIC = 0x803;
    private static final int LABEL_MAGIC = 0x801;

    /** A file that claims more is refused before memory is spent: byte arrays of 3 channels would not be addressable. */
    static final int MOST_IMAGES = 500_000;

    static final int MOST_SIDE = 4096;

    private IdxReader() {}

    /** Opens what a source holds, from its beginning. */
    @FunctionalInterface
    interface Content {
        InputStream open() throws IOException;
    }

    /**
     * Where bytes come from.
     *
     * @param name to use in messages
     * @param bytes the size of the file, or -1 when it is not known
     * @param content the bytes
     */
    record Source(String name, long bytes, Content content) {
        static Source of(Path file) throws IOException {
            return new Source(file.toString(), Files.size(file), () -> Files.newInputStream(file));
        }
    }

    /**
     * Images as they are stored.
     *
     * @param pixels (image, row, column)
     */
    private record Images(int count, int height, int width, byte[] pixels) {}

    /** Reads a pair of files whose labels count the classes from 0 into a set of grey images. */
    static ImageSet read(Source images, Source labels, List<String> classNames, InputShape shape) throws IOException {
        byte[] classes = readLabels(labels);
        for (int i = 0; i < classes.length; i++) {
            int label = classes[i] & 0xff;
            if (label >= classNames.size()) {
                throw new InvalidInputException(labels.name() + ": label " + i + " is " + label
                        + "; labels go from 0 to " + (classNames.size() - 1)
                        + ". The file is damaged or belongs to another data set.");
            }
        }
        return read(images, labels.name(), classes, new Classes(classNames, 0, false), shape);
    }

    /**
     * What labels mean.
     *
     * @param names of the classes
     * @param first the label of the first class
     * @param transposed whether rows and columns of each image are interchanged, as in EMNIST
     */
    record Classes(List<String> names, int first, boolean transposed) {}

    /**
     * Reads images into a set.
     *
     * @param classes labels that were read before, each within the classes
     */
    static ImageSet read(Source images, String labelsName, byte[] classes, Classes meaning, InputShape shape)
            throws IOException {
        Images raw = readImages(images);
        int count = raw.count;
        if (count != classes.length) {
            throw new InvalidInputException(images.name() + " holds " + PlainWords.count(count, "image") + ", but "
                    + labelsName
                    + " holds " + PlainWords.count(classes.length, "label") + ": the two files do not belong together."
                    + " Use the pair from the same download.");
        }
        ImageSetBuilder builder = new ImageSetBuilder(images.name(), count, new InputShape(1, shape.side()));
        for (int i = 0; i < count; i++) {
            ColorImage image = ImageSetBuilder.grey(raw.pixels, i * raw.height * raw.width, raw.height, raw.width);
            builder.add(meaning.transposed ? image.transposed() : image, (classes[i] & 0xff) - meaning.first);
        }
        return builder.build(meaning.names);
    }

    /** Height and width of the images of a file, such as {@code 28 x 28}. */
    static String size(Source source) throws IOException {
        return read(source, IMAGE_MAGIC, "images", in -> {
            in.readInt();
            return in.readInt() + " x " + in.readInt();
        });
    }

    private static Images readImages(Source source) throws IOException {
        return read(source, IMAGE_MAGIC, "images", in -> {
            int count = checkCount(source, in.readInt(), "images");
            int height = in.readInt();
            int width = in.readInt();
            if (height < 1 || width < 1 || height > MOST_SIDE || width > MOST_SIDE) {
                throw new InvalidInputException(source.name() + " says its images are " + height + " x " + width
                        + "; from 1 x 1 to " + MOST_SIDE + " x " + MOST_SIDE + " can be read. The file is damaged.");
            }
            checkFits(source, (long) count * height * width);
            if ((long) count * height * width > NpyArray.MAX_BYTES) {
                throw new InvalidInputException(source.name() + " holds " + PlainWords.count(count, "image") + " of "
                        + height + " x " + width + "; at most " + (NpyArray.MAX_BYTES >> 20)
                        + " MiB are read. Split it, or take fewer images.");
            }
            byte[] pixels = new byte[count * height * width];
            for (int image = 0; image < count; image++) {
                int each = height * width;
                if (in.readNBytes(pixels, image * each, each) < each) {
                    throw truncated(source, PlainWords.count(count, "image"), "image " + image);
                }
            }
            checkEnd(source, in, PlainWords.count(count, "image"));
            return new Images(count, height, width, pixels);
        });
    }

    /** The labels of a file. */
    static byte[] readLabels(Source source) throws IOException {
        return read(source, LABEL_MAGIC, "labels", in -> {
            int count = checkCount(source, in.readInt(), "labels");
            checkFits(source, count);
            byte[] labels = new byte[count];
            int read = in.readNBytes(labels, 0, count);
            if (read < count) {
                throw truncated(source, count + " labels", "label " + read);
            }
            checkEnd(source, in, count + " labels");
            return labels;
        });
    }

    /** Reads what stands behind the magic number. */
    private interface Body<T> {
        T read(DataInputStream in) throws IOException;
    }

    private static <T> T read(Source source, int magic, String what, Body<T> body) throws IOException {
        try (DataInputStream in = open(source)) {
            checkMagic(source, in, magic, what);
            return body.read(in);
        } catch (EOFException e) {
            throw broken(source, "it ends in its header or inside compressed data", e);
        } catch (ZipException e) {
            throw broken(source, "its compressed data is damaged (" + e.getMessage() + ")", e);
        }
    }

    private static DataInputStream open(Source source) throws IOException {
        BufferedInputStream in = new BufferedInputStream(source.content.open(), 1 << 16);
        try {
            return new DataInputStream(
                    isGzip(in) ? new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16) : in);
        } catch (EOFException | ZipException e) {
            in.close();
            throw broken(source, "its gzip header is damaged", e);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static boolean isGzip(BufferedInputStream in) throws IOException {
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return gzip;
    }

    private static void checkMagic(Source source, DataInputStream in, int expected, String what) throws IOException {
        int magic = in.readInt();
        if (magic == expected) {
            return;
        }
        String found = magic == IMAGE_MAGIC
                ? "is an IDX file of images"
                : magic == LABEL_MAGIC
                        ? "is an IDX file of labels"
                        : String.format("starts with the magic number %d (bytes %08x)", magic, magic);
        throw new InvalidInputException(source.name() + " " + found + ", but an IDX file of " + what
                + " is expected here, which starts with " + expected + ". Check that the file has its original name.");
    }

    private static int checkCount(Source source, int count, String what) {
        if (count < 1 || count > MOST_IMAGES) {
            throw new InvalidInputException(source.name() + " says it holds " + count + " " + what + "; between 1 and "
                    + MOST_IMAGES + " can be read. The file is damaged.");
        }
        return count;
    }

    /** A small file that claims to be large is refused here: no plain file grows, and gzip shrinks to a thousandth at best. */
    private static void checkFits(Source source, long payload) {
        long bytes = source.bytes();
        if (bytes >= 0 && payload > 1100 * (bytes + 1)) {
            throw new InvalidInputException(source.name() + " is truncated: its header promises " + payload
                    + " bytes, which a file of " + bytes + " bytes cannot hold. Copy or download it again.");
        }
    }

    private static void checkEnd(Source source, DataInputStream in, String what) throws IOException {
        if (in.read() >= 0) {
            throw new InvalidInputException(
                    source.name() + " goes on after the " + what
                            + " that its header announces: the count is wrong or the file is damaged. Copy or download it again.");
        }
    }

    private static InvalidInputException truncated(Source source, String promised, String where) {
        return new InvalidInputException(source.name() + " is truncated: its header announces " + promised
                + ", but it ends in " + where + ". Copy or download it again.");
    }

    private static InvalidInputException broken(Source source, String why, IOException cause) {
        return new InvalidInputException(
                source.name() + " is truncated or damaged: " + why + ". Copy or download it again.", cause);
    }
}
