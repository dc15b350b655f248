package io.github.deconvscope.engine.data;

import io.github.deconvscope.base.PlainWords;
import java.util.Arrays;
import java.util.List;

/**
 * Labelled 32 x 32 images, one byte a channel, as stored: 3 channels (red, green, blue) or 1 (grey). Immutable; safe to read from any
 * thread.
 *
 * <p>Pixels are in the order (image, channel, row, column), values 0 to 255 as unsigned bytes.
 */
public final class ImageSet {
    /** Height and width of every image, in pixels. */
    public static final int SIDE = 32;

    /** Pixels of one channel of one image. */
    static final int PLANE = SIDE * SIDE;

    private final int channels;
    private final byte[] pixels;
    private final byte[] labels;
    private final List<String> classNames;

    /**
     * @param channels 1 or 3
     * @param pixels unsigned bytes of shape (N, channels, 32, 32); not copied, so the caller gives it away
     * @param labels N labels, each from 0 to the number of classes - 1; not copied
     * @param classNames the name of each class
     */
    ImageSet(int channels, byte[] pixels, byte[] labels, List<String> classNames) {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("Images have 1 or 3 channels, not " + channels + ".");
        }
        if (pixels.length != (long) labels.length * channels * PLANE) {
            throw new IllegalArgumentException(
                    pixels.length + " pixels do not make " + labels.length + " images of " + channels + " channels.");
        }
        for (byte label : labels) {
            if (label < 0 || label >= classNames.size()) {
                throw new IllegalArgumentException(
                        "Label " + label + " is not one of " + classNames.size() + " classes.");
            }
        }
        this.channels = channels;
        this.pixels = pixels;
        this.labels = labels;
        this.classNames = List.copyOf(classNames);
    }

    /** Number of images. */
    public int size() {
        return labels.length;
    }

    /** Channels as stored, 1 or 3. Batches always have 3: a grey image is repeated. */
    public int channels() {
        return channels;
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
        return pixels[((image * channels + channel) * SIDE + row) * SIDE + column] & 0xff;
    }

    /** How many images each class has. */
    public int[] classCounts() {
        int[] counts = new int[classNames.size()];
        for (byte label : labels) {
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
        byte[] chosenPixels = new byte[limit * channels * PLANE];
        byte[] chosenLabels = new byte[limit];
        int taken = 0;
        for (int image = 0; image < size(); image++) {
            if (quota[labels[image]]-- > 0) {
                System.arraycopy(
                        pixels, image * channels * PLANE, chosenPixels, taken * channels * PLANE, channels * PLANE);
                chosenLabels[taken++] = labels[image];
            }
        }
        return new ImageSet(channels, chosenPixels, chosenLabels, classNames);
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
        return (image * channels + channel) * PLANE;
    }

    /** The bytes themselves, for the batch preparation; never written to. */
    byte[] raw() {
        return pixels;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageSet set
                && channels == set.channels
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
        return PlainWords.count(size(), "image") + " of " + channels + " x 32 x 32 in " + classNames.size()
                + " classes";
    }
}
