package io.github.deconvscope.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.engine.data.DataSets;
import io.github.deconvscope.engine.lab.TrainedNetworks;
import io.github.deconvscope.lab.network.NetworkSource;
import io.github.deconvscope.lab.network.OpenNetwork;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.config.DatasetName;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Trains small nets and opens them. */
abstract class NetsOfRuns {
    static final RunConfig TINY = RunConfig.defaults()
            .with(RunOption.DATASET, DatasetName.FASHION_MINI)
            .with(RunOption.WIDTH, 1.0 / 16)
            .with(RunOption.BLOCK, 4L)
            .with(RunOption.BATCH, 16L)
            .with(RunOption.TRAIN_LIMIT, 64L)
            .with(RunOption.TEST_LIMIT, 70L)
            .with(RunOption.EPOCHS, 1L)
            .with(RunOption.LEARNING_RATE, 0.02)
            .with(RunOption.RECORD_EVERY, 0L);

    /** Has windows that overlap, and strides that leave a rest at the end of a row. */
    static final String PLAN = "80k5s2 Mk3s1 96 128k1s3 Mk3s2 64";

    static ComputeThread compute;
    static TrainingService service;
    static TrainedNetworks networks;

    @TempDir
    Path temp;

    @BeforeAll
    static void start() {
        compute = new ComputeThread();
        service = new TrainingService(compute);
        networks = new TrainedNetworks(compute, new DataSets(List.of()), service);
    }

    @AfterAll
    static void stop() {
        service.close();
        compute.close();
    }

    Path run() {
        return temp.resolve("run");
    }

    RunHandle train(RunConfig config) throws Exception {
        RunHandle run = service.start(config, run());
        run.done().get(2, TimeUnit.MINUTES);
        return run;
    }

    static <T> T answer(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(1, TimeUnit.MINUTES);
    }

    List<Long> checkpoints() {
        try {
            return networks.checkpoints(run());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    OpenNetwork open() throws Exception {
        return answer(networks.open(NetworkSource.newest(run())));
    }

    /** Within 1e-4 of the largest. */
    static void assertClose(String what, float[] values, float[] expected) {
        assertThat(values).as(what).hasSameSizeAs(expected);
        float largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < values.length; i++) {
            float tolerance = 1e-4f * largest;
            if (!(Math.abs(values[i] - expected[i]) <= tolerance)) {
                assertThat(values[i]).as("%s, value %d", what, i).isCloseTo(expected[i], within(tolerance));
            }
        }
    }
}
