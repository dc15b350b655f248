package io.github.deconvscope.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatchesTest {
    private static ColorImage noise(int width, int height, int channels, long seed) {
        Random random = new Random(seed);
        float[][] planes = new float[channels][width * height];
        for (float[] plane : planes) {
            for (int i = 0; i < plane.length; i++) {
                plane[i] = random.nextFloat();
            }
        }
        return new ColorImage(width, height, planes);
    }

    @ParameterizedTest
    @CsvSource({"7,5,3,3,3,0", "7,5,1,3,1,1", "8,9,2,5,2,2", "4,4,3,1,3,0", "6,6,2,3,3,1"})
    void patchesHoldChannelThenRowThenColumn(int width, int height, int channels, int kernel, int stride, int padding) {
        ColorImage image = noise(width, height, channels, 1);
        Patches patches = Patches.of(List.of(image, image), kernel, stride, padding);
        int down = Patches.positions(height, kernel, stride, padding);

        assertThat(patches.samples()).isEqualTo(2 * down * patches.across());
        for (int s = 0; s < patches.samples(); s++) {
            int position = s % (down * patches.across());
            for (int c = 0; c < channels; c++) {
                for (int ky = 0; ky < kernel; ky++) {
                    for (int kx = 0; kx < kernel; kx++) {
                        int y = position / patches.across() * stride - padding + ky;
                        int x = position % patches.across() * stride - padding + kx;
                        float expected = y < 0 || x < 0 || y >= height || x >= width ? 0 : image.at(c, y, x);
                        assertThat(patches.rows()[s * patches.features() + (c * kernel + ky) * kernel + kx])
                                .isEqualTo(expected);
                    }
                }
            }
        }
    }

    @Test
    void aKernelThatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> Patches.of(List.of(noise(4, 4, 1, 1)), 5, 1, 0))
                .hasMessageContaining("5 x 5")
                .hasMessageContaining("smaller kernel");
        assertThatThrownBy(() -> Patches.of(List.of(noise(4, 4, 1, 1)), 3, 0, 0))
                .hasMessageContaining("stride 0");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void covarianceAgreesWithItsDefinition(long seed) {
        Patches patches = Patches.of(List.of(noise(20, 17, 2, seed)), 3, 2, 0);
        int n = patches.features();
        Covariance covariance = Covariance.of(patches.rows(), patches.samples(), n, true);
        Covariance moment = Covariance.of(patches.rows(), patches.samples(), n, false);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int s = 0; s < patches.samples(); s++) {
                    sum += (patches.rows()[s * n + i] - covariance.mean()[i])
                            * (patches.rows()[s * n + j] - covariance.mean()[j]);
                }
                double expected = sum / patches.samples();
                assertThat(covariance.matrix()[i * n + j]).isCloseTo(expected, within(1e-12));
                assertThat(moment.matrix()[i * n + j])
                        .isCloseTo(expected + covariance.mean()[i] * covariance.mean()[j], within(1e-12));
            }
        }
        double[] correlation = Covariance.correlation(covariance.matrix(), n);
        assertThat(correlation[0]).isCloseTo(1, within(1e-12));
        assertThat(Covariance.meanAbsoluteCorrelation(SquareMatrix.identity(n), n))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"6,3,true", "6,2,false", "6,1,true", "6,6,false"})
    void groupsShareTheFeaturesAmongThem(int channels, int block, boolean interleaved) {
        FeatureBlocks layout = FeatureBlocks.of(channels, 3, block, interleaved);
        boolean[] seen = new boolean[layout.features()];
        for (int g = 0; g < layout.groups(); g++) {
            for (int column : layout.columnsOf(g)) {
                assertThat(seen[column]).isFalse();
                seen[column] = true;
            }
        }
        assertThat(seen).doesNotContain(false);
        double[][] ones = new double[layout.groups()][];
        Arrays.setAll(ones, g -> SquareMatrix.identity(layout.groupFeatures()));
        List<int[]> groups =
                IntStream.range(0, layout.groups()).mapToObj(layout::columnsOf).toList();
        assertThat(SquareMatrix.scattered(ones, groups, layout.features()))
                .isEqualTo(SquareMatrix.identity(layout.features()));
    }

    @Test
    void blocksThatDoNotFitFollowTheRuleOfTheLayers() {
        assertThat(FeatureBlocks.of(3, 3, 64, false).block()).isEqualTo(3);
        assertThat(FeatureBlocks.of(12, 3, 8, false).block()).isEqualTo(4);
        assertThat(FeatureBlocks.of(16, 3, 8, true).columnsOf(1)).startsWith(1, 3, 5);
        assertThat(FeatureBlocks.of(16, 3, 8, false).columnsOf(1)).startsWith(72, 73);
        assertThat(FeatureBlocks.of(3, 3, 3, false).describe(11)).isEqualTo("channel 1, ky 0, kx 2");
        assertThatThrownBy(() -> FeatureBlocks.of(3, 3, 0, false)).hasMessageContaining("Block 0");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aFoldedConvolutionDoesWhatWhiteningAndConvolutionDo(long seed) {
        Random random = new Random(seed);
        Patches patches = Patches.of(List.of(noise(16, 16, 3, seed)), 3, 3, 0);
        int n = patches.features();
        Covariance covariance = Covariance.of(patches.rows(), patches.samples(), n, true);
        double[] d = NewtonSchulz.whitening(Covariance.plusDiagonal(covariance.matrix(), n, 1e-3), n, 15, Lane.DOUBLE);
        PlainConvolution kernels = new PlainConvolution(
                random.doubles(4L * n, -1, 1).toArray(),
                random.doubles(4, -1, 1).toArray());
        PlainConvolution folded = kernels.fold(d, covariance.mean());
        for (int s = 0; s < patches.samples(); s++) {
            float[] white = new float[n];
            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    sum += d[i * n + j]
                            * (patches.rows()[s * n + j] - covariance.mean()[j]);
                }
                white[i] = (float) sum;
            }
            float[] expected = kernels.apply(white, 0);
            float[] actual = folded.apply(patches.rows(), s * n);
            for (int o = 0; o < 4; o++) {
                assertThat(actual[o]).isCloseTo(expected[o], within(2e-4f));
            }
        }
    }

    @Test
    void imagesAreMadeSmallerByAreaMeans() {
        float[] checks = new float[8 * 6];
        for (int i = 0; i < checks.length; i++) {
            checks[i] = (i / 8 + i % 8) % 2;
        }
        ColorImage small = new ColorImage(8, 6, checks).fitInto(4);
        assertThat(small.width()).isEqualTo(4);
        assertThat(small.height()).isEqualTo(3);
        assertThat(small.plane(0)).containsOnly(0.5f);
        assertThat(noise(9, 5, 1, 1).crop(2, 1, 3, 2).at(0, 1, 2))
                .isEqualTo(noise(9, 5, 1, 1).at(0, 2, 4));
    }
}
