package io.github.deconvscope.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.github.deconvscope.engine.OnComputeThread;
import io.github.deconvscope.engine.root.Iteration;
import io.github.deconvscope.run.config.Fidelity;
import io.github.deconvscope.run.config.WhiteningNorm;
import io.github.deconvscope.run.config.WhiteningPolynomial;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients against central differences, in double precision, independent of the golden numbers. */
@ExtendWith(OnComputeThread.class)
class GradientCheckTest {
    private static final double STEP = 1e-5;
    private static final double TOLERANCE = 2e-6;
    private static final NDIndex ALL = new NDIndex("...");
    private static final int PLACES = 6;

    static IntStream seeds() {
        return IntStream.range(0, 30);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void convolution(int seed) {
        Random random = new Random(seed);
        FastDeconv2D layer = Layers.randomConvolution(random);
        check(layer, random, 2, layer.inChannels(), 7 + random.nextInt(3), 7 + random.nextInt(3));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void channels(int seed) {
        Random random = new Random(seed);
        int channels = 2 + random.nextInt(7);
        WhiteningOptions options = TestWhitening.of(whitening(seed))
                .block(1 + random.nextInt(4))
                .eps(0.01)
                .build();
        ChannelDeconv2D layer = new ChannelDeconv2D("channels", channels, options);
        if (random.nextBoolean()) {
            check(layer, random, 12, channels);
        } else {
            check(layer, random, 3, channels, 2 + random.nextInt(4), 2 + random.nextInt(4));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void dense(int seed) {
        Random random = new Random(seed);
        int in = 2 * (1 + random.nextInt(4));
        WhiteningOptions options = TestWhitening.of(whitening(seed))
                .block(1 + random.nextInt(5))
                .eps(0.01)
                .build();
        check(
                new WhitenedLinear(
                        "dense",
                        in,
                        3,
                        random.nextBoolean(),
                        Initialization.DEFAULT,
                        options,
                        new SplittableRandom(seed)),
                random,
                12,
                in);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void normalizations(int seed) {
        Random random = new Random(seed);
        int channels = 2 * (1 + random.nextInt(4));
        WhiteningOptions options = TestWhitening.options()
                .block(1 + random.nextInt(channels))
                .iterations(1 + random.nextInt(6))
                .eps(0.01)
                .build();
        NormalizationLayer layer =
                switch (seed % 3) {
                    case 0 -> new GroupNorm2D("norm", channels, 1 + random.nextInt(2), options);
                    case 1 -> new BatchNorm2D("norm", channels, options);
                    default -> new IterNorm2D("norm", channels, options);
                };
        check(layer, random, 3, channels, 2 + random.nextInt(4), 2 + random.nextInt(4));
    }

    private static final Iteration OTHER = new Iteration(WhiteningPolynomial.QUINTIC, 2, WhiteningNorm.SCHATTEN4, 0);

    private static WhiteningOptions whitening(int seed) {
        Fidelity fidelity = Fidelity.values()[seed % 3];
        boolean published = fidelity == Fidelity.REFERENCE || seed % 2 == 0;
        return TestWhitening.options()
                .fidelity(fidelity)
                .iteration(published ? Iteration.published(5) : OTHER)
                .build();
    }

    private static void check(Layer layer, Random random, long... shape) {
        try (NDManager manager = NDManager.newBaseManager()) {
            layer.initialize(manager, DataType.FLOAT64, new Shape(shape));
            NDArray x = Layers.images(manager, random, DataType.FLOAT64, shape);
            x.setRequiresGradient(true);
            NDArray upstream;
            try (GradientTape tape = new GradientTape(manager)) {
                layer.setTape(tape);
                NDArray y = Layers.forward(layer, manager, x, true);
                upstream = Layers.images(
                        manager, random, DataType.FLOAT64, y.getShape().getShape());
                tape.backward(y.mul(upstream).sum());
                layer.setTape(null);
            }
            List<NDArray> inputs = new ArrayList<>(List.of(x));
            layer.getDirectParameters().values().stream()
                    .filter(Parameter::requiresGradient)
                    .forEach(p -> inputs.add(p.getArray()));
            for (NDArray input : inputs) {
                compare(layer, manager, x, input, upstream, random);
            }
        }
    }

    private static void compare(
            Layer layer, NDManager manager, NDArray x, NDArray input, NDArray upstream, Random random) {
        double[] gradient = Layers.doubles(input.getGradient());
        NDArray values = input.stopGradient();
        double[] at = values.toDoubleArray();
        double scale = 1;
        for (double g : gradient) {
            scale = Math.max(scale, Math.abs(g));
        }
        for (int i = 0; i < PLACES; i++) {
            int place = random.nextInt(at.length);
            double[] loss = new double[2];
            for (int side = 0; side < 2; side++) {
                double[] moved = at.clone();
                moved[place] += side == 0 ? STEP : -STEP;
                values.set(ALL, manager.create(moved, values.getShape()));
                loss[side] = Layers.forward(layer, manager, x, true)
                        .mul(upstream)
                        .sum()
                        .getDouble();
            }
            values.set(ALL, manager.create(at, values.getShape()));
            assertThat((loss[0] - loss[1]) / (2 * STEP))
                    .as(input.getName() + "[" + place + "]")
                    .isBetween(gradient[place] - TOLERANCE * scale, gradient[place] + TOLERANCE * scale);
        }
    }
}
