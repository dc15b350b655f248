package io.github.deconvscope.lab.whitening;

import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.math.Patches;

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

    /** Correlates one filter over the image, tap by tap so that the inner loop runs along rows. */
    private static float[] filtered(ColorImage image, int kernel, double[] filter, double[] mean) {
        int width = image.width();
        int height = image.height();
        float[] output = new float[width * height];
        double offset = 0;
        for (int i = 0; i < filter.length; i++) {
            offset -= filter[i] * mean[i];
        }
        java.util.Arrays.fill(output, (float) offset);
        int centre = kernel / 2;
        for (int c = 0; c < image.channels(); c++) {
            float[] plane = image.plane(c);
            for (int ky = 0; ky < kernel; ky++) {
                for (int kx = 0; kx < kernel; kx++) {
                    float weight = (float) filter[(c * kernel + ky) * kernel + kx];
                    if (weight != 0) {
                        addShifted(output, plane, width, height, weight, ky - centre, kx - centre);
                    }
                }
            }
        }
        return output;
    }

    /** Inner pixels in one plain loop, which the compiler turns into vectors; the repeated border apart. */
    private static void addShifted(float[] output, float[] plane, int width, int height, float weight, int dy, int dx) {
        int first = Math.min(width, Math.max(0, -dx));
        int last = Math.max(first, Math.min(width, width - dx));
        for (int y = 0; y < height; y++) {
            int from = Math.max(0, Math.min(height - 1, y + dy)) * width;
            int to = y * width;
            for (int x = 0; x < first; x++) {
                output[to + x] += weight * plane[from];
            }
            addRow(output, to + first, plane, from + first + dx, weight, last - first);
            for (int x = last; x < width; x++) {
                output[to + x] += weight * plane[from + width - 1];
            }
        }
    }

    private static void addRow(float[] output, int to, float[] plane, int from, float weight, int count) {
        for (int i = 0; i < count; i++) {
            output[to + i] += weight * plane[from + i];
        }
    }
}
