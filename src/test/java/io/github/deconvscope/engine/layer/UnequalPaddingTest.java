package io.github.deconvscope.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.engine.OnComputeThread;
import io.github.deconvscope.math.ConvolutionGeometry;
import io.github.deconvscope.math.ConvolutionSettings;
import io.github.deconvscope.math.DirectConvolution;
import io.github.deconvscope.math.Padding;
import io.github.deconvscope.math.Sides;
import io.github.deconvscope.math.Size;
import io.github.deconvscope.run.config.Fidelity;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A whitening convolution whose padding differs from side to side, by numbers or by the rule of Keras and TensorFlow. */
@ExtendWith(OnComputeThread.class)
class UnequalPaddingTest {
    private static final int CHANNELS = 2;
    private static final int OUTPUTS = 3;

    static IntStream seeds() {
        return IntStream.range(0, 24);
    }

    /** A layer's window and the size of its maps. */
    private record Case(Random random, Padding padding, Size kernel, Size stride, Size dilation, Size map) {
        static Case of(int seed) {
            Random random = new Random(seed);
            Padding each =
                    Padding.each(new Sides(random.nextInt(3), random.nextInt(3), random.nextInt(3), random.nextInt(3)));
            return new Case(
                    random,
                    seed % 3 == 0 ? Padding.SAME : seed % 3 == 1 ? Padding.SAME_LOWER : each,
                    new Size(1 + random.nextInt(4), 1 + random.nextInt(4)),
                    new Size(1 + random.nextInt(3), 1 + random.nextInt(3)),
                    new Size(1 + random.nextInt(2), 1 + random.nextInt(2)),
                    new Size(8 + random.nextInt(4), 8 + random.nextInt(4)));
        }

        FastDeconv2D layer(Padding around) {
            return FastDeconv2D.builder()
                    .setChannels(CHANNELS, OUTPUTS)
                    .setKernel(kernel.height(), kernel.width())
                    .optStride(stride.height(), stride.width())
                    .optDilation(dilation.height(), dilation.width())
                    .optPadding(around)
                    .setRandom(new SplittableRandom(7))
                    .optWhitening(TestWhitening.options()
                            .fidelity(Fidelity.CORRECTED)
                            .eps(0.05)
                            .samplingStride(1 + kernel.cells() % 3)
                            .build())
                    .build();
        }

        /** As math sees it. */
        ConvolutionSettings settings() {
            return ConvolutionSettings.direct(map, kernel)
                    .withChannels(CHANNELS, OUTPUTS)
                    .withStride(stride)
                    .withDilation(dilation)
                    .withPadding(padding);
        }

        Shape shape(int batch) {
            return new Shape(batch, CHANNELS, map.height(), map.width());
        }
    }

    /** In training too: the covariance is that of the windows that the convolution sees. The gradient is that of the inner part. */
    @ParameterizedTest
    @MethodSource("seeds")
    void isTheLayerWithoutPaddingOnAnInputPaddedByHand(int seed) {
        Case c = Case.of(seed);
        Sides p = c.settings().sides();
        Shape shape = c.shape(3);
        int height = c.map.height() + p.top() + p.bottom();
        Shape large = new Shape(3, CHANNELS, height, c.map.width() + p.left() + p.right());
        try (NDManager manager = NDManager.newBaseManager()) {
            FastDeconv2D padding = c.layer(c.padding);
            FastDeconv2D plain = c.layer(Padding.NONE);
            padding.initialize(manager, DataType.FLOAT64, shape);
            plain.initialize(manager, DataType.FLOAT64, large);
            NDArray x = Layers.images(manager, c.random, DataType.FLOAT64, shape.getShape());
            NDArray padded = x.pad(new Shape(p.left(), p.right(), p.top(), p.bottom()), 0);
            assertThat(padding.getOutputShapes(new Shape[] {shape}))
                    .isEqualTo(plain.getOutputShapes(new Shape[] {large}));
            Gradients mine = Gradients.of(padding, manager, x);
            Gradients byHand = Gradients.of(plain, manager, padded);
            assertThat(mine.output).containsExactly(byHand.output, within(1e-9));
            assertThat(mine.ofWeight).containsExactly(byHand.ofWeight, within(1e-9));
            NDArray inner = manager.create(byHand.ofInput, large)
                    .get(new NDIndex(
                            ":, :, {}:{}, {}:{}",
                            p.top(),
                            p.top() + c.map.height(),
                            p.left(),
                            p.left() + c.map.width()));
            assertThat(mine.ofInput).containsExactly(Layers.doubles(inner), within(1e-9));
            double[] evaluated = Layers.doubles(Layers.forward(padding, manager, x, false));
            assertThat(evaluated)
                    .containsExactly(Layers.doubles(Layers.forward(plain, manager, padded, false)), within(1e-9));
        }
    }

    /** Of the sum of squares of the output. */
    private record Gradients(double[] output, double[] ofInput, double[] ofWeight) {
        static Gradients of(FastDeconv2D layer, NDManager manager, NDArray x) {
            x.setRequiresGradient(true);
            NDArray weight = layer.weight().getArray();
            weight.setRequiresGradient(true);
            try (GradientCollector tape = manager.getEngine().newGradientCollector()) {
                tape.zeroGradients();
                NDArray y = Layers.forward(layer, manager, x, true);
                tape.backward(y.square().sum());
                return new Gradients(
                        Layers.doubles(y), Layers.doubles(x.getGradient()), Layers.doubles(weight.getGradient()));
            }
        }
    }

    /** What the layer folds into, computed by the loops of math. */
    @ParameterizedTest
    @MethodSource("seeds")
    void itsFoldedConvolutionIsThatOfTheOracle(int seed) {
        Case c = Case.of(seed);
        try (NDManager manager = NDManager.newBaseManager()) {
            FastDeconv2D layer = c.layer(c.padding);
            layer.initialize(manager, DataType.FLOAT64, c.shape(2));
            NDArray x = Layers.images(
                    manager, c.random, DataType.FLOAT64, c.shape(2).getShape());
            Layers.forward(layer, manager, x, true);
            double[] expected = Layers.doubles(Layers.forward(layer, manager, x, false));
            FoldedConvolution folded = layer.fold();
            assertThat(folded.window().padding()).isEqualTo(c.padding);
            ConvolutionGeometry geometry = new ConvolutionGeometry(c.settings());
            double[] weights = new double[folded.weight().length];
            Arrays.setAll(weights, i -> folded.weight()[i]);
            double[] all = Layers.doubles(x);
            int in = geometry.inputElements();
            int out = geometry.outputElements();
            assertThat(expected).hasSize(2 * out);
            for (int n = 0; n < 2; n++) {
                double[] y = DirectConvolution.apply(geometry, Arrays.copyOfRange(all, n * in, (n + 1) * in), weights);
                for (int i = 0; i < out; i++) {
                    double biased = y[i] + folded.bias()[i / geometry.output().cells()];
                    assertThat(biased).isCloseTo(expected[n * out + i], within(1e-4 * (1 + Math.abs(biased))));
                }
            }
        }
    }

    /** Through mean, covariance and whitening matrix. */
    @ParameterizedTest
    @MethodSource("seeds")
    void itsGradientIsTheDifferenceQuotient(int seed) {
        Case c = Case.of(seed);
        Shape shape = c.shape(2);
        try (NDManager manager = NDManager.newBaseManager()) {
            FastDeconv2D layer = c.layer(c.padding);
            layer.initialize(manager, DataType.FLOAT64, shape);
            NDArray x = Layers.images(manager, c.random, DataType.FLOAT64, shape.getShape());
            double[] gradient = Gradients.of(layer, manager, x).ofInput;
            double[] values = Layers.doubles(x);
            double step = 1e-5;
            for (int trial = 0; trial < 4; trial++) {
                int at = c.random.nextInt(values.length);
                double above = loss(layer, manager, values, shape, at, step);
                double below = loss(layer, manager, values, shape, at, -step);
                double difference = (above - below) / (2 * step);
                assertThat(gradient[at]).isCloseTo(difference, within(1e-5 * (1 + Math.abs(difference))));
            }
        }
    }

    private static double loss(FastDeconv2D layer, NDManager manager, double[] values, Shape shape, int at, double by) {
        double[] moved = values.clone();
        moved[at] += by;
        NDArray y = Layers.forward(layer, manager, manager.create(moved, shape), true);
        return y.square().sum().getDouble();
    }

    @Test
    void aNegativeSideIsRefused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Case.of(0).layer(Padding.each(new Sides(0, 0, 0, -1))))
                .withMessageContaining("padding is 0 x -1");
    }
}
