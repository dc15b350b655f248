package io.github.deconvscope.lab.convolution;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.math.SeparableConvolution;
import io.github.deconvscope.math.Size;
import java.util.Arrays;
import java.util.List;

/** Applies blur, edge detection and transposed convolution to a photograph, to show their effect. */
public final class PhotoLab {
    /** Longest side of what is computed, so that it keeps up with a drag. */
    public static final int MAX_SIDE = 384;

    /** Largest kernel and stride. */
    public static final int MAX_KERNEL = 9;

    public static final int MAX_STRIDE = 4;

    /** What is done to the photograph. */
    public enum Operation {
        BLUR("Blur", "Binomial weights that sum to 1: every pixel becomes an average of its neighbours."),
        EDGES(
                "Edges",
                "Sobel kernels across and down; shown is twice the length of the slope they measure, at most 1."),
        UPSAMPLE(
                "Upsample",
                "The photograph is made smaller by the stride, then larger again: by a transposed convolution with equal weights, and by"
                        + " repeating pixels and then convolving.");

        private final String title;
        private final String explanation;

        Operation(String title, String explanation) {
            this.title = title;
            this.explanation = explanation;
        }

        public String title() {
            return title;
        }

        public String explanation() {
            return explanation;
        }
    }

    /**
     * What a person set.
     *
     * @param operation what is done
     * @param kernel kernel size, 1 to {@value #MAX_KERNEL}
     * @param stride 1 to {@value #MAX_STRIDE}
     */
    public record Settings(Operation operation, int kernel, int stride) {
        /** What is shown at first. */
        public static final Settings START = new Settings(Operation.UPSAMPLE, 3, 2);

        public Settings {
            if (kernel < 1 || kernel > MAX_KERNEL || stride < 1 || stride > MAX_STRIDE) {
                throw new InvalidInputException("Kernel " + kernel + " and stride " + stride + " have to lie in 1 to "
                        + MAX_KERNEL + " and 1 to " + MAX_STRIDE + ".");
            }
        }

        /** How often outputs are hit with these settings. */
        public Overlap overlap() {
            return new Overlap(Overlap.USUAL_INPUTS, kernel, stride);
        }
    }

    /**
     * A picture with its name.
     *
     * @param title what was done
     * @param note sizes and numbers
     * @param image the pixels, nominally in [0, 1]
     */
    public record Panel(String title, String note, ColorImage image) {}

    private PhotoLab() {}

    /** Computes the panels of a photograph whose sides are at most {@link #MAX_SIDE}. */
    public static List<Panel> panels(ColorImage photo, Settings settings) {
        int kernel = settings.kernel();
        int stride = settings.stride();
        return switch (settings.operation()) {
            case BLUR -> List.of(original(photo), blurred(photo, kernel, stride));
            case EDGES -> List.of(original(photo), edges(photo, kernel, stride));
            case UPSAMPLE -> upsampled(photo, kernel, stride);
        };
    }

    private static Panel original(ColorImage photo) {
        return new Panel("Photograph", size(photo), photo);
    }

    private static Panel blurred(ColorImage photo, int kernel, int stride) {
        float[] weights = weights(Filling.BLUR, new Size(1, kernel));
        ColorImage image = SeparableConvolution.apply(photo, weights, weights, stride, same(kernel), false);
        return new Panel("Blurred", size(image) + ", kernel " + Size.square(kernel) + ", stride " + stride, image);
    }

    private static Panel edges(ColorImage photo, int kernel, int stride) {
        int side = Math.max(3, kernel);
        float[] smooth = weights(Filling.BLUR, new Size(1, side));
        float[] slope = weights(Filling.SOBEL, new Size(1, side));
        ColorImage gray = photo.toGray();
        // Sobel of one row is the derivative alone; the smoothing across it comes from the other vector.
        float[] across = SeparableConvolution.apply(gray, smooth, slope, stride, same(side), false)
                .plane(0);
        ColorImage down = SeparableConvolution.apply(gray, slope, smooth, stride, same(side), false);
        float[] length = new float[across.length];
        float gain = 1f / sumOfPositive(slope);
        for (int i = 0; i < length.length; i++) {
            length[i] = Math.min(1, 2 * gain * (float) Math.hypot(across[i], down.plane(0)[i]));
        }
        ColorImage image = new ColorImage(down.width(), down.height(), length);
        return new Panel("Edges", size(image) + ", kernel " + Size.square(side) + ", stride " + stride, image);
    }

    private static List<Panel> upsampled(ColorImage photo, int kernel, int stride) {
        int longest = Math.max(photo.width(), photo.height());
        ColorImage small = photo.fitInto(Math.max(kernel, longest / (2 * stride)));
        float[] equal = new float[kernel];
        Arrays.fill(equal, (float) stride / kernel);
        ColorImage transposed = SeparableConvolution.apply(small, equal, equal, stride, Size.square(0), true);
        float[] average = new float[kernel];
        Arrays.fill(average, 1f / kernel);
        ColorImage resized =
                SeparableConvolution.apply(repeated(small, stride), average, average, 1, same(kernel), false);
        String settings = "kernel " + Size.square(kernel) + ", stride " + stride;
        String uneven = kernel % stride == 0 ? ", even overlap" : ", uneven overlap: checkerboard";
        return List.of(
                new Panel("Small photograph", size(small), small),
                new Panel("Transposed convolution", size(transposed) + ", " + settings + uneven, transposed),
                new Panel("Resize, then convolve", size(resized) + ", pixels repeated, then averaged", resized));
    }

    /** Every pixel as a block of stride x stride. */
    private static ColorImage repeated(ColorImage image, int times) {
        int width = image.width() * times;
        int height = image.height() * times;
        float[][] planes = new float[image.channels()][width * height];
        for (int c = 0; c < planes.length; c++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    planes[c][y * width + x] = image.at(c, y / times, x / times);
                }
            }
        }
        return new ColorImage(width, height, planes);
    }

    private static Size same(int kernel) {
        return Size.square((kernel - 1) / 2);
    }

    private static float[] weights(Filling filling, Size size) {
        double[] values = filling.fill(1, size, 0);
        float[] weights = new float[values.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) values[i];
        }
        return weights;
    }

    private static float sumOfPositive(float[] values) {
        float sum = 0;
        for (float v : values) {
            sum += Math.max(0, v);
        }
        return sum;
    }

    private static String size(ColorImage image) {
        return image.height() + "x" + image.width();
    }
}
