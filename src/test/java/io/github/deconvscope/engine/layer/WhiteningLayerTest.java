package io.github.deconvscope.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.GradientCollector;
import io.github.deconvscope.engine.OnComputeThread;
import io.github.deconvscope.math.Covariance;
import io.github.deconvscope.math.Lane;
import io.github.deconvscope.math.NewtonSchulz;
import io.github.deconvscope.math.Sides;
import io.github.deconvscope.math.Size;
import io.github.deconvscope.run.config.Fidelity;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OnComputeThread.class)
class WhiteningLayerTest {

    static IntStream seeds() {
        return IntStream.range(0, 25);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void foldsIntoAPlainConvolution(int seed) {
        Random random = new Random(seed);
        FastDeconv2D layer = Layers.randomConvolution(random);
        try (NDManager manager = NDManager.newBaseManager()) {
            Shape shape = new Shape(3, layer.inChannels(), 8, 9);
            layer.initialize(manager, DataType.FLOAT32, shape);
            int batches = random.nextInt(4);
            for (int i = 0; i < batches; i++) {
                Layers.forward(
                        layer, manager, Layers.images(manager, random, DataType.FLOAT32, shape.getShape()), true);
            }
            NDArray x = Layers.images(manager, random, DataType.FLOAT32, shape.getShape());
            double[] expected = Layers.doubles(Layers.forward(layer, manager, x, false));
            FoldedConvolution f = layer.fold();
            int[] w = f.weightShape();
            Sides p = f.window().paddingOf(new Size(8, 9));
            NDArray plain = Conv2d.conv2d(
                            x.pad(new Shape(p.left(), p.right(), p.top(), p.bottom()), 0),
                            manager.create(f.weight(), new Shape(w[0], w[1], w[2], w[3])),
                            manager.create(f.bias()),
                            shape(f.window().stride()),
                            new Shape(0, 0),
                            shape(f.window().dilation()),
                            f.groups())
                    .singletonOrThrow();
            assertThat(Layers.doubles(plain)).containsExactly(expected, within(1e-5));
        }
    }

    /** A dense layer that whitens, one that only whitens, and both as one; on vectors and, of the channels, on maps. */
    @ParameterizedTest
    @MethodSource("seeds")
    void foldsIntoAPlainDenseLayer(int seed) {
        Random random = new Random(seed);
        int in = 1 + random.nextInt(9);
        int out = 1 + random.nextInt(4);
        WhiteningOptions options = TestWhitening.options()
                .fidelity(Fidelity.values()[seed % 3])
                .block(1 + random.nextInt(5))
                .eps(0.01)
                .iterations(1 + random.nextInt(6))
                .build();
        ChannelDeconv2D channels = new ChannelDeconv2D("channels", in, options);
        WhitenedLinear dense = new WhitenedLinear(
                "dense", in, out, random.nextBoolean(), Initialization.DEFAULT, options, new SplittableRandom(seed));
        try (NDManager manager = NDManager.newBaseManager()) {
            Shape shape = new Shape(30, in);
            channels.initialize(manager, DataType.FLOAT32, shape);
            dense.initialize(manager, DataType.FLOAT32, shape);
            for (int i = random.nextInt(4); i > 0; i--) {
                NDArray x = Layers.images(manager, random, DataType.FLOAT32, shape.getShape());
                Layers.forward(dense, manager, Layers.forward(channels, manager, x, true), true);
            }
            NDArray x = Layers.images(manager, random, DataType.FLOAT32, shape.getShape());
            NDArray whitened = Layers.forward(channels, manager, x, false);
            requireFolded(channels.fold(), x, whitened);
            requireFolded(dense.fold(), x, Layers.forward(dense, manager, x, false));
            requireFolded(channels.fold().then(dense.fold()), x, Layers.forward(dense, manager, whitened, false));
            NDArray maps = Layers.images(manager, random, DataType.FLOAT32, 2, in, 3, 2);
            NDArray byPixel = maps.transpose(0, 2, 3, 1).reshape(12, in);
            NDArray onMaps = Layers.forward(channels, manager, maps, false)
                    .transpose(0, 2, 3, 1)
                    .reshape(12, in);
            requireFolded(channels.fold(), byPixel, onMaps);
        }
    }

    private static void requireFolded(FoldedLinear plain, NDArray x, NDArray expected) {
        NDArray weight = x.getManager().create(plain.weight(), new Shape(plain.outputs(), plain.inputs()));
        NDArray y = x.matMul(weight.transpose()).add(x.getManager().create(plain.bias()));
        assertThat(Layers.doubles(y)).containsExactly(Layers.doubles(expected), within(1e-5));
    }

    @Test
    void foldedLayersThatDoNotFitAreRefused() {
        FoldedLinear two = new FoldedLinear(new float[6], new float[2]);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> two.then(two))
                .withMessageContaining("3 inputs")
                .withMessageContaining("2 outputs");
    }

    private static Shape shape(Size size) {
        return new Shape(size.height(), size.width());
    }

    @ParameterizedTest
    @EnumSource(Fidelity.class)
    void manyIterationsMakeEachBlockWhiteWhereTheMathematicsIsFollowed(Fidelity fidelity) {
        try (NDManager manager = NDManager.newBaseManager()) {
            ChannelDeconv2D layer = new ChannelDeconv2D(
                    "channels",
                    8,
                    TestWhitening.options()
                            .fidelity(fidelity)
                            .block(4)
                            .iterations(30)
                            .eps(1e-9)
                            .build());
            layer.initialize(manager, DataType.FLOAT64, new Shape(500, 8));
            NDArray x = Layers.images(manager, new Random(3), DataType.FLOAT64, 500, 8);
            double[] y = Layers.doubles(
                    Layers.forward(layer, manager, x, true).transpose().get(":4"));
            double worst = 0;
            double[][] cov = Layers.covariance(y, 4);
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 4; j++) {
                    worst = Math.max(worst, Math.abs(cov[i][j] - (i == j ? 1 : 0)));
                }
            }
            if (fidelity == Fidelity.CORRECTED) {
                assertThat(worst).isLessThan(1e-6);
            } else {
                // blocks share one covariance, so each by itself is not quite white
                assertThat(worst).isBetween(0.01, 1.0);
            }
        }
    }

    /** One iteration a step: from a cold start far from white at each, from a warm one whiter from step to step, up to a scale. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWarmStartAddsUpTheIterationsOfAllSteps(boolean warm) {
        try (NDManager manager = NDManager.newBaseManager()) {
            ChannelDeconv2D layer = new ChannelDeconv2D(
                    "channels",
                    4,
                    TestWhitening.options()
                            .iterations(1)
                            .updateRate(1)
                            .eps(1e-9)
                            .warmStart(warm)
                            .build());
            layer.initialize(manager, DataType.FLOAT64, new Shape(300, 4));
            NDArray x = Layers.images(manager, new Random(5), DataType.FLOAT64, 300, 4);
            double[] y = null;
            for (int step = 0; step < 40; step++) {
                y = Layers.doubles(Layers.forward(layer, manager, x, true).transpose());
            }
            double worst = 0;
            double[][] cov = Layers.covariance(y, 4);
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 4; j++) {
                    worst = Math.max(worst, Math.abs(cov[i][j] / cov[0][0] - (i == j ? 1 : 0)));
                }
            }
            if (warm) {
                assertThat(worst).isLessThan(1e-6);
            } else {
                assertThat(worst).isGreaterThan(0.1);
            }
        }
    }

    /** More than twice as many features as samples: the layer takes another way to the same whitening matrix. */
    @ParameterizedTest
    @ValueSource(ints = {20, 40, 60})
    void fewSamplesAreWhitenedAsTheirCovarianceSays(int samples) {
        int channels = 90;
        try (NDManager manager = NDManager.newBaseManager()) {
            ChannelDeconv2D layer = new ChannelDeconv2D(
                    "channels", channels, TestWhitening.options().block(512).build());
            layer.initialize(manager, DataType.FLOAT32, new Shape(samples, channels));
            NDArray x = Layers.images(manager, new Random(samples), DataType.FLOAT32, samples, channels);
            Covariance covariance = Covariance.of(x.toFloatArray(), samples, channels, true);
            double[] d = NewtonSchulz.whitening(
                    Covariance.plusDiagonal(
                            covariance.matrix(),
                            channels,
                            layer.options().statistics().eps()),
                    channels,
                    5,
                    Lane.DOUBLE);
            NDArray matrix = manager.create(d, new Shape(channels, channels));
            NDArray mean = manager.create(covariance.mean(), new Shape(1, channels));
            NDArray expected = x.toType(DataType.FLOAT64, true).sub(mean).matMul(matrix);
            assertThat(Layers.doubles(Layers.forward(layer, manager, x, true)))
                    .containsExactly(expected.toDoubleArray(), within(2e-4));
        }
    }

    @Test
    void remainingChannelsAreStandardisedEachByItself() {
        try (NDManager manager = NDManager.newBaseManager()) {
            ChannelDeconv2D layer = new ChannelDeconv2D(
                    "channels", 5, TestWhitening.options().block(3).build());
            layer.initialize(manager, DataType.FLOAT64, new Shape(400, 5));
            NDArray x = Layers.images(manager, new Random(4), DataType.FLOAT64, 400, 5);
            double[] y = Layers.doubles(
                    Layers.forward(layer, manager, x, true).transpose().get("3:"));
            double[][] cov = Layers.covariance(y, 2);
            assertThat(cov[0][0]).isCloseTo(1, within(1e-4));
            assertThat(cov[1][1]).isCloseTo(1, within(1e-4));
        }
    }

    @ParameterizedTest
    @EnumSource(Fidelity.class)
    void evaluationBeforeTrainingLeavesTheInputToThePlainConvolution(Fidelity fidelity) {
        try (NDManager manager = NDManager.newBaseManager()) {
            FastDeconv2D layer = TestWhitening.convolution(
                    TestWhitening.options().fidelity(fidelity).build());
            layer.initialize(manager, DataType.FLOAT32, new Shape(2, 4, 6, 6));
            float[] weight = layer.weight().getArray().toFloatArray();
            assertThat(layer.fold().weight()).containsExactly(weight, within(1e-6f));
            ChannelDeconv2D channels = new ChannelDeconv2D(
                    "channels", 4, TestWhitening.options().fidelity(fidelity).build());
            channels.initialize(manager, DataType.FLOAT32, new Shape(2, 4));
            NDArray x = Layers.images(manager, new Random(1), DataType.FLOAT32, 2, 4);
            assertThat(Layers.doubles(Layers.forward(channels, manager, x, false)))
                    .containsExactly(Layers.doubles(x), within(1e-6));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anEvaluationThatFoldsOnceGivesTheSame(int seed) {
        Random random = new Random(seed);
        Layer layer = seed % 2 == 0
                ? Layers.randomConvolution(random)
                : new ChannelDeconv2D(
                        "channels",
                        4,
                        TestWhitening.options().fidelity(Fidelity.CORRECTED).build());
        int channels = layer instanceof FastDeconv2D convolution ? convolution.inChannels() : 4;
        try (NDManager manager = NDManager.newBaseManager()) {
            Shape shape = new Shape(3, channels, 8, 9);
            layer.initialize(manager, DataType.FLOAT32, shape);
            NDArray x = Layers.images(manager, random, DataType.FLOAT32, shape.getShape());
            Layers.forward(layer, manager, x, true);
            double[] expected = Layers.doubles(Layers.forward(layer, manager, x, false));
            layer.startEvaluation();
            assertThat(Layers.doubles(Layers.forward(layer, manager, x, false))).containsExactly(expected);
            layer.endEvaluation();
            Layers.forward(layer, manager, x.mul(3), true);
            assertThat(Layers.doubles(Layers.forward(layer, manager, x, false))).isNotEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fidelity.class,
            names = {"MIXED", "CORRECTED"})
    void stepsBetweenTwoRefreshedMatricesGiveWhatThoseGive(Fidelity fidelity) {
        try (NDManager manager = NDManager.newBaseManager()) {
            FastDeconv2D layer = TestWhitening.convolution(
                    TestWhitening.options().fidelity(fidelity).refresh(3, 1).build());
            layer.initialize(manager, DataType.FLOAT64, new Shape(6, 4, 9, 9));
            NDArray x = Layers.images(manager, new Random(5), DataType.FLOAT64, 6, 4, 9, 9);
            double[] live = Layers.doubles(Layers.forward(layer, manager, x, true));
            for (int step = 1; step < 8; step++) {
                // the same batch again and again: its averages are its own values, whatever the start was
                assertThat(Layers.doubles(Layers.forward(layer, manager, x, true)))
                        .containsExactly(live, within(1e-9));
            }
        }
    }

    @Test
    void refreshedValuesMoveAtTheSamePace() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = Layers.images(manager, new Random(5), DataType.FLOAT64, 6, 4, 9, 9);
            float[][] weights = new float[2][];
            for (int i = 0; i < 2; i++) {
                FastDeconv2D layer = TestWhitening.convolution(
                        TestWhitening.options().refresh(i == 0 ? 1 : 4, 2).build());
                layer.initialize(manager, DataType.FLOAT64, new Shape(6, 4, 9, 9));
                for (int step = 0; step < 11; step++) {
                    Layers.forward(layer, manager, x, true);
                }
                weights[i] = layer.fold().weight();
            }
            assertThat(weights[1]).containsExactly(weights[0], within(1e-6f));
        }
    }

    @Test
    void correctedRunningValuesAreUnbiasedFromTheFirstStep() {
        try (NDManager manager = NDManager.newBaseManager()) {
            FastDeconv2D layer = TestWhitening.convolution(
                    TestWhitening.options().fidelity(Fidelity.CORRECTED).build());
            layer.initialize(manager, DataType.FLOAT64, new Shape(6, 4, 9, 9));
            NDArray x = Layers.images(manager, new Random(5), DataType.FLOAT64, 6, 4, 9, 9);
            double[] trained = Layers.doubles(Layers.forward(layer, manager, x, true));
            double[] evaluated = Layers.doubles(Layers.forward(layer, manager, x, false));
            assertThat(evaluated).containsExactly(trained, within(1e-9));
        }
    }

    @Test
    void correctedRunningValuesOfChannelsAreUnbiasedFromTheFirstStep() {
        try (NDManager manager = NDManager.newBaseManager()) {
            ChannelDeconv2D layer = new ChannelDeconv2D(
                    "channels",
                    4,
                    TestWhitening.options().fidelity(Fidelity.CORRECTED).build());
            layer.initialize(manager, DataType.FLOAT64, new Shape(40, 4));
            NDArray x = Layers.images(manager, new Random(5), DataType.FLOAT64, 40, 4);
            double[] trained = Layers.doubles(Layers.forward(layer, manager, x, true));
            assertThat(Layers.doubles(Layers.forward(layer, manager, x, false))).containsExactly(trained, within(1e-9));
        }
    }

    @ParameterizedTest
    @EnumSource(Fidelity.class)
    void freezesAfterTheGivenSteps(Fidelity fidelity) {
        WhiteningOptions options =
                TestWhitening.options().fidelity(fidelity).freezeSteps(3).build();
        boolean[] live = new boolean[40];
        long counter = 0;
        for (int i = 0; i < live.length; i++) {
            live[i] = options.live(counter);
            counter = options.advance(counter);
        }
        for (int i = 0; i < live.length; i++) {
            // the published counter wraps at ten times the freeze steps, and frees the layer again
            boolean expected = fidelity == Fidelity.REFERENCE ? i % 30 <= 3 : i < 3;
            assertThat(live[i]).as("step " + i).isEqualTo(expected);
        }
    }

    @Test
    void refreshesOnlyEveryFewStepsAfterTheWarmUp() {
        WhiteningOptions options = TestWhitening.options().refresh(3, 2).build();
        assertThat(IntStream.range(0, 9).filter(options::live).toArray()).containsExactly(0, 1, 2, 5, 8);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 3.5, -1e4})
    void aConstantInputGivesFiniteOutputAndGradient(double value) {
        try (NDManager manager = NDManager.newBaseManager()) {
            FastDeconv2D layer = TestWhitening.convolution(WhiteningOptions.DEFAULTS);
            layer.initialize(manager, DataType.FLOAT32, new Shape(4, 4, 9, 9));
            NDArray x = manager.full(new Shape(4, 4, 9, 9), (float) value);
            x.setRequiresGradient(true);
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                NDArray y = Layers.forward(layer, manager, x, true);
                Layers.assertFinite(y);
                collector.backward(y.square().sum());
            }
            Layers.assertFinite(x.getGradient());
            Layers.assertFinite(layer.weight().getArray().getGradient());
        }
    }

    @Test
    void aBuilderThatGoesOnChangesNoLayerThatIsBuilt() {
        FastDeconv2D.Builder builder = FastDeconv2D.builder()
                .setChannels(2, 3)
                .setKernel(3, 3)
                .optPadding(1, 1)
                .setRandom(new SplittableRandom(1));
        FastDeconv2D first = builder.build();
        FastDeconv2D second = builder.optStride(2, 2)
                .setKernel(1, 2)
                .optPadding(0, 0)
                .optRelu(true)
                .setChannels(2, 5)
                .optGroups(1)
                .optName("second")
                .build();
        try (NDManager manager = NDManager.newBaseManager()) {
            Shape shape = new Shape(2, 2, 7, 7);
            first.initialize(manager, DataType.FLOAT32, shape);
            second.initialize(manager, DataType.FLOAT32, shape);
            NDArray x = Layers.images(manager, new Random(1), DataType.FLOAT32, shape.getShape());
            NDArray y = Layers.forward(first, manager, x, true);
            assertThat(y.getShape()).isEqualTo(new Shape(2, 3, 7, 7));
            assertThat(y.min().getFloat()).as("no ReLU").isNegative();
            NDArray other = Layers.forward(second, manager, x, true);
            assertThat(other.getShape()).isEqualTo(new Shape(2, 5, 4, 3));
            assertThat(other.min().getFloat()).isGreaterThanOrEqualTo(0);
            assertThat(first.name()).isEqualTo("FastDeconv2D");
            assertThat(first.fold().window()).isEqualTo(Window.same(3));
        }
    }

    @Test
    void twoLayersOfOneBuilderShareNoWeightsAndNoRunningValues() {
        FastDeconv2D.Builder builder = FastDeconv2D.builder()
                .setChannels(2, 3)
                .setKernel(3, 3)
                .optPadding(1, 1)
                .setRandom(new SplittableRandom(1));
        FastDeconv2D trained = builder.build();
        FastDeconv2D left = builder.build();
        try (NDManager manager = NDManager.newBaseManager()) {
            Shape shape = new Shape(2, 2, 7, 7);
            trained.initialize(manager, DataType.FLOAT32, shape);
            left.initialize(manager, DataType.FLOAT32, shape);
            FoldedConvolution before = left.fold();
            NDArray x = Layers.images(manager, new Random(1), DataType.FLOAT32, shape.getShape());
            Layers.forward(trained, manager, x, true);
            trained.weight().getArray().muli(2);
            assertThat(left.fold().weight()).containsExactly(before.weight());
            assertThat(left.counters()).containsEntry("counter", 0L);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void leavesOnlyItsResultBehind(boolean training) {
        try (NDManager manager = NDManager.newBaseManager()) {
            FastDeconv2D layer = TestWhitening.convolution(
                    TestWhitening.options().fidelity(Fidelity.CORRECTED).build());
            layer.initialize(manager, DataType.FLOAT32, new Shape(4, 4, 9, 9));
            int before = manager.getManagedArrays().size();
            try (NDManager batch = manager.newSubManager()) {
                NDArray x = Layers.images(batch, new Random(1), DataType.FLOAT32, 4, 4, 9, 9);
                int arrays = batch.getManagedArrays().size();
                NDArray y = Layers.forward(layer, manager, x, training);
                assertThat(y.getManager()).isSameAs(batch);
                assertThat(batch.getManagedArrays()).hasSize(arrays + 1);
            }
            assertThat(manager.getManagedArrays()).hasSize(before);
        }
    }

    @Test
    void aGarbageCollectionBetweenForwardAndBackwardChangesNothing() {
        try (NDManager manager = NDManager.newBaseManager()) {
            FastDeconv2D layer = TestWhitening.convolution(WhiteningOptions.DEFAULTS);
            layer.initialize(manager, DataType.FLOAT32, new Shape(4, 4, 9, 9));
            double[] first = null;
            for (int i = 0; i < 8; i++) {
                try (NDManager batch = manager.newSubManager()) {
                    NDArray x = Layers.images(batch, new Random(1), DataType.FLOAT32, 4, 4, 9, 9);
                    x.setRequiresGradient(true);
                    try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                        NDArray loss =
                                Layers.forward(layer, manager, x, true).square().sum();
                        System.gc();
                        for (int k = 0; k < 1000; k++) {
                            batch.create(12345.0).close(); // takes the freed memory
                        }
                        collector.backward(loss);
                    }
                    double[] gradient = Layers.doubles(x.getGradient());
                    first = first == null ? gradient : first;
                    assertThat(gradient).containsExactly(first);
                }
            }
        }
    }
}
