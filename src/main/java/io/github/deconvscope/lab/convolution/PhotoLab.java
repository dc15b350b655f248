package io.github.deconvscope.lab.convolution;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.PlainWords;
import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.DirectConvolution;
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
                        + " repeating pixels and then convolving."),
        OWN(
                "Own",
                "A kernel of your own: type into its cells. Every pixel becomes the sum of the pixels under the kernel, each times its weight.");

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
     * @param weights of a kernel of the person's own, row by row; empty for the other operations
     */
    public record Settings(Operation operation, int kernel, int stride, List<Double> weights) {
        /** What is shown at first. */
        public static final Settings START = new Settings(Operation.UPSAMPLE, 3, 2);

        public Settings {
            if (kernel < 1 || kernel > MAX_KERNEL || stride < 1 || stride > MAX_STRIDE) {
                throw new InvalidInputException("Kernel " + kernel + " and stride " + stride + " have to lie in 1 to "
                        + MAX_KERNEL + " and 1 to " + MAX_STRIDE + ".");
            }
            int wanted = operation == Operation.OWN ? kernel * kernel : 0;
            if (weights.size() != wanted) {
                throw new InvalidInputException("The kernel of the photograph has "
                        + PlainWords.count(weights.size(), "weight") + "; it takes " + wanted + ".");
            }
            if (!weights.stream().allMatch(weight -> Math.abs(weight) <= Float.MAX_VALUE)) {
                throw new InvalidInputException(
                        "The kernel of the photograph holds a number beyond 3.4e38, the range of a 32-bit float.");
            }
            weights = List.copyOf(weights);
        }

        /** One of the operations whose kernel follows from its size. */
        public Settings(Operation operation, int kernel, int stride) {
            this(
                    operation,
                    kernel,
                    stride,
                    operation == Operation.OWN ? boxed(Filling.DELTA.fill(1, Size.square(kernel), 0)) : List.of());
        }

        /** With other choices. A kernel of the person's own starts with the one in view, and keeps its middle when it gets another size. */
        public Settings with(Operation newOperation, int newKernel, int newStride) {
            if (newOperation != Operation.OWN) {
                return new Settings(newOperation, newKernel, newStride);
            }
            int side = side();
            double[] shown = kernelWeights();
            double[] next = new double[newKernel * newKernel];
            int shift = (newKernel - 1) / 2 - (side - 1) / 2;
            for (int i = 0; i < shown.length; i++) {
                int row = i / side + shift;
                int column = i % side + shift;
                if (row >= 0 && row < newKernel && column >= 0 && column < newKernel) {
                    next[row * newKernel + column] = shown[i];
                }
            }
            return new Settings(newOperation, newKernel, newStride, boxed(next));
        }

        /** With weights that a person typed: from now on the kernel is the person's own. */
        public Settings withWeights(double[] values) {
            return new Settings(Operation.OWN, side(), stride, boxed(values));
        }

        private static List<Double> boxed(double[] values) {
            return Arrays.stream(values).boxed().toList();
        }

        /** Rows of the kernel that is used: edges need three at least. */
        public int side() {
            return operation == Operation.EDGES ? Math.max(3, kernel) : kernel;
        }

        /** The kernel that is used, row by row; of edges the one that answers to slopes from left to right. */
        public double[] kernelWeights() {
            double[] line = new double[side()];
            Arrays.fill(line, (double) stride / kernel);
            return switch (operation) {
                case BLUR -> Filling.BLUR.fill(1, Size.square(kernel), 0);
                case EDGES ->
                    outer(Filling.BLUR.fill(1, new Size(1, side()), 0), Filling.SOBEL.fill(1, new Size(1, side()), 0));
                case UPSAMPLE -> outer(line, line);
                case OWN -> weights.stream().mapToDouble(Double::doubleValue).toArray();
            };
        }

        private static double[] outer(double[] column, double[] row) {
            double[] product = new double[column.length * row.length];
            for (int i = 0; i < product.length; i++) {
                product[i] = column[i / row.length] * row[i % row.length];
            }
            return product;
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
            case OWN -> List.of(original(photo), own(photo, settings));
        };
    }

    /**
     * The sum behind one pixel of a convolution: the brightness of the pixels under the kernel, zeros beyond the border, and the kernel. Brightness is a weighted
     * sum of the channels, so that the sum is the brightness of the pixel that comes out; of edges it is the slope from left to right.
     *
     * @param photo whose sides are at most {@link #MAX_SIDE}
     * @param row of the pixel that comes out
     * @param column of the pixel that comes out
     */
    public static ConvolutionState window(ColorImage photo, Settings settings, int row, int column) {
        int side = settings.side();
        ColorImage gray = photo.toGray();
        int[] frame = frame(settings, row, column);
        double[] pixels = new double[side * side];
        for (int i = 0; i < pixels.length; i++) {
            int y = frame[0] + i / side;
            int x = frame[1] + i % side;
            boolean inside = y >= 0 && y < gray.height() && x >= 0 && x < gray.width();
            pixels[i] = inside ? gray.at(0, y, x) : 0;
        }
        return ConvolutionState.of(
                ConvolutionSettings.direct(Size.square(side), Size.square(side)), pixels, settings.kernelWeights());
    }

    /** Top, left, and side of the window over the photograph from which a pixel comes. */
    public static int[] frame(Settings settings, int row, int column) {
        int side = settings.side();
        return new int[] {
            row * settings.stride() - same(side).height(),
            column * settings.stride() - same(side).width(),
            side
        };
    }

    private static Panel own(ColorImage photo, Settings settings) {
        int side = settings.side();
        ConvolutionGeometry geometry = new ConvolutionGeometry(
                ConvolutionSettings.direct(new Size(photo.height(), photo.width()), Size.square(side))
                        .withStride(Size.square(settings.stride()))
                        .withPadding(same(side)));
        float[][] planes = new float[photo.channels()][];
        for (int c = 0; c < planes.length; c++) {
            double[] plane = new double[photo.plane(c).length];
            for (int i = 0; i < plane.length; i++) {
                plane[i] = photo.plane(c)[i];
            }
            double[] out = DirectConvolution.apply(geometry, plane, settings.kernelWeights());
            planes[c] = new float[out.length];
            for (int i = 0; i < out.length; i++) {
                planes[c][i] = (float) out[i];
            }
        }
        ColorImage image =
                new ColorImage(geometry.output().width(), geometry.output().height(), planes);
        return new Panel(
                "Convolved", size(image) + ", kernel " + Size.square(side) + ", stride " + settings.stride(), image);
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
                new Panel("Transposed", size(transposed) + ", " + settings + uneven, transposed),
                new Panel("Resized", size(resized) + ", pixels repeated, then averaged", resized));
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
