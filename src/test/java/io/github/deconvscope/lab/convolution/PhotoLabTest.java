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

    /** The sum that is written out for a pixel is the pixel, wherever the window stands; of edges it is the slope across. */
    @ParameterizedTest
    @CsvSource({"BLUR, 3, 1", "BLUR, 4, 2", "BLUR, 9, 3", "OWN, 3, 1", "OWN, 5, 2", "OWN, 2, 4", "OWN, 1, 1"})
    void theSumBehindAPixelIsThePixel(PhotoLab.Operation operation, int kernel, int stride) {
        SplittableRandom random = new SplittableRandom(kernel * 10L + stride);
        float[][] planes = new float[3][17 * 13];
        for (float[] plane : planes) {
            for (int i = 0; i < plane.length; i++) {
                plane[i] = (float) random.nextDouble();
            }
        }
        ColorImage photo = new ColorImage(17, 13, planes);
        PhotoLab.Settings settings = new PhotoLab.Settings(operation, kernel, stride);
        if (operation == PhotoLab.Operation.OWN) {
            settings = settings.withWeights(
                    random.doubles((long) kernel * kernel, -2, 2).toArray());
        }
        ColorImage made = PhotoLab.panels(photo, settings).get(1).image().toGray();
        for (int row = 0; row < made.height(); row++) {
            for (int column = 0; column < made.width(); column++) {
                ConvolutionResult sum = ConvolutionResult.of(PhotoLab.window(photo, settings, row, column));
                assertThat(sum.output()[0]).isCloseTo(made.at(0, row, column), within(2e-5));
            }
        }
    }

    @Test
    void ofEdgesTheSumsAreTheSlopesThatTheyAreMadeOf() {
        ColorImage photo = noise(12, 9);
        PhotoLab.Settings settings = new PhotoLab.Settings(PhotoLab.Operation.EDGES, 3, 1);
        float[] turned = photo.plane(0).clone();
        for (int y = 0; y < 9; y++) {
            for (int x = 0; x < 12; x++) {
                turned[x * 9 + y] = photo.at(0, y, x);
            }
        }
        ColorImage mirrored = new ColorImage(9, 12, turned);
        ColorImage edges = PhotoLab.panels(photo, settings).get(1).image();
        for (int y = 0; y < 9; y++) {
            for (int x = 0; x < 12; x++) {
                double across = ConvolutionResult.of(PhotoLab.window(photo, settings, y, x))
                        .output()[0];
                double down = ConvolutionResult.of(PhotoLab.window(mirrored, settings, x, y))
                        .output()[0];
                // the gain: the positive weights of a line, -1 0 1, sum to 1
                assertThat((double) edges.at(0, y, x))
                        .isCloseTo(Math.min(1, 2 * Math.hypot(across, down)), within(1e-5));
            }
        }
    }

    /** An own kernel begins with the one in view, so that every preset can be changed. */
    @ParameterizedTest
    @CsvSource({"BLUR, 3", "BLUR, 4", "EDGES, 3", "EDGES, 5", "UPSAMPLE, 3"})
    void anOwnKernelBeginsWithTheOneInView(PhotoLab.Operation operation, int kernel) {
        PhotoLab.Settings settings = new PhotoLab.Settings(operation, kernel, 2);
        PhotoLab.Settings own = settings.with(PhotoLab.Operation.OWN, kernel, 2);
        assertThat(own.kernelWeights()).containsExactly(settings.kernelWeights());
        PhotoLab.Settings larger = own.with(PhotoLab.Operation.OWN, kernel + 2, 2);
        assertThat(larger.with(PhotoLab.Operation.OWN, kernel, 2)).isEqualTo(own);
        assertThat(java.util.Arrays.stream(larger.kernelWeights()).sum())
                .isCloseTo(java.util.Arrays.stream(own.kernelWeights()).sum(), within(1e-12));
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
