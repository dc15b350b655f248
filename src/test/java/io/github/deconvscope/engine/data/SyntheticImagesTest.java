package io.github.deconvscope.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SyntheticImagesTest {
    @Test
    void theSameSeedGivesTheSameImagesAndAnotherSeedOthers() {
        ImageSet images = SyntheticImages.generate(100, 1);
        assertThat(SyntheticImages.generate(100, 1)).isEqualTo(images);
        assertThat(SyntheticImages.generate(100, 2)).isNotEqualTo(images);
        assertThat(images.classCounts()).containsOnly(10).hasSize(10);
        // Computed once from this code: a change of any kind that moves a pixel of published runs is seen here.
        assertThat(images.hashCode()).isEqualTo(-837375546);
    }

    @Test
    void thePowerSpectrumFallsAboutAsInNaturalImages() {
        ImageSet images = SyntheticImages.generate(400, 1);
        double slope = spectralSlope(images);
        // Natural images: power ~ 1 / frequency^2, exponents between 1.6 and 2.6 are usual; white noise has 0.
        assertThat(slope).isBetween(-2.6, -1.6);
    }

    /** Slope of log power against log frequency of rows, green channel, frequencies 1 to 12 of 32. */
    private static double spectralSlope(ImageSet images) {
        double sx = 0;
        double sy = 0;
        double sxx = 0;
        double sxy = 0;
        int n = 12;
        for (int f = 1; f <= n; f++) {
            double power = 0;
            for (int image = 0; image < images.size(); image++) {
                for (int row = 0; row < 32; row += 4) {
                    double re = 0;
                    double im = 0;
                    for (int column = 0; column < 32; column++) {
                        // A Hann window, so that the jump from the right edge to the left one does not count.
                        double hann = 0.5 - 0.5 * Math.cos(2 * Math.PI * (column + 0.5) / 32);
                        double value = hann * images.pixel(image, 1, row, column);
                        re += value * Math.cos(2 * Math.PI * f * column / 32);
                        im += value * Math.sin(2 * Math.PI * f * column / 32);
                    }
                    power += re * re + im * im;
                }
            }
            if (f == 1) {
                continue;
            }
            double x = Math.log(f);
            double y = Math.log(power);
            sx += x;
            sy += y;
            sxx += x * x;
            sxy += x * y;
        }
        int m = n - 1;
        return (m * sxy - sx * sy) / (m * sxx - sx * sx);
    }

    @Test
    void channelsAndNeighboursAreStronglyCorrelated() {
        ImageSet images = SyntheticImages.generate(400, 1);
        assertThat(correlation(images, 0, 1, 0)).isBetween(0.85, 0.999);
        assertThat(correlation(images, 1, 2, 0)).isBetween(0.7, 0.999);
        assertThat(correlation(images, 1, 1, 1)).isBetween(0.8, 0.99);
        assertThat(correlation(images, 1, 1, 8)).isLessThan(correlation(images, 1, 1, 1) - 0.1);
    }

    private static double correlation(ImageSet images, int channelA, int channelB, int shift) {
        double a = 0;
        double b = 0;
        double aa = 0;
        double bb = 0;
        double ab = 0;
        long n = 0;
        for (int image = 0; image < images.size(); image++) {
            for (int row = 0; row < 32; row++) {
                for (int column = 0; column + shift < 32; column++) {
                    int x = images.pixel(image, channelA, row, column);
                    int y = images.pixel(image, channelB, row, column + shift);
                    a += x;
                    b += y;
                    aa += x * x;
                    bb += y * y;
                    ab += x * y;
                    n++;
                }
            }
        }
        return (ab / n - a / n * b / n) / Math.sqrt((aa / n - a / n * a / n) * (bb / n - b / n * b / n));
    }

    /** Softmax regression on the brightness of the pixels: far better than chance if the classes can be told apart at all. */
    @Test
    void theClassesCanBeLearned() {
        ImageSet train = SyntheticImages.generate(2000, 1);
        ImageSet test = SyntheticImages.generate(500, 2);
        double[][] weights = new double[10][1025];
        for (int epoch = 0; epoch < 8; epoch++) {
            for (int image = 0; image < train.size(); image++) {
                double[] x = features(train, image);
                double[] p = softmax(weights, x);
                for (int c = 0; c < 10; c++) {
                    double step = 0.002 * ((c == train.label(image) ? 1 : 0) - p[c]);
                    for (int i = 0; i < x.length; i++) {
                        weights[c][i] += step * x[i];
                    }
                }
            }
        }
        int right = 0;
        for (int image = 0; image < test.size(); image++) {
            double[] p = softmax(weights, features(test, image));
            int best = 0;
            for (int c = 1; c < 10; c++) {
                best = p[c] > p[best] ? c : best;
            }
            right += best == test.label(image) ? 1 : 0;
        }
        assertThat(right / 500.0).isGreaterThan(0.4);
    }

    private static double[] features(ImageSet set, int image) {
        double[] x = new double[1025];
        double mean = 0;
        for (int i = 0; i < 1024; i++) {
            x[i] = set.pixel(image, 1, i / 32, i % 32) / 64.0;
            mean += x[i] / 1024;
        }
        for (int i = 0; i < 1024; i++) {
            x[i] -= mean;
        }
        x[1024] = 1;
        return x;
    }

    private static double[] softmax(double[][] weights, double[] x) {
        double[] p = new double[10];
        double sum = 0;
        for (int c = 0; c < 10; c++) {
            double score = 0;
            for (int i = 0; i < x.length; i++) {
                score += weights[c][i] * x[i];
            }
            p[c] = Math.exp(score);
            sum += p[c];
        }
        for (int c = 0; c < 10; c++) {
            p[c] /= sum;
        }
        return p;
    }
}
