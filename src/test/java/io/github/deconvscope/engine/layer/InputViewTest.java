package io.github.deconvscope.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.deconvscope.engine.OnComputeThread;
import io.github.deconvscope.math.Covariance;
import io.github.deconvscope.run.config.Fidelity;
import io.github.deconvscope.run.feed.MatrixOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A layer that does not whiten shows of its input what a layer that does shows of the same input; both are found another way here. */
@ExtendWith(OnComputeThread.class)
class InputViewTest {
    private static final double EPS = 0.01;

    static IntStream seeds() {
        return IntStream.range(0, 20);
    }

    /** Copies what a layer shows. */
    private static final class Copies implements LayerObserver {
        double[] mean;
        double[] covariance;
        double[] channels;
        double[] channelsAfter;
        double[] range;
        double[] whitening;
        long samples;
        boolean looking;

        @Override
        public void look(Runnable shown) {
            looking = true;
            shown.run();
            looking = false;
        }

        @Override
        public boolean wantsInput(String layer) {
            return true;
        }

        @Override
        public boolean wantsOutput(String layer) {
            return false;
        }

        @Override
        public void input(String layer, InputView view) {
            assertThat(looking)
                    .as("what is computed for the observer is on its account")
                    .isTrue();
            mean = Layers.doubles(view.mean());
            covariance = Layers.doubles(view.covariance());
            channels = Layers.doubles(view.channelCovariance());
            range = Layers.doubles(view.channelRange());
            samples = view.samples();
        }

        @Override
        public void whitening(String layer, WhiteningView view) {
            assertThat(looking).isTrue();
            whitening = Layers.doubles(view.whitening());
            channelsAfter = Layers.doubles(view.channelCovarianceAfter());
        }

        @Override
        public void output(String layer, NDArray output) {
            throw new AssertionError("not asked for");
        }
    }

    private static Copies shown(Layer layer, NDManager manager, NDArray x) {
        layer.initialize(manager, x.getDataType(), x.getShape());
        Copies copies = new Copies();
        layer.setObserver(copies);
        Layers.forward(layer, manager, x, true);
        return copies;
    }

    private static WhiteningOptions options(Random random) {
        return TestWhitening.options()
                .fidelity(Fidelity.values()[random.nextInt(3)])
                .block(1 + random.nextInt(4))
                .eps(EPS)
                .samplingStride(1 + random.nextInt(3))
                .build();
    }

    private static FastDeconv2D whitening(int in, int out, WhiteningOptions options) {
        return FastDeconv2D.builder()
                .setChannels(in, out)
                .setKernel(3, 3)
                .optPadding(1, 1)
                .setRandom(new SplittableRandom(1))
                .optWhitening(options)
                .build();
    }

    private static PlainConv2D plain(int in, int out, WhiteningOptions options) {
        return new PlainConv2D(
                "plain", in, out, Window.same(3), true, Initialization.DEFAULT, options, new SplittableRandom(1));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aPlainConvolutionShowsTheSameOfTheSameInput(int seed) {
        Random random = new Random(seed);
        int in = 1 + random.nextInt(8);
        WhiteningOptions options = options(random);
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = Layers.images(manager, random, DataType.FLOAT64, 3, in, 7 + random.nextInt(4), 9);
            FastDeconv2D whitening = whitening(in, 3, options);
            PlainConv2D plain = plain(in, 3, options);
            Copies of = shown(whitening, manager, x);
            Copies other = shown(plain, manager, x);
            assertThat(other.covariance).containsExactly(of.covariance);
            assertThat(other.mean).containsExactly(of.mean);
            assertThat(other.samples).isEqualTo(of.samples);
            assertThat(other.channels).containsExactly(of.channels);
            assertThat(other.range).containsExactly(of.range);
            assertThat(other.whitening).as("there is no D").isNull();
            assertThat(plain.effectiveBlock()).isEqualTo(whitening.effectiveBlock());
            assertThat(plain.interleaved()).isEqualTo(whitening.interleaved());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aPlainDenseLayerShowsTheSameOfTheSameInput(int seed) {
        Random random = new Random(seed);
        int in = 1 + random.nextInt(12);
        WhiteningOptions options = options(random);
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = Layers.images(manager, random, DataType.FLOAT64, 20, in);
            Copies of = shown(
                    new WhitenedLinear("a", in, 2, true, Initialization.DEFAULT, options, new SplittableRandom(1)),
                    manager,
                    x);
            Copies other = shown(
                    new PlainLinear("b", in, 2, Initialization.DEFAULT, options, new SplittableRandom(1)), manager, x);
            assertThat(other.covariance).containsExactly(of.covariance);
            assertThat(other.channels).containsExactly(of.channels);
            assertThat(other.range).containsExactly(of.range);
        }
    }

    /** Samples of one channel, feature-major. */
    private static double[] flat(List<double[]> channels) {
        return channels.stream().flatMapToDouble(java.util.Arrays::stream).toArray();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void channelsAreTakenAtTheCentreOfTheSampledPatches(int seed) {
        Random random = new Random(seed);
        int in = 2 + random.nextInt(6);
        int h = 7 + random.nextInt(5);
        WhiteningOptions options = options(random);
        int stride = options.statistics().samplingStride();
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = Layers.images(manager, random, DataType.FLOAT64, 2, in, h, h);
            double[] values = Layers.doubles(x);
            List<double[]> channels = new ArrayList<>();
            double[] range = new double[in];
            for (int c = 0; c < in; c++) {
                List<Double> samples = new ArrayList<>();
                double least = Double.POSITIVE_INFINITY;
                double most = Double.NEGATIVE_INFINITY;
                for (int i = 0; i < 2 * h * h; i++) {
                    int pixel = i % (h * h);
                    double value = values[(i / (h * h) * in + c) * h * h + pixel];
                    least = Math.min(least, value);
                    most = Math.max(most, value);
                    if (pixel / h % stride == 0 && pixel % h % stride == 0) {
                        samples.add(value);
                    }
                }
                range[c] = most - least;
                channels.add(samples.stream().mapToDouble(v -> v).toArray());
            }
            double[][] expected = Layers.covariance(flat(channels), in);
            Copies shown = shown(plain(in, 2, options), manager, x);
            for (int i = 0; i < in * in; i++) {
                double eps = i / in == i % in ? EPS : 0;
                assertThat(shown.channels[i]).isCloseTo(expected[i / in][i % in] + eps, within(1e-9));
            }
            assertThat(shown.range).containsExactly(range, within(1e-12));
        }
    }

    @Test
    void afterWhiteningChannelsAreThoseOfTheBlocksTimesD() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Random random = new Random(4);
            WhiteningOptions options = TestWhitening.options()
                    .fidelity(Fidelity.CORRECTED)
                    .block(4)
                    .eps(EPS)
                    .build();
            Copies shown = shown(
                    whitening(4, 2, options), manager, Layers.images(manager, random, DataType.FLOAT64, 4, 4, 9, 9));
            // One block: its covariance after D holds the centres of its channels, eps after D and not before.
            int n = 36;
            double[] data = Covariance.plusDiagonal(shown.covariance, n, -EPS);
            double[] after = Covariance.after(shown.whitening, data, n);
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 4; j++) {
                    double expected = after[(9 * i + 4) * n + 9 * j + 4] + (i == j ? EPS : 0);
                    assertThat(shown.channelsAfter[4 * i + j]).isCloseTo(expected, within(1e-9));
                }
            }
            assertThat(Covariance.meanAbsoluteCorrelation(shown.channelsAfter, 4))
                    .isLessThan(0.5 * Covariance.meanAbsoluteCorrelation(shown.channels, 4));
        }
    }

    /** Cutting patches of a wide layer once more takes as long as a whole view of it. */
    @Test
    void samplesAreMadeOnlyForWhoeverAsksForThemAndOnce() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray centred = manager.create(new float[] {1, -1, 2, -2}, new Shape(2, 2));
            int[] made = {0};
            InputView view = new InputView(
                    centred,
                    new CovarianceEstimator.Seen(
                            2,
                            () -> {
                                made[0]++;
                                return centred;
                            },
                            manager.zeros(new Shape(2, 1)),
                            manager.eye(2)),
                    BlockLayout.ofVectors(2, 2, true),
                    1,
                    EPS);
            view.mean();
            view.covariance();
            assertThat(view.samples()).isEqualTo(2);
            assertThat(new WhiteningView(view, manager.eye(2), List.of(), MatrixOrigin.LIVE)
                            .covarianceAfter()
                            .toFloatArray())
                    .containsExactly(1, 0, 0, 1);
            assertThat(made[0]).isZero();
            view.channelCovariance();
            view.channelCovarianceAfter(manager.eye(2));
            assertThat(made[0]).isEqualTo(1);
        }
    }

    @Test
    void aDeadChannelHasNoRangeAndNothingFailsWhatIsOnlyLookedAt() {
        try (NDManager manager = NDManager.newBaseManager()) {
            WhiteningOptions options = TestWhitening.options().block(2).eps(0).build();
            float[] values = new float[2 * 3 * 16];
            for (int i = 0; i < values.length; i++) {
                int channel = i / 16 % 3;
                values[i] = channel == 0 ? 0 : channel == 1 ? 0.1f : i;
            }
            Copies shown = shown(plain(3, 2, options), manager, manager.create(values, new Shape(2, 3, 4, 4)));
            assertThat(shown.range[0]).isZero();
            assertThat(shown.range[1]).isZero();
            assertThat(shown.range[2]).isPositive();
            assertThat(Covariance.deadChannels(shown.range)).isCloseTo(2 / 3.0, within(1e-12));
            values[40] = Float.NaN;
            Copies broken = shown(plain(3, 2, options), manager, manager.create(values, new Shape(2, 3, 4, 4)));
            assertThat(broken.covariance).contains(Double.NaN);
            Copies one = shown(
                    new PlainLinear(
                            "dense",
                            3,
                            2,
                            Initialization.DEFAULT,
                            TestWhitening.of(options).block(3).build(),
                            new SplittableRandom(1)),
                    manager,
                    manager.create(new float[] {1, 2, 3}, new Shape(1, 3)));
            assertThat(one.covariance).as("one sample has no covariance").isNull();
        }
    }

    @Test
    void lookingChangesNothing() {
        try (NDManager manager = NDManager.newBaseManager()) {
            WhiteningOptions options = options(new Random(1));
            NDArray x = Layers.images(manager, new Random(2), DataType.FLOAT32, 2, 5, 8, 8);
            PlainConv2D looked = plain(5, 3, options);
            PlainConv2D alone = plain(5, 3, options);
            shown(looked, manager, x);
            alone.initialize(manager, DataType.FLOAT32, x.getShape());
            assertThat(Layers.doubles(Layers.forward(looked, manager, x, true)))
                    .containsExactly(Layers.doubles(Layers.forward(alone, manager, x, true)));
        }
    }
}
