package io.github.deconvscope.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.engine.data.DataSets;
import io.github.deconvscope.engine.train.TrainingService;
import io.github.deconvscope.lab.network.BackQuestion;
import io.github.deconvscope.lab.network.NetworkPicture;
import io.github.deconvscope.lab.network.NetworkSource;
import io.github.deconvscope.lab.network.Redraw;
import io.github.deconvscope.lab.network.TestProgress;
import io.github.deconvscope.math.BackRule;
import io.github.deconvscope.run.config.DatasetName;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("engine")
class LoadedNetworkTest {
    @TempDir
    Path temp;

    @Test
    void answersLeaveNoArraysBehind() throws Exception {
        RunConfig config = RunConfig.defaults()
                .with(RunOption.DATASET, DatasetName.FASHION_MINI)
                .with(RunOption.WIDTH, 1.0 / 16)
                .with(RunOption.BLOCK, 4L)
                .with(RunOption.BATCH, 16L)
                .with(RunOption.TRAIN_LIMIT, 32L)
                .with(RunOption.TEST_LIMIT, 70L)
                .with(RunOption.EPOCHS, 1L);
        try (ComputeThread compute = new ComputeThread();
                TrainingService service = new TrainingService(compute)) {
            service.start(config, temp.resolve("run")).done().get(1, TimeUnit.MINUTES);
            TrainedNetworks networks = new TrainedNetworks(compute, new DataSets(List.of()), service);
            try (LoadedNetwork net = (LoadedNetwork) answer(networks.open(NetworkSource.newest(temp.resolve("run"))))) {
                assertThat(compute.submit(net::managedArrays).get()).isZero();
                NetworkPicture picture = net.testPicture(0);
                answer(net.top(1, TestProgress.NONE));
                int before = compute.submit(net::managedArrays).get();
                // Weight and bias of 8 convolutions and of the dense layer.
                assertThat(before).isEqualTo(18);
                answer(net.look(picture));
                answer(net.back(new BackQuestion(picture, 9, 1, BackRule.GUIDED)));
                answer(net.back(new BackQuestion(picture, 8, 1, BackRule.GRADIENT).with(new Redraw(Set.of(1, 8), 1))));
                answer(net.top(2, TestProgress.NONE));
                answer(net.predictions(TestProgress.NONE));
                assertThat(compute.submit(net::managedArrays).get()).isEqualTo(before);
            }
        }
    }

    private static <T> T answer(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(1, TimeUnit.MINUTES);
    }
}
