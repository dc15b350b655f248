package io.github.deconvscope.engine.data;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.math.InputShape;
import io.github.deconvscope.run.config.RunOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.Checksum;

/**
 * Labelled square images of one size, one byte a channel, as stored: 3 channels (red, green, blue) or 1 (grey). Immutable; safe to read
 * from any thread.
 *
 * <p>Pixels are in the order (image, channel, row, column), values 0 to 255 as unsigned bytes.
 */
public final class ImageSet {
    private final InputShape shape;
    private final byte[] pixels;
    private final int[] labels;
    private final List<String> classNames;

    /**
     * @param shape channels as stored, and the side
     * @param pixels unsigned bytes of shape (N, channels, side, side); not copied, so the caller gives it away
     * @param labels N labels, each from 0 to the number of classes - 1; not copied
     * @param classNames the name of each class
     */
    ImageSet(InputShape shape, byte[] pixels, int[] labels, List<String> classNames) {
        if (pixels.length != (long) labels.length * shape.values()) {
            throw new IllegalArgumentException(
                    pixels.length + " values do not make " + labels.length + " images of " + shape + ".");
        }
        for (int label : labels) {
            if (label < 0 || label >= classNames.size()) {
                throw new IllegalArgumentException(
                        "Label " + label + " is not one of " + classNames.size() + " classes.");
            }
        }
        this.shape = shape;
        this.pixels = pixels;
        this.labels = labels;
        this.classNames = List.copyOf(classNames);
    }

    /**
     * Room for the pixels of so many images.
     *
     * @throws InvalidInputException if one array cannot hold them
     */
    static byte[] room(String what, long images, InputShape shape) {
        long bytes = images * shape.values();
        if (bytes > Integer.MAX_VALUE - 16) {
            throw new InvalidInputException(what + " holds " + PlainWords.count(images, "image") + ", which take "
                    + bytes
                    + " bytes at " + shape + "; at most 2 GiB are held. Give a smaller " + RunOption.IMAGE_SIZE.flag()
                    + ", " + RunOption.CHANNELS.flag() + " 1, or fewer images.");
        }
        return new byte[(int) bytes];
    }

    /** Channels as stored, and the side of every image. */
    public InputShape shape() {
        return shape;
    }

    /** Number of images. */
    public int size() {
        return labels.length;
    }

    /** Channels as stored, 1 or 3. A batch may have 3 of a grey image, which is repeated. */
    public int channels() {
        return shape.channels();
    }

    /** Height and width of every image, in pixels. */
    public int side() {
        return shape.side();
    }

    /** The names of the classes; a label is an index into this list. */
    public List<String> classNames() {
        return classNames;
    }

    /** The label of one image, from 0. */
    public int label(int image) {
        return labels[image];
    }

    /** One stored value, 0 to 255. */
    public int pixel(int image, int channel, int row, int column) {
        return pixels[offset(image, channel) + row * side() + column] & 0xff;
    }

    /** One image, in [0, 1]. */
    public ColorImage picture(int image) {
        int start = offset(image, 0);
        return channels() == 1
                ? ImageSetBuilder.grey(pixels, start, side(), side())
                : ImageSetBuilder.colours(pixels, start, side(), side(), 1);
    }

    /** How many images each class has. */
    public int[] classCounts() {
        int[] counts = new int[classNames.size()];
        for (int label : labels) {
            counts[label]++;
        }
        return counts;
    }

    /**
     * The first images of every class, as evenly as the classes allow, in their original order: what {@code --train-limit} takes.
     *
     * @param limit how many images to take, at least 1; all of them when there are no more
     */
    public ImageSet balancedPrefix(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("At least one image has to be taken, not " + limit + ".");
        }
        if (limit >= size()) {
            return this;
        }
        int[] quota = quotas(limit);
        return only(IntStream.range(0, size())
                .filter(image -> quota[labels[image]]-- > 0)
                .toArray());
    }

    /** Some of the images, in this order. */
    ImageSet only(int[] images) {
        int each = shape.values();
        byte[] chosen = new byte[images.length * each];
        for (int i = 0; i < images.length; i++) {
            System.arraycopy(pixels, images[i] * each, chosen, i * each, each);
        }
        return new ImageSet(
                shape, chosen, Arrays.stream(images).map(image -> labels[image]).toArray(), classNames);
    }

    /** Shares a limit out one image at a time, class after class, skipping classes that are used up. */
    private int[] quotas(int limit) {
        int[] left = classCounts();
        int[] quota = new int[left.length];
        int given = 0;
        while (given < limit) {
            for (int c = 0; c < left.length && given < limit; c++) {
                if (left[c] > 0) {
                    left[c]--;
                    quota[c]++;
                    given++;
                }
            }
        }
        return quota;
    }

    /** Index of the first pixel of one channel of one image in {@link #raw()}. */
    int offset(int image, int channel) {
        return (image * shape.channels() + channel) * shape.plane();
    }

    /** The bytes themselves, for the batch preparation; never written to. */
    byte[] raw() {
        return pixels;
    }

    /** Adds labels and pixels to a checksum. */
    void addTo(Checksum sum) {
        for (int label : labels) {
            sum.update(label);
            sum.update(label >>> 8);
        }
        sum.update(pixels);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageSet set
                && shape.equals(set.shape)
                && classNames.equals(set.classNames)
                && Arrays.equals(labels, set.labels)
                && Arrays.equals(pixels, set.pixels);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(labels) + Arrays.hashCode(pixels);
    }

    @Override
    public String toString() {
        return PlainWords.count(size(), "image") + " of " + shape + " in "
                + PlainWords.count(classNames.size(), "class");
    }
}
