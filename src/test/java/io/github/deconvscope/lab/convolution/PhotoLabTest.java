package io.github.deconvscope.lab.convolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.DirectConvolution;
import io.github.deconvscope.math.SeparableConvolution;
import io.github.deconvscope.math.Size;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhotoLabTest {
    private static ColorImage noise(int width, int height) {
        SplittableRandom random = new SplittableRandom(3);
        float[] plane = new float[width * height];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = (float) random.nextDouble();
        }
        return new ColorImage(width, height, plane);
    }

    @ParameterizedTest
    @CsvSource({"false, 1, 0", "false, 2, 1", "true, 2, 0", "true, 3, 1"})
    void separableEqualsTheTextbookLoops(boolean transposed, int stride, int padding) {
        ColorImage image = noise(11, 8);
        float[] column = {1, -2, 0.5f};
        float[] row = {0.25f, 3, 1, -1};
        ColorImage fast = SeparableConvolution.apply(image, column, row, stride, Size.square(padding), transposed);
        ConvolutionGeometry g = new ConvolutionGeometry(ConvolutionSettings.direct(new Size(8, 11), new Size(3, 4))
                .withTransposed(transposed)
                .withStride(Size.square(stride))
                .withPadding(Size.square(padding)));
        double[] input = new double[88];
        for (int i = 0; i < input.length; i++) {
            input[i] = image.plane(0)[i];
        }
        double[] kernel = new double[12];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = column[i / 4] * row[i % 4];
        }
        double[] expected = DirectConvolution.apply(g, input, kernel);
        assertThat(new Size(fast.height(), fast.width())).isEqualTo(g.output());
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) fast.plane(0)[i]).isCloseTo(expected[i], within(1e-5));
        }
    }

    @Test
    void aConstantPictureShowsTheOverlapOnly() {
        float[] flat = new float[64 * 64];
        java.util.Arrays.fill(flat, 0.5f);
        ColorImage image = new ColorImage(64, 64, flat);
        List<PhotoLab.Panel> uneven = PhotoLab.panels(image, upsample(3, 2));
        List<PhotoLab.Panel> even = PhotoLab.panels(image, upsample(4, 2));
        assertThat(spread(uneven.get(1).image())).isGreaterThan(0.4);
        assertThat(spread(even.get(1).image())).isLessThan(1e-5);
        assertThat(spread(uneven.get(2).image())).isLessThan(1e-5);
        assertThat(uneven.get(1).note()).contains("checkerboard");
    }

    /** Largest minus smallest value away from the border. */
    private static double spread(ColorImage image) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int y = 8; y < image.height() - 8; y++) {
            for (int x = 8; x < image.width() - 8; x++) {
                least = Math.min(least, image.at(0, y, x));
                most = Math.max(most, image.at(0, y, x));
            }
        }
        return most - least;
    }

    @Test
    void everySettingOfThePageWorks() {
        ColorImage image = noise(96, 64);
        for (PhotoLab.Operation operation : PhotoLab.Operation.values()) {
            for (int kernel = 1; kernel <= 9; kernel++) {
                for (int stride = 1; stride <= 4; stride++) {
                    assertThat(PhotoLab.panels(image, new PhotoLab.Settings(operation, kernel, stride)))
                            .hasSizeBetween(2, 3);
                }
            }
        }
    }

    private static PhotoLab.Settings upsample(int kernel, int stride) {
        return new PhotoLab.Settings(PhotoLab.Operation.UPSAMPLE, kernel, stride);
    }
}
