package io.github.deconvscope.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.engine.TestDevice;
import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.engine.compute.Devices;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.config.DeviceChoice;
import io.github.deconvscope.run.config.Precision;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.Curve;
import io.github.deconvscope.run.feed.MemoryUse;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.RunState;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs on a GPU, where there is one. */
@Tag("engine")
class TrainingOnGpuTest {
    private static final RunConfig TINY = RunConfig.defaults()
            .with(RunOption.WIDTH, 1.0 / 16)
            .with(RunOption.BLOCK, 4L)
            .with(RunOption.BATCH, 32L)
            .with(RunOption.LEARNING_RATE, 0.01)
            .with(RunOption.TRAIN_LIMIT, 320L)
            .with(RunOption.TEST_LIMIT, 20L)
            .with(RunOption.MAX_STEPS, 4L);

    @TempDir
    Path temp;

    @ParameterizedTest
    @EnumSource(Precision.class)
    void aRunOnAGpuBeginsAsOneOnTheProcessor(Precision precision) throws Exception {
        try (ComputeThread compute = new ComputeThread();
                TrainingService service = new TrainingService(compute)) {
            compute.load().get();
            TestDevice.GPU.take(compute.submit(Devices::current).get());
            RunConfig config = TINY.with(RunOption.PRECISION, precision);
            RunFeed onGpu = run(service, config.with(RunOption.DEVICE, DeviceChoice.GPU), "gpu");
            RunFeed onCpu = run(service, config.with(RunOption.DEVICE, DeviceChoice.CPU), "cpu");
            Curve.Snapshot losses = onGpu.curve(Metric.LOSS).snapshot();
            Curve.Snapshot expected = onCpu.curve(Metric.LOSS).snapshot();
            assertThat(losses.size()).isEqualTo(4);
            for (int i = 0; i < losses.size(); i++) {
                assertThat(losses.y()[i])
                        .as("step " + (i + 1))
                        .isCloseTo(expected.y()[i], Percentage.withPercentage(5));
            }
            if (precision == Precision.FP16) {
                MemoryUse.Part outputs = onGpu.memory().orElseThrow().layerOutputs();
                assertThat(outputs.allocated()).as("native: fp16 tensors").isLessThan(2 * outputs.inHalf());
            }
        }
    }

    private RunFeed run(TrainingService service, RunConfig config, String name) throws Exception {
        RunHandle run = service.start(config, temp.resolve(name));
        assertThat(run.done().get(2, TimeUnit.MINUTES)).isEqualTo(RunState.FINISHED);
        return run.feed();
    }
}
