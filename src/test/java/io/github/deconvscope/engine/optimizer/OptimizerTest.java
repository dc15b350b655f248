package io.github.deconvscope.engine.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.engine.OnComputeThread;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.config.ScheduleName;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(OnComputeThread.class)
class OptimizerTest {
    private static final int SIZE = 7;
    private static final int STEPS = 6;

    static IntStream seeds() {
        return IntStream.range(0, 20);
    }

    private static Parameter parameter(NDManager manager, double[] values) {
        Parameter p = Parameter.builder()
                .setName("weight")
                .setType(Parameter.Type.WEIGHT)
                .optShape(new Shape(values.length))
                .optInitializer((m, s, t) -> m.create(values, s))
                .build();
        p.initialize(manager, DataType.FLOAT64);
        return p;
    }

    /** Leaves the given gradient on a parameter. */
    private static void backward(NDManager manager, Parameter p, double[] gradient) {
        try (NDManager batch = manager.newSubManager();
                GradientCollector collector = manager.getEngine().newGradientCollector()) {
            NDArray g = batch.create(gradient);
            collector.backward(g.mul(p.getArray()).sum());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void sgdFollowsItsFormula(int seed) {
        Random random = new Random(seed);
        boolean nesterov = random.nextBoolean();
        boolean decoupled = random.nextBoolean();
        double momentum = random.nextBoolean() ? 0.9 : 0;
        double decay = random.nextBoolean() ? 0.01 : 0;
        double[] w = random.doubles(SIZE, -1, 1).toArray();
        double[] v = new double[SIZE];
        try (NDManager manager = NDManager.newBaseManager()) {
            Parameter p = parameter(manager, w.clone());
            try (Optimizer sgd = new Sgd(manager, Map.of("w", p), decay, decoupled, false, momentum, nesterov)) {
                for (int step = 0; step < STEPS; step++) {
                    double rate = 0.1 / (step + 1);
                    double[] g = random.doubles(SIZE, -1, 1).toArray();
                    step(manager, sgd, p, g, rate);
                    for (int i = 0; i < SIZE; i++) {
                        if (decoupled) {
                            w[i] *= 1 - rate * decay;
                        }
                        double d = g[i] + (decoupled ? 0 : decay * w[i]);
                        v[i] = momentum * v[i] + d;
                        w[i] -= rate * (nesterov ? d + momentum * v[i] : v[i]);
                    }
                    assertThat(p.getArray().toDoubleArray()).containsExactly(w, within(1e-12));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void adamFollowsItsFormula(int seed) {
        Random random = new Random(seed);
        boolean decoupled = random.nextBoolean();
        double decay = 0.01;
        double[] w = random.doubles(SIZE, -1, 1).toArray();
        double[] m = new double[SIZE];
        double[] s = new double[SIZE];
        try (NDManager manager = NDManager.newBaseManager()) {
            Parameter p = parameter(manager, w.clone());
            try (Optimizer adam = new Adam(manager, Map.of("w", p), decay, decoupled, false, 0.9)) {
                for (int step = 1; step <= STEPS; step++) {
                    double[] g = random.doubles(SIZE, -1, 1).toArray();
                    step(manager, adam, p, g, 0.01);
                    for (int i = 0; i < SIZE; i++) {
                        if (decoupled) {
                            w[i] *= 1 - 0.01 * decay;
                        }
                        double d = g[i] + (decoupled ? 0 : decay * w[i]);
                        m[i] = 0.9 * m[i] + 0.1 * d;
                        s[i] = 0.999 * s[i] + 0.001 * d * d;
                        double mean = m[i] / (1 - Math.pow(0.9, step));
                        double size = Math.sqrt(s[i] / (1 - Math.pow(0.999, step))) + 1e-8;
                        w[i] -= 0.01 * mean / size;
                    }
                    assertThat(p.getArray().toDoubleArray()).containsExactly(w, within(1e-12));
                }
            }
        }
    }

    private static void step(NDManager manager, Optimizer optimizer, Parameter p, double[] gradient, double rate) {
        backward(manager, p, gradient);
        try (Gradients gradients = new Gradients(Map.of("w", p))) {
            optimizer.step(gradients, rate);
            gradients.clear();
        }
    }

    @Test
    void stateGoesOutAndComesBack() {
        RunConfig config = RunConfig.defaults().withText(RunOption.OPTIMIZER, "adam");
        try (NDManager manager = NDManager.newBaseManager()) {
            Parameter a = parameter(manager, new double[] {1, 2, 3});
            Parameter b = parameter(manager, new double[] {1, 2, 3});
            try (Optimizer first = Optimizers.of(config, manager, Map.of("w", a), false);
                    Optimizer second = Optimizers.of(config, manager, Map.of("w", b), false)) {
                step(manager, first, a, new double[] {1, -2, 3}, 0.1);
                second.importState(first.exportState());
                b.getArray().stopGradient().set(new ai.djl.ndarray.index.NDIndex("..."), a.getArray());
                step(manager, first, a, new double[] {0.5, 0.1, -3}, 0.1);
                step(manager, second, b, new double[] {0.5, 0.1, -3}, 0.1);
                assertThat(b.getArray().toDoubleArray())
                        .containsExactly(a.getArray().toDoubleArray());
                assertThatExceptionOfType(InvalidInputException.class)
                        .isThrownBy(() -> second.importState(Map.of("mean.other", NpyArray.of(new float[3]))))
                        .withMessageContaining("mean.other");
            }
        }
    }

    @Test
    void clipsToTheNormAndFindsWhatIsNotFinite() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Parameter p = parameter(manager, new double[] {0, 0});
            backward(manager, p, new double[] {3, 4});
            try (Gradients gradients = new Gradients(Map.of("w", p))) {
                assertThat(gradients.finite()).isTrue();
                assertThat(gradients.clip(10)).isCloseTo(5, within(1e-9));
                assertThat(gradients.clip(1)).isCloseTo(5, within(1e-9));
                assertThat(gradients.norm()).isCloseTo(1, within(1e-9));
                gradients.clear();
            }
            backward(manager, p, new double[] {Double.NEGATIVE_INFINITY, 1});
            try (Gradients gradients = new Gradients(Map.of("w", p))) {
                assertThat(gradients.finite()).isFalse();
                gradients.clear();
                assertThat(gradients.finite()).isTrue();
                assertThat(gradients.norm()).isZero();
            }
        }
    }

    @Test
    void leavesNoArraysBehind() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Parameter p = parameter(manager, new double[] {1, 2});
            try (Optimizer adam = new Adam(manager, Map.of("w", p), 0.1, false, false, 0.9)) {
                step(manager, adam, p, new double[] {1, 1}, 0.1);
                int after = manager.getManagedArrays().size();
                for (int i = 0; i < 20; i++) {
                    step(manager, adam, p, new double[] {1, 1}, 0.1);
                }
                assertThat(manager.getManagedArrays()).hasSize(after);
            }
        }
    }

    @Test
    void schedules() {
        Schedule cosine = Schedule.of(ScheduleName.COSINE, 0.1, 100);
        assertThat(cosine.at(0)).isEqualTo(0.1);
        assertThat(cosine.at(50)).isCloseTo(0.05, within(1e-12));
        assertThat(cosine.at(100)).isCloseTo(0, within(1e-12));
        assertThat(cosine.at(150)).isCloseTo(0, within(1e-12));
        Schedule steps = Schedule.of(ScheduleName.MULTISTEP, 1, 100);
        assertThat(IntStream.of(0, 49, 50, 74, 75, 99).mapToDouble(steps::at).toArray())
                .containsExactly(1, 1, 0.1, 0.1, 0.01, 0.01);
        assertThat(Schedule.of(ScheduleName.CONSTANT, 0.3, 10).at(9)).isEqualTo(0.3);
    }

    @Test
    void milestonesAreEpochsAndAWarmUpGrowsEvenly() {
        RunConfig config = RunConfig.defaults()
                .with(RunOption.EPOCHS, 6L)
                .with(RunOption.SCHEDULE, ScheduleName.MULTISTEP)
                .withText(RunOption.MILESTONES, "1, 4")
                .with(RunOption.WARMUP_STEPS, 4L);
        Schedule schedule = Schedule.of(config, 5);
        assertThat(IntStream.of(0, 1, 2, 3, 4).mapToDouble(schedule::at).toArray())
                .containsExactly(0.25, 0.5, 0.75, 1, 1);
        assertThat(IntStream.of(5, 19, 20, 29).mapToDouble(schedule::at).toArray())
                .usingComparatorWithPrecision(1e-15)
                .containsExactly(0.1, 0.1, 0.01, 0.01);
        Schedule plain = Schedule.of(RunConfig.defaults().with(RunOption.EPOCHS, 6L), 5);
        Schedule cosine = Schedule.of(ScheduleName.COSINE, 1, 30);
        assertThat(IntStream.range(0, 30).mapToDouble(plain::at).toArray())
                .containsExactly(IntStream.range(0, 30).mapToDouble(cosine::at).toArray());
    }
}
