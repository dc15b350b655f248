package io.github.deconvscope.math;

import io.github.deconvscope.base.InvalidInputException;
import java.util.Arrays;

/**
 * An image as arrays of floats: one plane per channel, row-major, nominally in [0, 1]. Immutable as long as nobody writes into
 * {@link #plane}, which hands out the array itself because a copy of a photograph is large.
 */
public final class ColorImage {
    private final int width;
    private final int height;
    private final float[][] planes;

    /**
     * @param width in pixels, at least 1
     * @param height in pixels, at least 1
     * @param planes one array of {@code width * height} values a channel, row-major; at least one channel
     */
    public ColorImage(int width, int height, float[]... planes) {
        if (width < 1 || height < 1 || planes.length < 1) {
            throw new InvalidInputException("An image of " + width + " x " + height + " pixels and " + planes.length
                    + " channels: all three have to be at least 1.");
        }
        for (float[] plane : planes) {
            if (plane.length != width * height) {
                throw new InvalidInputException("A plane of " + plane.length + " values in an image of " + width + " x "
                        + height + " pixels: it has to hold " + (long) width * height + ".");
            }
        }
        this.width = width;
        this.height = height;
        this.planes = planes.clone();
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Number of channels: 1 for grey, 3 for red, green, blue; synthetic data may have more. */
    public int channels() {
        return planes.length;
    }

    /** The values of one channel, row-major; not a copy. */
    public float[] plane(int channel) {
        return planes[channel];
    }

    /** The value of one channel at row {@code y} and column {@code x}. */
    public float at(int channel, int y, int x) {
        return planes[channel][y * width + x];
    }

    /** One channel of luma (Rec. 709 weights on the values as stored); a grey image is returned as it is. */
    public ColorImage toGray() {
        if (planes.length != 3) {
            return this;
        }
        float[] gray = new float[width * height];
        for (int i = 0; i < gray.length; i++) {
            gray[i] = 0.2126f * planes[0][i] + 0.7152f * planes[1][i] + 0.0722f * planes[2][i];
        }
        return new ColorImage(width, height, gray);
    }

    /** The rectangle with its top left corner at ({@code x}, {@code y}); has to lie inside. */
    public ColorImage crop(int x, int y, int cropWidth, int cropHeight) {
        if (x < 0 || y < 0 || x + cropWidth > width || y + cropHeight > height) {
            throw new InvalidInputException("Crop of " + cropWidth + " x " + cropHeight + " at (" + x + ", " + y
                    + ") leaves the image of " + width + " x " + height + ".");
        }
        float[][] cropped = new float[planes.length][];
        for (int c = 0; c < planes.length; c++) {
            cropped[c] = new float[cropWidth * cropHeight];
            for (int row = 0; row < cropHeight; row++) {
                System.arraycopy(planes[c], (y + row) * width + x, cropped[c], row * cropWidth, cropWidth);
            }
        }
        return new ColorImage(cropWidth, cropHeight, cropped);
    }

    /** Rows and columns interchanged. */
    public ColorImage transposed() {
        float[][] turned = new float[planes.length][];
        for (int c = 0; c < planes.length; c++) {
            turned[c] = transposed(planes[c], width, height);
        }
        return new ColorImage(height, width, turned);
    }

    /**
     * Made smaller until neither side is above {@code maxSide}, every new pixel the mean of the area it covers (so no
     * aliasing). An image that already fits is returned as it is.
     */
    public ColorImage fitInto(int maxSide) {
        int longest = Math.max(width, height);
        if (longest <= maxSide) {
            return this;
        }
        int newWidth = Math.max(1, (int) Math.round((double) width * maxSide / longest));
        int newHeight = Math.max(1, (int) Math.round((double) height * maxSide / longest));
        float[][] smaller = new float[planes.length][];
        for (int c = 0; c < planes.length; c++) {
            float[] rows = areaMeans(planes[c], width, height, newWidth);
            smaller[c] = transposed(
                    areaMeans(transposed(rows, newWidth, height), height, newWidth, newHeight), newHeight, newWidth);
        }
        return new ColorImage(newWidth, newHeight, smaller);
    }

    /** Shrinks every row of {@code source} from {@code from} to {@code to} values. */
    private static float[] areaMeans(float[] source, int from, int rows, int to) {
        float[] target = new float[rows * to];
        double scale = (double) from / to;
        for (int i = 0; i < to; i++) {
            double start = i * scale;
            double end = Math.min(from, start + scale);
            int first = (int) start;
            int last = Math.min(from - 1, (int) Math.ceil(end) - 1);
            for (int row = 0; row < rows; row++) {
                double sum = 0;
                for (int j = first; j <= last; j++) {
                    sum += source[row * from + j] * (Math.min(end, j + 1.0) - Math.max(start, j));
                }
                target[row * to + i] = (float) (sum / (end - start));
            }
        }
        return target;
    }

    private static float[] transposed(float[] source, int width, int height) {
        float[] target = new float[source.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                target[x * height + y] = source[y * width + x];
            }
        }
        return target;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ColorImage image
                && width == image.width
                && height == image.height
                && Arrays.deepEquals(planes, image.planes);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + height) + Arrays.deepHashCode(planes);
    }

    @Override
    public String toString() {
        return "ColorImage " + width + " x " + height + ", " + planes.length + " channels";
    }
}
