package io.github.deconvscope.lab.whitening;

import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.math.Patches;
import java.util.Arrays;

/** The image after whitening, pixel by pixel: each value is the centre feature of the whitened patch around it. */
public final class WhitenedImage {
    private WhitenedImage() {}

    /**
     * Whitens at stride 1, with the border pixels repeated outwards.
     *
     * @param result of image patches
     * @return at most 3 channels; variance about 1 where whitening succeeds, so most values lie in -3 to 3
     * @throws java.util.NoSuchElementException if the result is that of a layer, which has no image
     */
    public static ColorImage of(WhiteningResult result) {
        WhiteningInput input = result.estimate().input().orElseThrow();
        ColorImage image = input.images().get(0);
        Patches patches = input.patches();
        int channels = Math.min(3, image.channels());
        if (channels == 2) {
            channels = 1;
        }
        float[][] planes = new float[channels][];
        for (int c = 0; c < channels; c++) {
            planes[c] = filtered(
                    image,
                    patches.kernel(),
                    centreRow(result, c, patches.kernel()),
                    result.estimate().mean());
        }
        return new ColorImage(image.width(), image.height(), planes);
    }

    private static double[] centreRow(WhiteningResult result, int channel, int kernel) {
        int n = result.estimate().features();
        int row = (channel * kernel + kernel / 2) * kernel + kernel / 2;
        double[] values = new double[n];
        System.arraycopy(result.whitening(), row * n, values, 0, n);
        return values;
    }

    /** Correlates one filter over the image, row by row and tap by tap. */
    private static float[] filtered(ColorImage image, int kernel, double[] filter, double[] mean) {
        int width = image.width();
        int height = image.height();
        float[] output = new float[width * height];
        double offset = 0;
        for (int i = 0; i < filter.length; i++) {
            offset -= filter[i] * mean[i];
        }
        int centre = kernel / 2;
        float[] sums = new float[width];
        float[] padded = new float[width + kernel - 1];
        float[] shifted = new float[width];
        for (int y = 0; y < height; y++) {
            Arrays.fill(sums, (float) offset);
            for (int row = 0; row < image.channels() * kernel; row++) {
                int from = Math.max(0, Math.min(height - 1, y + row % kernel - centre));
                pad(image.plane(row / kernel), from * width, width, centre, padded);
                for (int kx = 0; kx < kernel; kx++) {
                    System.arraycopy(padded, kx, shifted, 0, width);
                    addScaled(sums, shifted, (float) filter[row * kernel + kx]);
                }
            }
            System.arraycopy(sums, 0, output, y * width, width);
        }
        return output;
    }

    /** One row of pixels with its border pixels repeated. */
    private static void pad(float[] plane, int from, int width, int centre, float[] padded) {
        System.arraycopy(plane, from, padded, centre, width);
        Arrays.fill(padded, 0, centre, plane[from]);
        Arrays.fill(padded, centre + width, padded.length, plane[from + width - 1]);
    }

    /** Walks both arrays by the same index, so that the compiler turns the loop into vector instructions. */
    private static void addScaled(float[] sums, float[] values, float factor) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += factor * values[i];
        }
    }
}
