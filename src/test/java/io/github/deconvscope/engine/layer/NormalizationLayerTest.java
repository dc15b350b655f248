package io.github.deconvscope.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.engine.OnComputeThread;
import io.github.deconvscope.engine.precision.PrecisionPolicy;
import io.github.deconvscope.math.NormalizationGolden;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** IterNorm, group and layer normalization as layers, in single and double precision, against the golden numbers. */
@ExtendWith(OnComputeThread.class)
class NormalizationLayerTest {
    private static final double SINGLE = 1e-4;
    private static final double DOUBLE = 1e-9;
    private static final WhiteningOptions GROUPS_OF_FOUR =
            TestWhitening.options().block(4).build();

    @TestFactory
    List<DynamicTest> iterNorm() throws IOException {
        return NormalizationGolden.tests(".*_iternorm_.*\\.npz", golden -> {
            checkIterNorm(golden, DataType.FLOAT64, DOUBLE);
            // Where there are more iterations, rounding in single precision grows beyond any bound.
            if (golden.number("iterations") <= 5) {
                checkIterNorm(golden, DataType.FLOAT32, SINGLE);
            }
        });
    }

    @TestFactory
    List<DynamicTest> groupAndLayerNorm() throws IOException {
        return NormalizationGolden.tests(".*_(group|layer)norm\\.npz", golden -> {
            checkGroupNorm(golden, DataType.FLOAT64, DOUBLE);
            checkGroupNorm(golden, DataType.FLOAT32, SINGLE);
        });
    }

    /** The layer takes a ReLU at the end, the golden class does not: both halves are compared, through a shift beyond zero. */
    private static final double SHIFT = 100;

    private static void checkIterNorm(NormalizationGolden golden, DataType type, double tolerance) {
        int[] shape = golden.shape("x");
        Shape batch = new Shape(Arrays.stream(shape).skip(1).asLongStream().toArray());
        IterNorm2D layer = new IterNorm2D(
                "norm",
                shape[2],
                TestWhitening.options()
                        .block((int) golden.number("num_channels"))
                        .iterations((int) golden.number("iterations"))
                        .eps(golden.number("eps"))
                        .build());
        try (NDManager manager = NDManager.newBaseManager()) {
            layer.initialize(manager, type, batch);
            shift(layer, manager, type);
            for (int step = 0; step < shape[0]; step++) {
                NDArray x = array(manager, golden.step("x", step), batch, type);
                x.setRequiresGradient(true);
                NDArray y = backward(layer, manager, x, array(manager, golden.step("g", step), batch, type));
                golden.checkStep("y", step, unshifted(y), tolerance);
                golden.checkStep("gx", step, Layers.doubles(x.getGradient()), tolerance);
                golden.checkStep("running_mean", step, parameter(layer, "running_mean"), tolerance);
                golden.checkStep("running_wm", step, parameter(layer, "running_wm"), tolerance);
            }
            int[] evaluated = golden.shape("x_eval");
            NDArray x = array(
                    manager,
                    golden.values("x_eval"),
                    new Shape(Arrays.stream(evaluated).asLongStream().toArray()),
                    type);
            double[] mean = parameter(layer, "running_mean");
            golden.check("y_eval", unshifted(Layers.forward(layer, manager, x, false)), tolerance);
            assertThat(parameter(layer, "running_mean"))
                    .as("evaluation learns nothing")
                    .containsExactly(mean);
        }
    }

    private static void checkGroupNorm(NormalizationGolden golden, DataType type, double tolerance) {
        int[] dimensions = golden.shape("x");
        Shape shape = new Shape(Arrays.stream(dimensions).asLongStream().toArray());
        GroupNorm2D layer =
                new GroupNorm2D("norm", dimensions[1], (int) golden.number("groups"), WhiteningOptions.DEFAULTS);
        try (NDManager manager = NDManager.newBaseManager()) {
            layer.initialize(manager, type, shape);
            NDArray weight = layer.getDirectParameters().get("weight").getArray();
            NDArray bias = layer.getDirectParameters().get("bias").getArray();
            double[] shifted =
                    Arrays.stream(golden.values("bias")).map(b -> b + SHIFT).toArray();
            weight.set(array(manager, golden.values("weight"), weight.getShape(), type)
                    .toByteBuffer());
            bias.set(array(manager, shifted, bias.getShape(), type).toByteBuffer());
            NDArray x = array(manager, golden.values("x"), shape, type);
            List.of(x, weight, bias).forEach(each -> each.setRequiresGradient(true));
            NDArray y = backward(layer, manager, x, array(manager, golden.values("g"), shape, type));
            golden.check("y", unshifted(y), tolerance);
            golden.check("gx", Layers.doubles(x.getGradient()), tolerance);
            golden.check("g_weight", Layers.doubles(weight.getGradient()), tolerance);
            golden.check("g_bias", Layers.doubles(bias.getGradient()), tolerance);
            assertThat(Layers.doubles(Layers.forward(layer, manager, x, false)))
                    .as("evaluation")
                    .containsExactly(Layers.doubles(y));
        }
    }

    private static NDArray backward(Layer layer, NDManager manager, NDArray x, NDArray g) {
        try (GradientTape tape = new GradientTape(manager)) {
            NDArray y = Layers.forward(layer, manager, x, true);
            tape.backward(y.mul(g).sum());
            return y;
        }
    }

    private static void shift(Layer layer, NDManager manager, DataType type) {
        NDArray bias = layer.getDirectParameters().get("bias").getArray();
        bias.addi(array(manager, new double[] {SHIFT}, new Shape(1), type));
    }

    private static double[] unshifted(NDArray y) {
        return Arrays.stream(Layers.doubles(y)).map(value -> value - SHIFT).toArray();
    }

    private static double[] parameter(Layer layer, String name) {
        return Layers.doubles(layer.getDirectParameters().get(name).getArray());
    }

    private static NDArray array(NDManager manager, double[] values, Shape shape, DataType type) {
        return manager.create(values, shape).toType(type, true);
    }

    /** Under fp16 the input and the output are fp16 numbers, statistics and running values are not. */
    @Test
    void statisticsStayInSinglePrecisionUnderFp16() {
        Random random = new Random(1);
        Shape shape = new Shape(4, 8, 5, 5);
        for (NormalizationLayer layer : List.of(
                new GroupNorm2D("norm", 8, 4, GROUPS_OF_FOUR),
                new IterNorm2D("norm", 8, GROUPS_OF_FOUR),
                new BatchNorm2D("norm", 8, GROUPS_OF_FOUR))) {
            try (NDManager manager = NDManager.newBaseManager()) {
                layer.initialize(manager, DataType.FLOAT32, shape);
                NDArray x = Layers.images(manager, random, DataType.FLOAT32, shape.getShape())
                        .mul(500);
                NDArray rounded = PrecisionPolicy.half(true).toActivation(x);
                double[] single = Layers.doubles(Layers.forward(layer, manager, rounded, true));
                layer.setPolicy(PrecisionPolicy.half(true));
                double[] half = Layers.doubles(Layers.forward(layer, manager, rounded, true));
                for (int i = 0; i < half.length; i++) {
                    // The sum of squares of values of 500 is infinite in fp16; only the result is rounded.
                    assertThat(half[i]).isEqualTo(io.github.deconvscope.math.HalfPrecision.round(single[i]));
                }
            }
        }
    }

    /** Rounding errors of the iteration grow: what is left of D is said, and the running values keep what they had. */
    @Test
    void tooManyIterationsOfIterNormAreSaidInWords() {
        WhiteningOptions many = TestWhitening.options().block(16).iterations(30).build();
        IterNorm2D layer = new IterNorm2D("features.1", 16, many);
        try (NDManager manager = NDManager.newBaseManager()) {
            layer.initialize(manager, DataType.FLOAT32, new Shape(8, 16, 6, 6));
            NDArray x = manager.randomNormal(new Shape(8, 16, 6, 6));
            // The channels are nearly copies of one another.
            NDArray alike = x.mul(0.003f).add(manager.randomNormal(new Shape(8, 1, 6, 6)));
            double[] before = parameter(layer, "running_wm");
            assertThatThrownBy(() -> Layers.forward(layer, manager, alike, true))
                    .isInstanceOf(NonFiniteException.class)
                    .hasMessageContainingAll("features.1", "not finite after 30 iterations", "--iterations");
            assertThat(parameter(layer, "running_wm")).containsExactly(before);
            assertThatThrownBy(() -> Layers.forward(layer, manager, x.mul(Float.POSITIVE_INFINITY), true))
                    .isInstanceOf(NonFiniteException.class)
                    .hasMessageContaining("learning rate");
        }
    }

    @Test
    void badInputIsRefusedByName() {
        assertThatThrownBy(() -> new GroupNorm2D("features.1", 8, 3, GROUPS_OF_FOUR))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("features.1")
                .hasMessageContaining("3 groups do not divide 8 channels");
        IterNorm2D layer = new IterNorm2D("features.1", 8, GROUPS_OF_FOUR);
        try (NDManager manager = NDManager.newBaseManager()) {
            layer.initialize(manager, DataType.FLOAT32, new Shape(2, 8, 4, 4));
            assertThatThrownBy(() -> Layers.forward(layer, manager, manager.ones(new Shape(2, 6, 4, 4)), true))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("features.1")
                    .hasMessageContaining("6");
            assertThatThrownBy(() -> Layers.forward(layer, manager, manager.ones(new Shape(2, 8)), true))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("(batch, channels, height, width)");
            // All the same: nothing to whiten, nothing infinite.
            double[] constant =
                    Layers.doubles(Layers.forward(layer, manager, manager.ones(new Shape(2, 8, 4, 4)), true));
            assertThat(constant).containsOnly(0);
        }
    }
}
