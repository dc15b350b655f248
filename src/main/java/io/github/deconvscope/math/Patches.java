package io.github.deconvscope.math;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import java.util.List;

/**
 * Image patches as rows of features, in the order of a convolution kernel: channel, then ky, then kx.
 *
 * @param rows {@code samples x features}, row-major
 * @param samples number of patches
 * @param channels channels of the image
 * @param kernel side of a patch in pixels
 * @param across patches in a row of one image: patch i starts at column {@code (i % across) * stride - padding}
 * @param stride pixels between patches, along both axes
 * @param padding zeros around the image
 */
public record Patches(float[] rows, int samples, int channels, int kernel, int across, int stride, int padding) {
    /**
     * Cuts patches out of images of one size.
     *
     * @param images at least one, all of the same size and number of channels
     * @param kernel side of a patch, at least 1
     * @param stride between patches, at least 1
     * @param padding zeros around each image, 0 or more
     * @throws InvalidInputException if no patch fits, or if the patches would hold more than 2^31 values
     */
    public static Patches of(List<ColorImage> images, int kernel, int stride, int padding) {
        if (kernel < 1 || stride < 1 || padding < 0) {
            throw new InvalidInputException("Kernel " + kernel + ", stride " + stride + ", padding " + padding
                    + ": kernel and stride have to be at least 1, padding at least 0.");
        }
        ColorImage first = images.get(0);
        int across = positions(first.width(), kernel, stride, padding);
        int down = positions(first.height(), kernel, stride, padding);
        if (across < 1 || down < 1) {
            throw new InvalidInputException("A patch of " + kernel + " x " + kernel + " does not fit into an image of "
                    + first.width() + " x " + first.height() + " pixels; choose a smaller kernel.");
        }
        int features = first.channels() * kernel * kernel;
        long samples = (long) images.size() * across * down;
        if (samples * features > Integer.MAX_VALUE - 8) {
            throw new InvalidInputException(PlainWords.count(samples, "patch") + " of "
                    + PlainWords.count(features, "value") + " are too many; choose a larger stride.");
        }
        float[] rows = new float[(int) samples * features];
        int row = 0;
        for (ColorImage image : images) {
            if (image.width() != first.width()
                    || image.height() != first.height()
                    || image.channels() != first.channels()) {
                throw new InvalidInputException("Images of different sizes: " + first + " and " + image + ".");
            }
            for (int y = 0; y < down; y++) {
                for (int x = 0; x < across; x++) {
                    cut(image, y * stride - padding, x * stride - padding, kernel, rows, row++ * features);
                }
            }
        }
        return new Patches(rows, (int) samples, first.channels(), kernel, across, stride, padding);
    }

    /** How many patches lie along a side of {@code size} pixels: floor((size + 2 padding - kernel) / stride) + 1. */
    public static int positions(int size, int kernel, int stride, int padding) {
        int room = size + 2 * padding - kernel;
        return room < 0 ? 0 : room / stride + 1;
    }

    private static void cut(ColorImage image, int top, int left, int kernel, float[] rows, int offset) {
        int at = offset;
        for (int c = 0; c < image.channels(); c++) {
            for (int ky = 0; ky < kernel; ky++) {
                for (int kx = 0; kx < kernel; kx++) {
                    int y = top + ky;
                    int x = left + kx;
                    boolean inside = y >= 0 && x >= 0 && y < image.height() && x < image.width();
                    rows[at++] = inside ? image.at(c, y, x) : 0;
                }
            }
        }
    }

    /** Values of one patch: channels * kernel * kernel. */
    public int features() {
        return channels * kernel * kernel;
    }

    /** Copies the given columns: {@code samples x columns.length}. */
    public float[] columns(int[] columns) {
        int features = features();
        float[] selected = new float[samples * columns.length];
        for (int s = 0; s < samples; s++) {
            for (int j = 0; j < columns.length; j++) {
                selected[s * columns.length + j] = rows[s * features + columns[j]];
            }
        }
        return selected;
    }
}
