package io.github.deconvscope.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.base.InvalidInputException;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Normalizations of activations against the numbers of their authors' code and of PyTorch, against finite differences and by what they promise. */
class NormalizationTest {
    private static final double EXACT = 1e-9;

    @TestFactory
    List<DynamicTest> iterNorm() throws IOException {
        return NormalizationGolden.tests(".*_iternorm_.*\\.npz", NormalizationTest::checkIterNorm);
    }

    @TestFactory
    List<DynamicTest> groupAndLayerNorm() throws IOException {
        return NormalizationGolden.tests(".*_(group|layer)norm\\.npz", NormalizationTest::checkGroupNorm);
    }

    private static void checkIterNorm(NormalizationGolden golden) {
        int[] shape = golden.shape("x");
        int size = (int) golden.number("num_channels");
        IterNorm norm = new IterNorm(shape[2], size, (int) golden.number("iterations"), golden.number("eps"), 0.1);
        for (int step = 0; step < shape[0]; step++) {
            golden.checkStep("y", step, norm.train(golden.step("x", step), shape[1]), EXACT);
            golden.checkStep("gx", step, norm.gradient(golden.step("g", step), shape[1]), EXACT);
            golden.checkStep("running_mean", step, norm.runningMean(), EXACT);
            double[] whitening = new double[shape[2] * size];
            for (int g = 0; g < shape[2] / size; g++) {
                System.arraycopy(norm.runningWhitening(g), 0, whitening, g * size * size, size * size);
            }
            golden.checkStep("running_wm", step, whitening, EXACT);
        }
        golden.check("y_eval", norm.evaluate(golden.values("x_eval"), golden.shape("x_eval")[0]), EXACT);
    }

    private static void checkGroupNorm(NormalizationGolden golden) {
        int[] shape = golden.shape("x");
        double[] x = golden.values("x");
        Standardization norm = Standardization.ofGroups(
                shape[0],
                shape[1],
                x.length / (shape[0] * shape[1]),
                (int) golden.number("groups"),
                golden.number("eps"));
        golden.check("y", norm.forward(x, golden.values("weight"), golden.values("bias")), EXACT);
        Standardization.Gradients gradients = norm.gradients(x, golden.values("weight"), golden.values("g"));
        golden.check("gx", gradients.x(), EXACT);
        golden.check("g_weight", gradients.weight(), EXACT);
        golden.check("g_bias", gradients.bias(), EXACT);
    }

    @ParameterizedTest
    @CsvSource({"6, 3, 5, 5, 1", "6, 6, 1, 4, 2", "4, 1, 7, 5, 3", "6, 2, 0, 5, 4", "8, 8, 5, 1, 5"})
    void theGradientOfIterNormIsThatOfFiniteDifferences(
            int channels, int size, int iterations, int positions, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = normal(random, 4 * channels * positions);
        double[] g = normal(random, x.length);
        IterNorm norm = new IterNorm(channels, size, iterations, 1e-3, 0.1);
        norm.train(x, 4);
        double[] gradient = norm.gradient(g, 4);
        checkByDifferences(
                x, g, gradient, moved -> new IterNorm(channels, size, iterations, 1e-3, 0.1).train(moved, 4));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void gradientsOfStandardizationAreThoseOfFiniteDifferences(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = normal(random, 3 * 6 * 4);
        double[] g = normal(random, x.length);
        double[] weight = normal(random, 6);
        double[] bias = normal(random, 6);
        for (Standardization norm : List.of(
                Standardization.ofChannels(3, 6, 4, 1e-3),
                Standardization.ofGroups(3, 6, 4, 2, 1e-3),
                Standardization.ofGroups(3, 6, 4, 1, 1e-3))) {
            Standardization.Gradients gradients = norm.gradients(x, weight, g);
            checkByDifferences(x, g, gradients.x(), moved -> norm.forward(moved, weight, bias));
            checkByDifferences(weight, g, gradients.weight(), moved -> norm.forward(x, moved, bias));
            checkByDifferences(bias, g, gradients.bias(), moved -> norm.forward(x, weight, moved));
        }
    }

    /** The loss is the sum of g times what the function makes of the values. */
    private static void checkByDifferences(
            double[] values, double[] g, double[] gradient, UnaryOperator<double[]> function) {
        double step = 1e-5;
        for (int i = 0; i < values.length; i++) {
            double[] up = values.clone();
            double[] down = values.clone();
            up[i] += step;
            down[i] -= step;
            double difference = (loss(function.apply(up), g) - loss(function.apply(down), g)) / (2 * step);
            assertThat(gradient[i]).as("gradient " + i).isCloseTo(difference, within(1e-6));
        }
    }

    private static double loss(double[] y, double[] g) {
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            sum += y[i] * g[i];
        }
        return sum;
    }

    /**
     * With enough iterations the covariance of each group is that of white data (its condition number is small enough for the iteration to be
     * stable), and groups of one channel are batch normalization.
     */
    @Test
    void iterNormWhitensAndOfOneChannelStandardises() {
        SplittableRandom random = new SplittableRandom(7);
        int samples = 400;
        double[] x = normal(random, samples * 3);
        for (int n = 0; n < samples; n++) {
            x[3 * n + 1] = 0.4 * x[3 * n] + 0.9 * x[3 * n + 1] + 5;
            x[3 * n + 2] = 1.2 * x[3 * n + 2] + 0.3 * x[3 * n];
        }
        double[] white = new IterNorm(3, 3, 15, 0, 0.1).train(x, samples);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double sum = 0;
                for (int n = 0; n < samples; n++) {
                    sum += white[3 * n + i] * white[3 * n + j];
                }
                assertThat(sum / samples).isCloseTo(i == j ? 1 : 0, within(1e-6));
            }
        }
        double[] ones = {1, 1, 1};
        assertThat(new IterNorm(3, 1, 5, 1e-5, 0.1).train(x, samples))
                .containsExactly(
                        Standardization.ofChannels(samples, 3, 1, 1e-5).forward(x, ones, new double[3]), within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"512, 32", "64, 32", "32, 32", "16, 16", "8, 8", "48, 24", "37, 1", "1, 1"})
    void groupNormHasThirtyTwoGroupsOrTheLargestNumberThatDivides(int channels, int groups) {
        assertThat(Standardization.usualGroups(channels)).isEqualTo(groups);
    }

    @Test
    void groupsThatDoNotDivideAreRefused() {
        assertThatThrownBy(() -> Standardization.ofGroups(2, 6, 4, 4, 1e-5))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("6 channels in 4 groups");
        assertThatThrownBy(() -> new IterNorm(6, 4, 5, 1e-5, 0.1)).isInstanceOf(InvalidInputException.class);
    }

    private static double[] normal(SplittableRandom random, int size) {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }
}
