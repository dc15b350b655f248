package io.github.deconvscope.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.math.UpsamplingNet.Way;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UpsamplingNetTest {
    private static final int SIDE = 8;

    private static double[] smooth(int side) {
        double[] picture = new double[side * side];
        for (int i = 0; i < picture.length; i++) {
            double y = (double) (i / side) / side;
            double x = (double) (i % side) / side;
            picture[i] = 0.5 + 0.3 * Math.sin(5 * x + 1) * Math.cos(4 * y);
        }
        return picture;
    }

    @ParameterizedTest
    @EnumSource
    void gradientsAreThoseOfFiniteDifferences(Way way) {
        SplittableRandom random = new SplittableRandom(7);
        double[] small = random.doubles(SIDE * SIDE).toArray();
        double[] large = random.doubles(16 * SIDE * SIDE).toArray();
        UpsamplingNet net = new UpsamplingNet(way, SIDE, 3);
        assertThat(net.differentiate(small, large)).isCloseTo(net.error(small, large), within(1e-12));
        for (int layer = 0; layer < 2; layer++) {
            double[] weights = net.weights(layer);
            double[] gradient = net.gradient(layer).clone();
            for (int w = 0; w < weights.length; w += 5) {
                double step = 1e-6;
                double kept = weights[w];
                weights[w] = kept + step;
                double up = net.error(small, large);
                weights[w] = kept - step;
                double down = net.error(small, large);
                weights[w] = kept;
                double difference = (up - down) / (2 * step);
                assertThat(gradient[w])
                        .as("%s, layer %d, weight %d", way, layer, w)
                        .isCloseTo(difference, within(1e-6 * (1 + Math.abs(difference))));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void learnsAndOnlyRepeatedPixelsAreFreeOfAPattern(Way way) {
        double[] small = smooth(SIDE);
        double[] large = smooth(4 * SIDE);
        for (long seed = 1; seed <= 3; seed++) {
            UpsamplingNet net = new UpsamplingNet(way, SIDE, seed);
            double before = net.error(small, large);
            double start = net.checkerboard(0.5);
            for (int i = 0; i < 100; i++) {
                net.step(small, large);
            }
            assertThat(net.error(small, large)).as("error, seed %d", seed).isLessThan(before / 3);
            double end = net.checkerboard(0.5);
            if (way == Way.RESIZE) {
                assertThat(start).isLessThan(1e-12);
                assertThat(end).isLessThan(1e-12);
            } else {
                assertThat(start).isGreaterThan(0.1);
                assertThat(end).isBetween(0.005, start);
            }
        }
    }

    /** Away from the border the answer to flat grey repeats after 4 pixels, the product of the strides. */
    @ParameterizedTest
    @EnumSource
    void thePatternHasThePeriodOfBothStrides(Way way) {
        UpsamplingNet net = new UpsamplingNet(way, SIDE, 5);
        double[] flat = net.flat(0.5);
        int inner = 4 * SIDE - 16;
        assertThat(flat).hasSize(inner * inner);
        for (int i = 0; i + 4 < flat.length; i++) {
            if (i % inner + 4 < inner) {
                assertThat(flat[i + 4]).isCloseTo(flat[i], within(1e-12));
            }
            if (i + 4 * inner < flat.length) {
                assertThat(flat[i + 4 * inner]).isCloseTo(flat[i], within(1e-12));
            }
        }
        // So its spread is that of one period.
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 16; i++) {
            double value = flat[i / 4 * inner + i % 4];
            sum += value / 16;
            squares += value * value / 16;
        }
        assertThat(Math.pow(net.checkerboard(0.5) * 0.5, 2)).isCloseTo(squares - sum * sum, within(1e-10));
    }

    /** The transposed layer by hand: a single white pixel is stamped, rectified, and stamped again. */
    @Test
    void aSinglePixelIsStampedTwice() {
        UpsamplingNet net = new UpsamplingNet(Way.TRANSPOSED, 6, 1);
        double[] small = new double[36];
        small[2 * 6 + 3] = 1;
        double[] once = net.weights(0);
        double[] twice = net.weights(1);
        double expected = 0;
        // Row 9 and column 13 of the result: row 4 or 5 and column 6 or 7 of the map between them, kernel rows 2 y = 10
        // - k.
        for (int channel = 0; channel < 4; channel++) {
            for (int row = 3; row <= 5; row++) {
                for (int column = 5; column <= 7; column++) {
                    double stamped = once[channel * 9 + (row - 3) * 3 + (column - 5)];
                    double middle = stamped > 0 ? stamped : 0.2 * stamped;
                    int ky = 9 - (2 * row - 1);
                    int kx = 13 - (2 * column - 1);
                    if (ky >= 0 && ky < 3 && kx >= 0 && kx < 3) {
                        expected += middle * twice[channel * 9 + ky * 3 + kx];
                    }
                }
            }
        }
        assertThat(net.enlarge(small)[9 * 24 + 13]).isCloseTo(expected, within(1e-12));
    }

    @Test
    void aPictureHasToBeLargerThanItsBorder() {
        assertThatThrownBy(() -> new UpsamplingNet(Way.RESIZE, 5, 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("5");
    }
}
