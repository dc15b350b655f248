package io.github.deconvscope.math;

import java.util.List;
import java.util.Optional;

/**
 * A convolution, or a transposed one, of a photograph with a kernel that is a column times a row: first along the rows, then along the columns.
 * Much cheaper than {@link DirectConvolution} (2 k instead of k * k products a pixel), and in single precision.
 */
public final class SeparableConvolution {
    private SeparableConvolution() {}

    /**
     * Convolves every channel by itself.
     *
     * @param image any number of channels
     * @param column weights along the vertical axis
     * @param row weights along the horizontal axis
     * @param stride step on both axes
     * @param padding zeros around a convolution's input; for the transpose the crop of its output
     * @param transposed whether to apply the transpose
     * @throws InvalidInputException if the settings are not legal for this image
     */
    public static ColorImage apply(
            ColorImage image, float[] column, float[] row, int stride, Size padding, boolean transposed) {
        ConvolutionAxis vertical = axis(transposed, image.height(), column.length, stride, padding.height());
        ConvolutionAxis horizontal = axis(transposed, image.width(), row.length, stride, padding.width());
        require(vertical.problem("height").or(() -> horizontal.problem("width")));
        Taps down = Taps.of(vertical);
        Taps across = Taps.of(horizontal);
        float[][] planes = new float[image.channels()][];
        for (int c = 0; c < planes.length; c++) {
            float[] rows = alongRows(image.plane(c), image.height(), image.width(), across, horizontal.output(), row);
            planes[c] = alongColumns(rows, horizontal.output(), down, vertical.output(), column);
        }
        return new ColorImage(horizontal.output(), vertical.output(), planes);
    }

    private static ConvolutionAxis axis(boolean transposed, int input, int kernel, int stride, int padding) {
        return new ConvolutionAxis(transposed, input, kernel, stride, padding, padding, 1, 0);
    }

    private static void require(Optional<String> problem) {
        problem.ifPresent(why -> {
            throw ConvolutionSettings.notPossible(List.of(why));
        });
    }

    private static float[] alongRows(float[] plane, int height, int width, Taps taps, int outputs, float[] weights) {
        float[] result = new float[height * outputs];
        for (int o = 0; o < outputs; o++) {
            for (int t = 0; t < taps.count(o); t++) {
                float weight = weights[taps.kernel(o, t)];
                int in = taps.input(o, t);
                for (int y = 0; y < height; y++) {
                    result[y * outputs + o] += weight * plane[y * width + in];
                }
            }
        }
        return result;
    }

    private static float[] alongColumns(float[] plane, int width, Taps taps, int outputs, float[] weights) {
        float[] result = new float[outputs * width];
        for (int o = 0; o < outputs; o++) {
            for (int t = 0; t < taps.count(o); t++) {
                float weight = weights[taps.kernel(o, t)];
                int from = taps.input(o, t) * width;
                int to = o * width;
                for (int x = 0; x < width; x++) {
                    result[to + x] += weight * plane[from + x];
                }
            }
        }
        return result;
    }
}
