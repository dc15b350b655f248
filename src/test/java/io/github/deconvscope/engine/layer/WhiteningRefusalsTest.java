package io.github.deconvscope.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.engine.OnComputeThread;
import io.github.deconvscope.engine.root.Iteration;
import io.github.deconvscope.run.config.Fidelity;
import io.github.deconvscope.run.config.FormWords;
import io.github.deconvscope.run.config.WhiteningNorm;
import io.github.deconvscope.run.config.WhiteningPolynomial;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What layers that whiten refuse, with the layer, the value and the remedy; their running values stay as they were. */
@ExtendWith(OnComputeThread.class)
class WhiteningRefusalsTest {
    private static final String REFERENCE = "with \"Layer formulas: Reference\"";

    @Test
    void refusesZeroEpsOnASingularCovariance() {
        try (NDManager manager = NDManager.newBaseManager()) {
            FastDeconv2D layer =
                    TestWhitening.convolution(TestWhitening.options().eps(0).build());
            layer.initialize(manager, DataType.FLOAT32, new Shape(4, 4, 9, 9));
            NDArray constant = manager.ones(new Shape(40, 4, 9, 9));
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> Layers.forward(layer, manager, constant, true))
                    .withMessageContainingAll("features.3", "eps is 0", "1e-5");
            NDArray few = Layers.images(manager, new Random(1), DataType.FLOAT32, 2, 4, 9, 9);
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> Layers.forward(layer, manager, few, true))
                    .withMessageContainingAll("features.3", "singular");
            NDArray many = Layers.images(manager, new Random(1), DataType.FLOAT32, 60, 4, 9, 9);
            Layers.assertFinite(Layers.forward(layer, manager, many, true));
        }
    }

    /** Live, frozen by its schedule, and in evaluation; each value at a place that the samples of the covariance do not meet. */
    static Stream<Arguments> badInputs() {
        return Stream.of(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY)
                .flatMap(value -> Stream.of("live", "frozen", "evaluation").map(phase -> Arguments.of(value, phase)));
    }

    @ParameterizedTest
    @MethodSource("badInputs")
    void refusesAnInputThatIsNotFinite(float value, String phase) {
        WhiteningOptions options = TestWhitening.options().freezeSteps(1).build();
        FastDeconv2D convolution = TestWhitening.convolution(options);
        Layer channels = new ChannelDeconv2D(
                "channel_deconv", 4, TestWhitening.of(options).block(3).build());
        Layer dense =
                new WhitenedLinear("classifier", 4, 2, true, Initialization.DEFAULT, options, new SplittableRandom(1));
        refusesNonFinite(convolution, new Shape(4, 4, 10, 10), "1, 2, 9, 9", value, phase);
        refusesNonFinite(channels, new Shape(5, 4), "2, 3", value, phase);
        refusesNonFinite(dense, new Shape(5, 4), "2, 3", value, phase);
    }

    private static void refusesNonFinite(Layer layer, Shape shape, String place, float value, String phase) {
        try (NDManager manager = NDManager.newBaseManager()) {
            layer.initialize(manager, DataType.FLOAT32, shape);
            NDArray x = Layers.images(manager, new Random(3), DataType.FLOAT32, shape.getShape());
            if (phase.equals("frozen")) {
                Layers.forward(layer, manager, x, true);
            }
            Map<String, double[]> before = state(layer);
            x.set(new NDIndex(place), value);
            assertThatExceptionOfType(NonFiniteException.class)
                    .isThrownBy(() -> Layers.forward(layer, manager, x, !phase.equals("evaluation")))
                    .withMessageContainingAll(
                            layer.name(), String.valueOf(value), "[" + place + "]", shape.toString(), "learning rate");
            assertThat(state(layer))
                    .as("running values stay clean")
                    .usingRecursiveComparison()
                    .isEqualTo(before);
        }
    }

    private static Map<String, double[]> state(Layer layer) {
        Map<String, double[]> state = new TreeMap<>();
        layer.getParameters()
                .forEach(p -> state.put(p.getKey(), Layers.doubles(p.getValue().getArray())));
        return state;
    }

    @Test
    void refusesAnInputThatIsTooLargeToBeSquared() {
        try (NDManager manager = NDManager.newBaseManager()) {
            FastDeconv2D layer =
                    TestWhitening.convolution(TestWhitening.options().block(4).build());
            layer.initialize(manager, DataType.FLOAT32, new Shape(4, 4, 9, 9));
            NDArray huge = Layers.images(manager, new Random(1), DataType.FLOAT32, 4, 4, 9, 9)
                    .mul(1e38f);
            assertThatExceptionOfType(NonFiniteException.class)
                    .isThrownBy(() -> Layers.forward(layer, manager, huge, true))
                    .withMessageContainingAll("features.3");
        }
    }

    @Test
    void refusesZeroEpsWhereARemainingChannelIsConstant() {
        try (NDManager manager = NDManager.newBaseManager()) {
            ChannelDeconv2D layer = new ChannelDeconv2D(
                    "channel_deconv", 3, TestWhitening.options().block(2).eps(0).build());
            layer.initialize(manager, DataType.FLOAT32, new Shape(20, 3));
            NDArray x = Layers.images(manager, new Random(1), DataType.FLOAT32, 20, 3);
            Layers.assertFinite(Layers.forward(layer, manager, x, true));
            x.set(new NDIndex(":, 2"), 7f);
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> Layers.forward(layer, manager, x, true))
                    .withMessageContainingAll("channel_deconv", "eps is 0", "1e-5");
        }
    }

    @Test
    void refusesInputsThatDoNotFit() {
        try (NDManager manager = NDManager.newBaseManager()) {
            FastDeconv2D layer = TestWhitening.convolution(WhiteningOptions.DEFAULTS);
            layer.initialize(manager, DataType.FLOAT32, new Shape(4, 4, 9, 9));
            refuses(layer, manager.ones(new Shape(2, 5, 9, 9)), "5 channels", "built for 4");
            refuses(layer, manager.ones(new Shape(2, 4)), "(batch, channels, height, width)");
            refuses(layer, manager.ones(new Shape(1, 4, 1, 1)), "1 sample", "at least 2");
            ChannelDeconv2D channels = new ChannelDeconv2D("channel_deconv", 4, WhiteningOptions.DEFAULTS);
            channels.initialize(manager, DataType.FLOAT32, new Shape(4, 4));
            refuses(channels, manager.ones(new Shape(4, 3)), "3 channels", "channel_deconv");
            refuses(channels, manager.ones(new Shape(1, 4)), "1 sample", "channel_deconv");
        }
    }

    private static void refuses(Layer layer, NDArray x, String... parts) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Layers.forward(layer, x.getManager(), x, true))
                .withMessageContainingAll(parts)
                .withMessageContaining(layer.name());
    }

    @Test
    void refusesParametersThatMakeNoSense() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> TestWhitening.options().block(0).build())
                .withMessageContainingAll("block", "0", "1 or more");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> TestWhitening.options().eps(Double.NaN).build())
                .withMessageContainingAll("eps", "NaN");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Iteration.published(5).until(Double.NaN))
                .withMessageContainingAll("residual", "NaN");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> FastDeconv2D.builder()
                        .setChannels(6, 4)
                        .setKernel(3, 3)
                        .setRandom(new SplittableRandom(1))
                        .optGroups(4)
                        .build())
                .withMessageContainingAll("groups", "4", "6 in");
    }

    /** What cannot be combined, and what the refusal says to somebody who has a form. */
    static Stream<Arguments> combinations() {
        Iteration five = Iteration.published(5);
        return Stream.of(
                refused(o -> o.fidelity(Fidelity.REFERENCE).refresh(2, 0), "\"Refresh every\" is 2", REFERENCE),
                refused(
                        o -> o.iteration(five.by(WhiteningPolynomial.FITTED)),
                        "\"Iterations\" is 5",
                        "2 with \"Polynomial: Fitted to five\""),
                refused(
                        o -> o.fidelity(Fidelity.CORRECTED).warmStart(true),
                        "\"Warm start\" is on with \"Layer formulas: Corrected\"",
                        "\"Layer formulas: Mixed\""),
                refused(
                        o -> o.iteration(five.until(0.5)).fidelity(Fidelity.REFERENCE),
                        "\"Stop at residual\" is 0.5",
                        REFERENCE),
                refused(
                        o -> o.iteration(five.with(WhiteningNorm.SCHATTEN4)).fidelity(Fidelity.REFERENCE),
                        "\"Norm: Schatten-4\"",
                        REFERENCE,
                        "\"Norm: Frobenius\""),
                refused(
                        o -> o.iteration(five.by(WhiteningPolynomial.QUINTIC)).fidelity(Fidelity.REFERENCE),
                        "\"Polynomial: Quintic\"",
                        REFERENCE,
                        "\"Polynomial: Newton-Schulz\""));
    }

    private static Arguments refused(UnaryOperator<TestWhitening> choice, String... words) {
        return Arguments.of(choice, List.of(words));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void refusesWhatCannotBeCombinedInTheWordsOfTheForm(UnaryOperator<TestWhitening> choice, List<String> words) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> choice.apply(TestWhitening.options()).build())
                .satisfies(refusal -> assertThat(FormWords.of(refusal.getMessage()))
                        .contains(words)
                        .doesNotContain("--")
                        .doesNotContainIgnoringCase("fidelity"));
    }
}
