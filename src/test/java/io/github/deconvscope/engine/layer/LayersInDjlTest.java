package io.github.deconvscope.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.github.deconvscope.engine.OnComputeThread;
import io.github.deconvscope.run.config.Fidelity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The layers in somebody's own net: DJL's SequentialBlock, Trainer, optimizer and files. */
@Tag("engine")
@ExtendWith(OnComputeThread.class)
class LayersInDjlTest {
    private static final Shape IMAGES = new Shape(16, 3, 8, 8);

    @TempDir
    Path temp;

    private static Block net(Fidelity fidelity, List<Layer> layers) {
        SplittableRandom random = new SplittableRandom(1);
        WhiteningOptions options =
                TestWhitening.options().fidelity(fidelity).block(3).build();
        FastDeconv2D convolution = FastDeconv2D.builder()
                .setChannels(3, 6)
                .setKernel(3, 3)
                .setRandom(random)
                .optRelu(true)
                .optWhitening(options)
                .build();
        ChannelDeconv2D channels = new ChannelDeconv2D("channels", 6, options.withBlock(4));
        WhitenedLinear dense = new WhitenedLinear("dense", 6, 4, true, Initialization.DEFAULT, options, random);
        layers.addAll(List.of(convolution, channels, dense));
        return new SequentialBlock()
                .add(convolution)
                .add(channels)
                .add(Pool.globalAvgPool2dBlock())
                .add(dense);
    }

    private static float[] scores(Block net, NDManager manager, Random random) {
        NDArray x = Layers.images(manager, random, DataType.FLOAT32, IMAGES.getShape());
        return net.forward(new ParameterStore(manager, false), new NDList(x), false)
                .singletonOrThrow()
                .toFloatArray();
    }

    /** With corrected fidelity evaluation depends on a counter: without it a loaded net would say something else. */
    @ParameterizedTest
    @EnumSource
    void aNetOfDjlsLearnsAndIsSavedAndLoadedWithItsCounters(Fidelity fidelity) throws Exception {
        List<Layer> layers = new ArrayList<>();
        float[] expected;
        List<Map<String, Long>> counters;
        try (Model model = Model.newInstance("own", "PyTorch")) {
            model.setBlock(net(fidelity, layers));
            DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                    .optOptimizer(Optimizer.sgd()
                            .setLearningRateTracker(Tracker.fixed(0.05f))
                            .build());
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(IMAGES);
                NDManager manager = trainer.getManager();
                NDArray x = Layers.images(manager, new Random(1), DataType.FLOAT32, IMAGES.getShape());
                NDArray labels = manager.create(new int[] {0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3});
                List<Float> losses = new ArrayList<>();
                for (int step = 0; step < 20; step++) {
                    try (GradientCollector collector = trainer.newGradientCollector()) {
                        NDList scores = trainer.forward(new NDList(x));
                        NDArray loss = trainer.getLoss().evaluate(new NDList(labels), scores);
                        collector.backward(loss);
                        losses.add(loss.getFloat());
                    }
                    trainer.step();
                }
                assertThat(losses.get(19)).isLessThan(0.9f * losses.get(0));
                expected = scores(model.getBlock(), manager, new Random(2));
                counters = layers.stream().map(Layer::counters).toList();
                assertThat(counters.get(0)).containsEntry("updates", 20L);
            }
            model.save(temp, "own");
        }
        List<Layer> again = new ArrayList<>();
        try (Model model = Model.newInstance("own", "PyTorch")) {
            model.setBlock(net(fidelity, again));
            model.load(temp, "own");
            assertThat(again).extracting(Layer::counters).isEqualTo(counters);
            assertThat(scores(model.getBlock(), model.getNDManager(), new Random(2)))
                    .isEqualTo(expected);
            FoldedConvolution folded = ((FastDeconv2D) again.get(0)).fold();
            assertThat(folded.weightShape()).containsExactly(6, 3, 3, 3);
        }
    }
}
