package io.github.deconvscope.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.engine.OnComputeThread;
import io.github.deconvscope.engine.optimizer.Gradients;
import io.github.deconvscope.engine.optimizer.Optimizer;
import io.github.deconvscope.engine.optimizer.Optimizers;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.LayerInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OnComputeThread.class)
class ConvNetTest {
    private static final Shape IMAGES = new Shape(8, 3, 32, 32);

    private static RunConfig config(String... options) {
        RunConfig config = RunConfig.defaults()
                .with(RunOption.WIDTH, 0.0625)
                .with(RunOption.BLOCK, 4L)
                .with(RunOption.LEARNING_RATE, 0.05);
        for (int i = 0; i < options.length; i += 2) {
            config = config.withText(RunOption.byId(options[i]), options[i + 1]);
        }
        return config;
    }

    /** The published nets' numbers of parameters and running values. */
    @Test
    void hasThePublishedNumberOfParameters() throws IOException {
        Path file = Path.of(System.getProperty("golden.dir", "src/test/resources/golden"), "param_counts.json");
        for (JsonElement e : JsonParser.parseString(Files.readString(file)).getAsJsonArray()) {
            JsonObject row = e.getAsJsonObject();
            String kind = row.get("kind").getAsString();
            RunConfig config = RunConfig.defaults()
                    .withText(RunOption.MODEL, row.get("arch").getAsString().toLowerCase(java.util.Locale.ROOT))
                    .withText(RunOption.FIDELITY, "reference")
                    .withText(RunOption.NORMALIZATION, kind.equals("bn") ? "batchnorm" : "deconv")
                    .withText(
                            RunOption.HEAD,
                            kind.equals("deconv") ? "delinear" : kind.equals("deconv_cd") ? "channel" : "plain");
            ConvNet net = new ConvNet(ConvNetOptions.of(config, 10), 1);
            long learned = net.trainableParameters().values().stream()
                    .mapToLong(p -> p.getShape().size())
                    .sum();
            long kept = net.namedParameters().values().stream()
                    .filter(p -> !p.requiresGradient())
                    .mapToLong(p -> p.getShape().size())
                    .sum();
            // the published count of running values holds num_batches_tracked, which is a counter here
            long counters = kind.equals("bn")
                    ? net.layerInfos().stream()
                            .filter(i -> i.kind().equals("BatchNorm2D"))
                            .count()
                    : kind.equals("deconv_cd") ? 1 : 0;
            assertThat(learned)
                    .as(row + ": learned")
                    .isEqualTo(row.get("trainable").getAsLong());
            assertThat(net.trainableParameters())
                    .as(row + ": tensors")
                    .hasSize(row.get("tensors").getAsInt());
            assertThat(kept + counters)
                    .as(row + ": kept")
                    .isEqualTo(row.get("buffers").getAsLong());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "mixed", "corrected"})
    void theSameSeedGivesTheSameLossesToTheLastBit(String fidelity) {
        double[] first = losses(config("fidelity", fidelity), 4, 1);
        assertThat(losses(config("fidelity", fidelity), 4, 1)).containsExactly(first);
        assertThat(losses(config("fidelity", fidelity), 4, 2)[0]).isNotEqualTo(first[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"channel", "delinear", "plain"})
    void learns(String head) {
        double[] losses = losses(config("head", head), 12, 1);
        assertThat(losses[11]).isLessThan(losses[0] * 0.8);
        assertThat(Arrays.stream(losses).allMatch(Double::isFinite)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"batchnorm", "groupnorm", "layernorm", "iternorm", "none"})
    void trainsWithoutDeconvolution(String normalization) {
        double[] losses = losses(config("normalization", normalization, "lr", "0.01"), 6, 1);
        assertThat(Arrays.stream(losses).allMatch(Double::isFinite)).isTrue();
        assertThat(losses[5]).isNotEqualTo(losses[0]);
    }

    /** Weight and bias of each channel as batch normalization has them; IterNorm keeps a mean and a matrix of each group. */
    @Test
    void normalizationsHaveTheParametersOfBatchNormalization() {
        RunConfig batchNorm = config("normalization", "batchnorm", "width", "1", "block", "64");
        long expected = learned(batchNorm);
        for (String other : List.of("groupnorm", "layernorm", "iternorm")) {
            assertThat(learned(batchNorm.withText(RunOption.NORMALIZATION, other)))
                    .as(other)
                    .isEqualTo(expected);
        }
        ConvNet net = new ConvNet(ConvNetOptions.of(batchNorm.withText(RunOption.NORMALIZATION, "iternorm"), 10), 1);
        // VGG-11 has 2,752 channels of convolutions, all multiples of 64.
        assertThat(net.namedParameters().values().stream()
                        .filter(p -> !p.requiresGradient())
                        .mapToLong(p -> p.getShape().size())
                        .sum())
                .isEqualTo(2752 + 2752 * 64);
    }

    private static long learned(RunConfig config) {
        return new ConvNet(ConvNetOptions.of(config, 10), 1)
                .trainableParameters().values().stream()
                        .mapToLong(p -> p.getShape().size())
                        .sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {"batchnorm", "groupnorm", "layernorm", "iternorm"})
    void learnsWithANormalization(String normalization) {
        for (String precision : List.of("fp32", "fp16")) {
            // At the learning rate of the other tests the loss jumps up and down without whitening.
            double[] losses = losses(
                    config("normalization", normalization, "precision", precision, "width", "0.125", "lr", "0.005"),
                    12,
                    1);
            assertThat(Arrays.stream(losses).allMatch(Double::isFinite)).isTrue();
            assertThat(losses[11]).as(precision).isLessThan(losses[0] * 0.5);
        }
    }

    @Test
    void halfPrecisionStaysCloseToSingle() {
        double[] single = losses(config(), 6, 1);
        double[] half = losses(config("precision", "fp16"), 6, 1);
        assertThat(half[0]).isBetween(single[0] * 0.98, single[0] * 1.02).isNotEqualTo(single[0]);
        // rounding decides single ReLUs, so the two drift apart; both learn
        assertThat(half[5]).isLessThan(half[0] * 0.8);
        assertThat(single[5]).isLessThan(single[0] * 0.8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fp16-covariance", "fp16-newton-schulz", "fp16-running", "fp16-weights"})
    void eachSwitchToHalfPrecisionChangesTheRunAndDoesNotStopIt(String option) {
        double[] kept = losses(config("precision", "fp16"), 6, 1);
        double[] switched = losses(config("precision", "fp16", option, "true"), 6, 1);
        if (option.equals("fp16-running")) {
            assertThat(switched).as("running values have no part in training").containsExactly(kept);
        } else {
            assertThat(switched).isNotEqualTo(kept);
        }
    }

    @Test
    void aRefreshFollowsTheExactRunUntilItsFirstSkippedStep() {
        double[] exact = losses(config(), 6, 1);
        double[] refreshed = losses(config("refresh", "2", "refresh-warmup", "4"), 6, 1);
        assertThat(Arrays.copyOf(refreshed, 5)).containsExactly(Arrays.copyOf(exact, 5));
        assertThat(refreshed[5]).isNotEqualTo(exact[5]).isFinite();
    }

    @Test
    void keepsTheNumberOfArraysFlat() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Trainee trainee = new Trainee(manager, config(), 1);
            trainee.step();
            trainee.step();
            int after = manager.getManagedArrays().size();
            for (int i = 0; i < 30; i++) {
                trainee.step();
            }
            assertThat(manager.getManagedArrays()).hasSize(after);
            trainee.optimizer.close();
        }
    }

    @Test
    void listsItsLayersForProbes() {
        ConvNet net = new ConvNet(ConvNetOptions.of(config("width", "1", "block", "64"), 10), 1);
        assertThat(net.layerInfos())
                .extracting(LayerInfo::name)
                .containsExactly(
                        "features.0",
                        "features.3",
                        "features.6",
                        "features.8",
                        "features.11",
                        "features.13",
                        "features.16",
                        "features.18",
                        "channel_deconv",
                        "classifier");
        LayerInfo third = net.layerInfos().get(3);
        assertThat(third.features()).isEqualTo(576);
        assertThat(third.interleaved()).isTrue();
        assertThat(net.layerInfos().get(0).iterations()).isEqualTo(15);
    }

    @Test
    void refusesImagesThatDoNotFit() {
        ConvNet net = new ConvNet(ConvNetOptions.of(config(), 10), 1);
        try (NDManager manager = NDManager.newBaseManager()) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> net.initialize(manager, DataType.FLOAT32, new Shape(2, 1, 32, 32)))
                    .withMessageContaining("(batch, 3, 32, 32)");
        }
    }

    private static double[] losses(RunConfig config, int steps, long seed) {
        try (NDManager manager = NDManager.newBaseManager()) {
            Trainee trainee = new Trainee(manager, config, seed);
            double[] losses = new double[steps];
            for (int i = 0; i < steps; i++) {
                losses[i] = trainee.step();
            }
            trainee.optimizer.close();
            return losses;
        }
    }

    /** A net that learns one batch by heart. */
    private static final class Trainee {
        private final NDManager manager;
        private final RunConfig config;
        private final ConvNet net;
        private final Optimizer optimizer;
        private final Map<String, Parameter> trainable;
        private final float[] images;

        Trainee(NDManager manager, RunConfig config, long seed) {
            this.manager = manager;
            this.config = config;
            net = new ConvNet(ConvNetOptions.of(config, 4), seed);
            net.setPolicy(ConvNetOptions.policy(config, false));
            net.initialize(manager, DataType.FLOAT32, IMAGES);
            trainable = net.trainableParameters();
            optimizer = Optimizers.of(
                    config, manager, trainable, net.layers().get(0).policy().halfWeights());
            Random random = new Random(9);
            images = new float[(int) IMAGES.size()];
            for (int i = 0; i < images.length; i++) {
                images[i] = (float) random.nextGaussian() + (i > 0 ? 0.8f * images[i - 1] : 0);
            }
        }

        double step() {
            try (NDManager batch = manager.newSubManager()) {
                NDArray x = batch.create(images, IMAGES);
                NDArray labels =
                        batch.create(new int[] {0, 1, 2, 3, 0, 1, 2, 3}).oneHot(4);
                double loss;
                try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                    NDArray mean = net.scores(new ParameterStore(manager, false), x, true)
                            .logSoftmax(1)
                            .mul(labels)
                            .sum()
                            .neg();
                    collector.backward(mean);
                    loss = mean.getFloat() / 8;
                }
                try (Gradients gradients = new Gradients(trainable)) {
                    gradients.scale(1 / 8.0);
                    optimizer.step(gradients, config.learningRate());
                    gradients.clear();
                }
                return loss;
            }
        }
    }
}
