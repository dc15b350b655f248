package io.github.deconvscope.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.engine.data.Batch;
import io.github.deconvscope.engine.data.BatchOrder;
import io.github.deconvscope.engine.data.BatchSource;
import io.github.deconvscope.engine.data.DataSet;
import io.github.deconvscope.engine.data.DataSets;
import io.github.deconvscope.engine.layer.Layers;
import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.math.Covariance;
import io.github.deconvscope.math.InputShape;
import io.github.deconvscope.math.Patches;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.config.DatasetName;
import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.ProbeKey;
import io.github.deconvscope.run.feed.Quantity;
import io.github.deconvscope.run.feed.RunFeed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tiny nets with each normalization, or with none, on the same batches: what is recorded of their inputs can be compared. */
@Tag("engine")
class ComparedNetsTest {
    private static final int BATCH = 32;
    private static final RunConfig CONFIG = RunConfig.defaults()
            .with(RunOption.DATASET, DatasetName.FASHION_MINI)
            .with(RunOption.WIDTH, 1.0 / 16)
            .with(RunOption.BLOCK, 4L)
            .with(RunOption.BATCH, (long) BATCH)
            .with(RunOption.TRAIN_LIMIT, 4L * BATCH)
            .with(RunOption.TEST_LIMIT, 16L)
            .with(RunOption.EPOCHS, 1L)
            .with(RunOption.LEARNING_RATE, 0.01)
            .with(RunOption.RECORD_EVERY, 2L);
    private static final String FIRST = "features.0";
    private static final long LAST = 4;

    private static final Map<Normalization, RunFeed> RUNS = new EnumMap<>(Normalization.class);

    @BeforeAll
    static void train(@TempDir Path temp) throws Exception {
        try (ComputeThread compute = new ComputeThread();
                TrainingService service = new TrainingService(compute)) {
            for (Normalization normalization : Normalization.values()) {
                RunHandle run = service.start(
                        CONFIG.with(RunOption.NORMALIZATION, normalization), temp.resolve(normalization.id()));
                run.done().get(2, TimeUnit.MINUTES);
                RUNS.put(normalization, run.feed());
                read(run.feed());
            }
        }
    }

    /** Every frame of the first and the last step, while their folder is there. */
    private static final Map<RunFeed, Map<String, double[]>> FRAMES = new IdentityHashMap<>();

    private static void read(RunFeed run) {
        Map<String, double[]> values = new HashMap<>();
        for (long step : new long[] {1, LAST}) {
            for (LayerInfo layer : run.layers()) {
                for (Quantity quantity : Quantity.values()) {
                    Optional<Frame> frame = run.frameAt(new ProbeKey(layer.name(), quantity), step);
                    frame.ifPresent(
                            there -> values.put(step + "/" + there.key().arrayName(), Layers.doubles(there.values())));
                }
            }
        }
        FRAMES.put(run, values);
    }

    private static double[] array(Normalization net, long step, String layer, Quantity quantity) {
        return FRAMES.get(RUNS.get(net)).get(step + "/" + layer + "/" + quantity.id());
    }

    @Test
    void theInputOfTheFirstLayerIsTheSameInAllThreeAndThatOfTheBatch() throws Exception {
        DataSet data =
                new DataSets().load(DatasetName.FASHION_MINI, Optional.empty()).limited(4 * BATCH, 16);
        BatchOrder order = BatchOrder.training(BATCH, CONFIG.seed(), CONFIG.flag(RunOption.AUGMENT));
        List<ColorImage> images = new ArrayList<>();
        try (BatchSource source = BatchSource.open(data.train(), data.statistics(), order);
                Batch batch = source.next()) {
            int plane = InputShape.PUBLISHED.plane();
            for (int i = 0; i < BATCH; i++) {
                float[][] planes = new float[InputShape.PUBLISHED.channels()][];
                for (int c = 0; c < InputShape.PUBLISHED.channels(); c++) {
                    int start = i * InputShape.PUBLISHED.values() + c * plane;
                    planes[c] = Arrays.copyOfRange(batch.images(), start, start + plane);
                }
                images.add(new ColorImage(32, 32, planes));
            }
        }
        Patches patches = Patches.of(images, 3, 3, 1);
        Covariance expected = Covariance.of(patches.rows(), patches.samples(), patches.features(), true);
        double eps = CONFIG.real(RunOption.EPS);
        Covariance centres = Covariance.of(patches.columns(new int[] {4, 13, 22}), patches.samples(), 3, true);
        for (Normalization net : Normalization.values()) {
            assertThat(array(net, 1, FIRST, Quantity.COVARIANCE))
                    .as(net.id())
                    .containsExactly(
                            Covariance.plusDiagonal(expected.matrix(), expected.mean().length, eps), within(1e-5));
            assertThat(array(net, 1, FIRST, Quantity.MEAN)).containsExactly(expected.mean(), within(1e-5));
            assertThat(array(net, 1, FIRST, Quantity.SAMPLES)).containsExactly(patches.samples());
            assertThat(array(net, 1, FIRST, Quantity.CHANNEL_COVARIANCE))
                    .containsExactly(
                            Covariance.plusDiagonal(centres.matrix(), centres.mean().length, eps), within(1e-5));
            for (int c = 0; c < 3; c++) {
                double least = Double.POSITIVE_INFINITY;
                double most = Double.NEGATIVE_INFINITY;
                for (ColorImage image : images) {
                    for (float value : image.plane(c)) {
                        least = Math.min(least, value);
                        most = Math.max(most, value);
                    }
                }
                assertThat(array(net, 1, FIRST, Quantity.CHANNEL_RANGE)[c]).isCloseTo(most - least, within(1e-5));
            }
        }
    }

    @Test
    void everyLayerOfEveryNetShowsItsInputAndOnlyThoseThatWhitenAMatrix() {
        for (Normalization net : Normalization.values()) {
            for (LayerInfo layer : RUNS.get(net).layers()) {
                // The head whitens before the last layer, not in it.
                boolean whitensOutput =
                        net == Normalization.ITERNORM && layer.label().startsWith("norm");
                boolean whitens = whitensOutput
                        || net == Normalization.DECONV && !layer.label().startsWith("dense");
                assertThat(layer.whitens()).as(layer.label()).isEqualTo(whitens);
                assertThat(layer.hasCovariance()).isTrue();
                int f = layer.features();
                // IterNorm has a covariance of each of its groups; the others pool theirs.
                int covariances = whitensOutput ? layer.channels() / layer.block() : 1;
                assertThat(array(net, LAST, layer.name(), Quantity.COVARIANCE)).hasSize(f * f * covariances);
                assertThat(array(net, LAST, layer.name(), Quantity.CHANNEL_COVARIANCE))
                        .hasSize(layer.channels() * layer.channels());
                for (Quantity quantity : Set.of(
                        Quantity.WHITENING,
                        Quantity.COVARIANCE_AFTER,
                        Quantity.CHANNEL_COVARIANCE_AFTER,
                        Quantity.ORIGIN)) {
                    assertThat(array(net, LAST, layer.name(), quantity) != null)
                            .as(layer.label() + " " + quantity)
                            .isEqualTo(whitens);
                }
            }
        }
    }

    /** Of all layers of a net that have a product, in order, but the first, whose channels are copies that nothing can part. */
    private static Map<String, Double> correlations(Normalization net, Quantity quantity) {
        return RUNS.get(net).layers().stream()
                .filter(layer ->
                        layer.label().startsWith("conv") && !layer.name().equals(FIRST))
                .collect(Collectors.toMap(layer -> layer.label().split(" ")[0], layer -> {
                    double[] matrix = array(net, LAST, layer.name(), quantity);
                    return Covariance.meanAbsoluteCorrelation(matrix, (int) Math.sqrt(matrix.length));
                }));
    }

    @Test
    void whatANetThatWhitensMultipliesIsFarLessCorrelatedThanItsInputAndThanThatOfBatchNorm() {
        Map<String, Double> before = correlations(Normalization.DECONV, Quantity.COVARIANCE);
        Map<String, Double> after = correlations(Normalization.DECONV, Quantity.COVARIANCE_AFTER);
        Map<String, Double> channels = correlations(Normalization.DECONV, Quantity.CHANNEL_COVARIANCE);
        Map<String, Double> channelsAfter = correlations(Normalization.DECONV, Quantity.CHANNEL_COVARIANCE_AFTER);
        assertThat(after).hasSize(7);
        after.forEach((layer, left) -> {
            assertThat(left).as(layer).isLessThan(0.7 * before.get(layer));
            for (Normalization other : List.of(Normalization.BATCHNORM, Normalization.NONE)) {
                double raw = correlations(other, Quantity.COVARIANCE).get(layer);
                assertThat(left).as(layer + " beside " + other).isLessThan(0.7 * raw);
            }
        });
        channelsAfter.forEach((layer, left) -> assertThat(left).as(layer).isLessThan(channels.get(layer)));
    }
}
