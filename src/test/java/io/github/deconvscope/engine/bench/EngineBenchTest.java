package io.github.deconvscope.engine.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.engine.layer.DeconvStages;
import io.github.deconvscope.engine.layer.FastDeconv2D;
import io.github.deconvscope.math.Pooling;
import io.github.deconvscope.run.bench.BenchOptions;
import io.github.deconvscope.run.bench.BenchOptions.Scope;
import io.github.deconvscope.run.bench.BenchReport;
import io.github.deconvscope.run.bench.MemoryReport;
import io.github.deconvscope.run.bench.PartTiming;
import io.github.deconvscope.run.bench.PartTiming.Part;
import io.github.deconvscope.run.bench.PrecisionReport;
import io.github.deconvscope.run.config.NetPlan;
import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class EngineBenchTest {
    private static final BenchOptions TINY = options(0.03125, 2, 4, 2, 0, 1, EnumSet.allOf(Scope.class));

    @Test
    void everyKindLayerAndPartIsTimed() {
        List<String> told = new ArrayList<>();
        try (ComputeThread compute = new ComputeThread()) {
            BenchReport report = new EngineBench(compute).measure(TINY, told::add);
            assertThat(report.nets())
                    .extracting(net -> net.normalization())
                    .containsExactly(Normalization.DECONV, Normalization.BATCHNORM, Normalization.NONE);
            assertThat(report.layers()).hasSize(8 * 3);
            assertThat(report.parts()).hasSize(8 * Part.values().length);
            assertThat(report.nets()).allSatisfy(net -> {
                assertThat(net.forward().median()).isPositive();
                assertThat(net.backward().median()).isPositive();
                assertThat(net.optimizer().median()).isPositive();
            });
            assertThat(report.machine().matrixGflops()).isPositive();
            assertThat(report.watched()).isPresent();
            assertThat(report.dataMillis()).isPresent();
            assertThat(told).contains("layer conv8", "a step with each normalization");
        }
    }

    @Test
    void eachFormatIsTimed() {
        try (ComputeThread compute = new ComputeThread()) {
            PrecisionReport report = new EnginePrecisionBench(compute).measure(1, what -> {});
            assertThat(report.rows()).hasSize(6).allSatisfy(row -> {
                assertThat(row.single()).isPositive();
                assertThat(row.emulatedTimes()).isPositive();
                assertThat(row.halfTimes()).isPositive();
            });
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void stepsLeaveNoNativeArraysBehind() {
        try (ComputeThread compute = new ComputeThread()) {
            MemoryReport report = new EngineMemoryBench(compute).measure(TINY, 20, progress -> {});
            assertThat(report.marks()).hasSize(11);
            assertThat(report.peak())
                    .isGreaterThanOrEqualTo(report.marks().get(10).resident() * 0.9);
            assertThat(report.marks())
                    .extracting(mark -> mark.arrays())
                    .containsOnly(report.marks().get(0).arrays());
        }
    }

    @Test
    void multiplyAddsAreCountedAsInThePaper() {
        // conv2 of VGG-11 at an eighth of the width: 8 to 16 channels, 16 x 16, block 4; samples of 3 x 3 patches that
        // do not overlap: 6 x 6 an image, as 16 + 2 is divided by 3.
        BenchOptions options = options(0.125, 4, 10, 5, 0, 1, EnumSet.of(Scope.PARTS));
        NetPlan.Convolution conv2 = NetPlan.of(options.config()).convolutions().get(1);
        assertThat(conv2)
                .isEqualTo(new NetPlan.Convolution(
                        2, 1, 8, 16, 3, 1, 16, Optional.of(new Pooling(2, 2)), Optional.empty()));
        try (ComputeThread compute = new ComputeThread()) {
            compute.load().join();
            List<PartTiming> parts = compute.submit(() -> {
                        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
                            return new PartBench(options, conv2, manager).time();
                        }
                    })
                    .join();
            double f = 9 * 4;
            double samples = 10 * 6 * 6 * (8 / 4);
            assertThat(parts)
                    .extracting(PartTiming::forwardGmac)
                    .containsExactly(
                            0.0,
                            samples * f * f / 1e9,
                            10 * f * f * f / 1e9,
                            16.0 * 9 * 8 * f / 1e9,
                            10.0 * 16 * 16 * 16 * 9 * 8 / 1e9);
        }
    }

    @Test
    void theStagesGiveWhatTheLayerGives() {
        BenchOptions options = options(0.125, 4, 6, 5, 0, 1, EnumSet.of(Scope.PARTS));
        NetPlan.Convolution conv2 = NetPlan.of(options.config()).convolutions().get(1);
        try (ComputeThread compute = new ComputeThread()) {
            compute.load().join();
            float[][] outputs = compute.submit(() -> {
                        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
                            return outputs(manager, options, conv2);
                        }
                    })
                    .join();
            assertThat(outputs[0]).isNotEmpty();
            for (int i = 0; i < outputs[0].length; i++) {
                assertThat(outputs[0][i]).isEqualTo(outputs[1][i], within(1e-4f));
            }
        }
    }

    /** Of the layer, and of its stages, which leave out the shift of the bias and the ReLU. */
    private static float[][] outputs(NDManager manager, BenchOptions options, NetPlan.Convolution shape) {
        LayerBench bench = new LayerBench(options, shape, manager);
        FastDeconv2D layer = bench.deconv();
        NDArray x = bench.input();
        layer.initialize(manager, DataType.FLOAT32, new Shape(x.getShape().getShape()));
        NDArray whole = layer.forward(new ParameterStore(manager, false), new NDList(x), true)
                .singletonOrThrow();
        DeconvStages stages = new DeconvStages(layer, x);
        NDArray samples = stages.patches(x);
        NDArray weight = stages.weight(stages.root(stages.covariance(samples)).value());
        // Features 2 f and 2 f + 1 share the mean of f: the published layout of two groups.
        NDArray mean = stages.mean(samples).repeat(1, 2).reshape(1, 72);
        NDArray shift = weight.reshape(16, 72).mul(mean).sum(new int[] {1});
        NDArray y = stages.convolve(x, weight).sub(shift.reshape(1, 16, 1, 1));
        return new float[][] {whole.toFloatArray(), y.maximum(0).toFloatArray()};
    }

    @Test
    void threadsCannotChangeOnceTheEngineIsLoaded() {
        try (ComputeThread compute = new ComputeThread()) {
            compute.load().join();
            BenchOptions two = options(1, 2, 4, 2, 2, 1, EnumSet.of(Scope.NET));
            assertThatThrownBy(() -> new EngineBench(compute).measure(two, what -> {}))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("--threads is 2");
        }
    }

    private static BenchOptions options(
            double width, long block, long batch, long iterations, int threads, int repeats, Set<Scope> scopes) {
        RunConfig config = RunConfig.defaults()
                .with(RunOption.WIDTH, width)
                .with(RunOption.BLOCK, block)
                .with(RunOption.BATCH, batch)
                .with(RunOption.ITERATIONS, iterations);
        return new BenchOptions(config, threads, repeats, scopes);
    }
}
