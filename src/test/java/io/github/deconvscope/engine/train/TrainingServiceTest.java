package io.github.deconvscope.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.Await;
import io.github.deconvscope.TestFolders;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.engine.data.DataSet;
import io.github.deconvscope.engine.data.DataSets;
import io.github.deconvscope.engine.optimizer.Schedule;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.config.DatasetName;
import io.github.deconvscope.run.config.LossScaling;
import io.github.deconvscope.run.config.ModelName;
import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.config.Precision;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.config.ScheduleName;
import io.github.deconvscope.run.config.WhiteningRules;
import io.github.deconvscope.run.feed.Curve;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.LostGradients.Kind;
import io.github.deconvscope.run.feed.MemoryUse;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.OptionChange;
import io.github.deconvscope.run.feed.ProbeKey;
import io.github.deconvscope.run.feed.Quantity;
import io.github.deconvscope.run.feed.RunEvent;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.feed.StepCost;
import io.github.deconvscope.run.feed.StepPart;
import io.github.deconvscope.run.feed.Subscription;
import io.github.deconvscope.run.record.RecordedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("engine")
class TrainingServiceTest {
    private static final RunConfig TINY = RunConfig.defaults()
            .with(RunOption.DATASET, DatasetName.FASHION_MINI)
            .with(RunOption.WIDTH, 1.0 / 16)
            .with(RunOption.BLOCK, 4L)
            .with(RunOption.BATCH, 8L)
            .with(RunOption.TRAIN_LIMIT, 40L)
            .with(RunOption.TEST_LIMIT, 16L)
            .with(RunOption.EPOCHS, 2L)
            .with(RunOption.CHECKPOINT_EVERY, 3L)
            .with(RunOption.RECORD_EVERY, 2L);

    private static ComputeThread compute;
    private static TrainingService service;

    @TempDir
    Path temp;

    @BeforeAll
    static void start() {
        compute = new ComputeThread();
        service = new TrainingService(compute);
    }

    @AfterAll
    static void stop() {
        service.close();
        compute.close();
    }

    private RunFeed run(RunConfig config, String name) throws Exception {
        RunHandle run = service.start(config, temp.resolve(name));
        run.done().get(2, TimeUnit.MINUTES);
        return run.feed();
    }

    private static void await(String what, BooleanSupplier condition) {
        Await.until(what, condition);
    }

    private static double[] losses(RunFeed feed) {
        Curve.Snapshot snapshot = feed.curve(Metric.LOSS).snapshot();
        return Arrays.copyOf(snapshot.y(), snapshot.size());
    }

    @ParameterizedTest
    @EnumSource(Normalization.class)
    void theSameSeedGivesTheSameLossesToTheLastBit(Normalization normalization) throws Exception {
        RunConfig config = TINY.with(RunOption.NORMALIZATION, normalization).with(RunOption.LEARNING_RATE, 0.01);
        double[] first = losses(run(config, "first"));
        assertThat(first).hasSize(10);
        assertThat(losses(run(config, "second"))).containsExactly(first);
        assertThat(losses(run(config.with(RunOption.SEED, 2L), "other"))).isNotEqualTo(first);
    }

    @Test
    void thePartsOfAStepAddUpToIt() throws Exception {
        RunFeed live = run(TINY.with(RunOption.EPOCHS, 4L).with(RunOption.CHECKPOINT_EVERY, 0L), "parts");
        StepCost cost = live.cost().orElseThrow();
        Curve.Snapshot millis = live.curve(Metric.STEP_MILLIS).snapshot();
        double sum = 0;
        for (int i = 1; i < millis.size(); i++) {
            sum += millis.y()[i];
        }
        double mean = sum / (millis.size() - 1);
        assertThat(cost.steps()).isEqualTo(millis.size() - 1);
        // The curve has its own reading of the clock, from the same start to the moment before the step is recorded.
        assertThat(cost.total() - cost.of(StepPart.RECORDING)).isCloseTo(mean, Percentage.withPercentage(5));
        for (StepPart part : StepPart.values()) {
            if (part != StepPart.NORMALIZATION) {
                assertThat(cost.of(part)).as(part.name()).isPositive();
            }
        }
        assertThat(RecordedRun.open(temp.resolve("parts")).feed().cost()).contains(cost);
    }

    @Test
    void aRunLeavesACompleteRecord() throws Exception {
        RunFeed live = run(TINY, "run");
        RunFeed record = RecordedRun.open(temp.resolve("run")).feed();
        assertThat(record.state()).isEqualTo(RunState.FINISHED);
        assertThat(record.config()).isEqualTo(TINY);
        assertThat(losses(record)).containsExactly(losses(live));
        assertThat(record.curve(Metric.TEST_ACCURACY).size()).isEqualTo(2);
        assertThat(record.layers()).isEqualTo(live.layers()).isNotEmpty();
        assertThat(record.recordedSteps()).containsExactly(1L, 2L, 4L, 6L, 8L, 10L);
        String layer = record.layers().get(1).name();
        int features = record.layers().get(1).features();
        Frame covariance =
                record.frameAt(new ProbeKey(layer, Quantity.COVARIANCE), 4).orElseThrow();
        assertThat(covariance.shape()).containsExactly(features, features);
        // The first layer: 8 images of 32 x 32, padded to 34 x 34, in patches of 3 x 3 that do not overlap.
        assertThat(record.frameAt(new ProbeKey(record.layers().get(0).name(), Quantity.SAMPLES), 4)
                        .orElseThrow()
                        .values())
                .containsExactly(8 * 11 * 11);
        Frame residuals =
                record.frameAt(new ProbeKey(layer, Quantity.RESIDUALS), 4).orElseThrow();
        assertThat(residuals.values()).hasSize(1 + TINY.iterations());
        assertThat(residuals.values()[TINY.iterations()]).isLessThan(residuals.values()[0]);
        assertThat(temp.resolve("run/checkpoint")).isDirectoryContaining("glob:**/step-000000010.npz");
        try (var checkpoints = Files.list(temp.resolve("run/checkpoint"))) {
            assertThat(checkpoints).hasSize(2);
        }
    }

    /** IterNorm shows its covariance and its D like the layers of deconvolution, group by group. */
    @Test
    void iterNormRecordsItsWhitening() throws Exception {
        RunFeed live =
                run(TINY.with(RunOption.NORMALIZATION, Normalization.ITERNORM).with(RunOption.BLOCK, 4L), "iternorm");
        LayerInfo layer = live.layers().get(3);
        assertThat(layer.kind()).isEqualTo("IterNorm2D");
        assertThat(layer.whitens()).isTrue();
        assertThat(layer.features()).isEqualTo(4);
        RunFeed record = RecordedRun.open(temp.resolve("iternorm")).feed();
        Frame covariance = record.frameAt(new ProbeKey(layer.name(), Quantity.COVARIANCE), 4)
                .orElseThrow();
        assertThat(covariance.shape()).containsExactly(layer.channels() / 4, 4, 4);
        double[] residuals = toDoubles(record.frameAt(new ProbeKey(layer.name(), Quantity.RESIDUALS), 4)
                .orElseThrow());
        assertThat(residuals).hasSize(1 + TINY.iterations());
        assertThat(residuals[TINY.iterations()]).isLessThan(residuals[0]);
        // The first norm has 4 channels: one group, whose matrices have no dimension of groups.
        assertThat(record.frameAt(new ProbeKey(live.layers().get(1).name(), Quantity.WHITENING), 4)
                        .orElseThrow()
                        .shape())
                .containsExactly(4, 4);
    }

    private static double[] toDoubles(Frame frame) {
        return IntStream.range(0, frame.values().length)
                .mapToDouble(i -> frame.values()[i])
                .toArray();
    }

    @Test
    void aResidualThatIsNotReachedIsSaidOnceALayer() throws Exception {
        RunFeed live = run(TINY.with(RunOption.STOP_RESIDUAL, 1e-4), "stop");
        List<String> warnings = live.events().stream()
                .filter(event -> event.kind() == RunEvent.Kind.WARNING)
                .map(RunEvent::message)
                .toList();
        assertThat(warnings)
                .as("all but the plain classifier")
                .hasSize(live.layers().size() - 1)
                .allSatisfy(message -> assertThat(message)
                        .contains(
                                "does not reach the residual to stop at, 1.0E-4, in",
                                "is left of " + WhiteningRules.RESIDUAL));
        assertThat(run(TINY, "all").events()).noneMatch(event -> event.kind() == RunEvent.Kind.WARNING);
    }

    @Test
    void aChangedRateIsTheBaseOfTheScheduleInEveryWord() {
        OptionChange change = new OptionChange(RunOption.LEARNING_RATE, 0.05);
        assertThat(change.inWords()).isEqualTo("base learning rate 0.05");
        assertThat(change.inWords(0.1)).isEqualTo("Base learning rate set to 0.05, was 0.1");
        assertThat(new OptionChange(RunOption.INITIAL_LOSS_SCALE, 8).inWords()).isEqualTo("loss scale 8");
        // The schedule has moved on by then: the rate of a step is less than its base.
        double scheduled = Schedule.of(ScheduleName.COSINE, 1, 10).at(5);
        LiveValues live = new LiveValues(TINY.with(RunOption.LEARNING_RATE, 0.05));
        assertThat(live.at(scheduled).learningRate())
                .isEqualTo(0.05 * scheduled)
                .isLessThan(0.04);
    }

    @Test
    void lookingChangesNothing() throws Exception {
        double[] unseen = losses(run(TINY.with(RunOption.RECORD_EVERY, 0L), "unseen"));
        assertThat(losses(run(TINY.with(RunOption.RECORD_EVERY, 1L), "seen"))).containsExactly(unseen);
    }

    @Test
    @SuppressWarnings("try") // The subscription only has to be there.
    void aRunCanBePausedSteppedChangedAndContinued() throws Exception {
        RunHandle run = service.start(TINY.with(RunOption.EPOCHS, 1000L), temp.resolve("run"));
        RunFeed feed = run.feed();
        Curve loss = feed.curve(Metric.LOSS);
        await("the run got there", () -> loss.size() >= 2);
        run.pause();
        await("the run got there", () -> feed.state() == RunState.PAUSED);
        int paused = loss.size();
        run.change(RunOption.LEARNING_RATE, 0.5);
        assertThatThrownBy(() -> run.change(RunOption.BLOCK, 8L)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> run.change(RunOption.LEARNING_RATE, -1.0)).hasMessageContaining("--lr");
        run.step();
        await("the run got there", () -> loss.size() == paused + 1);
        await("the run got there", () -> feed.state() == RunState.PAUSED);
        assertThat(loss.size()).isEqualTo(paused + 1);
        assertThat(feed.curve(Metric.LEARNING_RATE).snapshot().last()).isBetween(0.49, 0.5);
        try (Subscription subscription = feed.watch(new ProbeKey("features.0", Quantity.COVARIANCE))) {
            run.proceed();
            await("the run got there", () -> feed.latestFrame(new ProbeKey("features.0", Quantity.COVARIANCE))
                    .filter(frame -> frame.step() > paused)
                    .isPresent());
        }
        run.stop();
        assertThat(run.done().get(1, TimeUnit.MINUTES)).isEqualTo(RunState.STOPPED);
        assertThat(feed.events()).extracting(RunEvent::kind).contains(RunEvent.Kind.PAUSED, RunEvent.Kind.CHANGED);
        assertThat(service.active()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void aResumedRunGoesOnToTheLastBitAsIfItHadNeverStopped(Precision precision) throws Exception {
        resumesToTheLastBit(TINY.with(RunOption.PRECISION, precision));
    }

    /** Running values, where there are any, decide the test after each epoch. */
    @ParameterizedTest
    @EnumSource(value = Normalization.class, mode = EnumSource.Mode.EXCLUDE, names = "DECONV")
    void aResumedRunGoesOnToTheLastBitWithAnyNormalization(Normalization normalization) throws Exception {
        resumesToTheLastBit(TINY.with(RunOption.NORMALIZATION, normalization).with(RunOption.LEARNING_RATE, 0.01));
    }

    @Test
    void aResumedRunOfAResidualNetGoesOnToTheLastBit() throws Exception {
        resumesToTheLastBit(TINY.with(RunOption.MODEL, ModelName.RESNET18));
    }

    private void resumesToTheLastBit(RunConfig start) throws Exception {
        RunConfig config = start.with(RunOption.EPOCHS, 3L);
        RunFeed whole = run(config, "whole");
        RunHandle cut = service.start(config, temp.resolve("cut"));
        for (int stops = 0; stops < 2; stops++) {
            int before = cut.feed().curve(Metric.LOSS).size();
            RunFeed feed = cut.feed();
            await("the run got there", () -> feed.curve(Metric.LOSS).size() > before + 1);
            cut.stop();
            cut.done().get(1, TimeUnit.MINUTES);
            cut = service.resume(temp.resolve("cut"));
        }
        cut.done().get(2, TimeUnit.MINUTES);
        assertThat(losses(cut.feed())).containsExactly(losses(whole));
        for (Metric metric : new Metric[] {Metric.TRAIN_LOSS, Metric.TEST_LOSS, Metric.TEST_ACCURACY}) {
            Curve.Snapshot expected = whole.curve(metric).snapshot();
            Curve.Snapshot actual = cut.feed().curve(metric).snapshot();
            assertThat(actual.size()).isEqualTo(3);
            assertThat(Arrays.copyOf(actual.y(), 3)).containsExactly(Arrays.copyOf(expected.y(), 3));
        }
        assertThat(losses(RecordedRun.open(temp.resolve("cut")).feed())).containsExactly(losses(whole));
        assertThatThrownBy(() -> service.resume(temp.resolve("cut"))).hasMessageContaining("finished");
    }

    /** Copies a run that rests after step 7, with changes after its last checkpoint: what a kill would leave. */
    private Path copyOfTheDisk(Path run) throws IOException {
        Path copy = TestFolders.copy(run, temp.resolve("copy"));
        Files.delete(copy.resolve("status.json"));
        return copy;
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void aKilledRunMeetsTheChangesAfterItsCheckpointAgain(Precision precision) throws Exception {
        RunConfig config = TINY.with(RunOption.PRECISION, precision).with(RunOption.EPOCHS, 3L);
        RunHandle run = service.start(config, temp.resolve("run"));
        run.pause();
        Curve loss = run.feed().curve(Metric.LOSS);
        for (int step = 1; step <= 7; step++) {
            int now = step;
            run.step();
            await("the run got there", () -> loss.size() == now && run.feed().state() == RunState.PAUSED);
        }
        run.change(RunOption.LEARNING_RATE, 0.5);
        run.change(RunOption.WEIGHT_DECAY, 0.0);
        int changes = precision == Precision.FP16 ? 3 : 2;
        if (precision == Precision.FP16) {
            run.change(RunOption.INITIAL_LOSS_SCALE, 256.0);
        } else {
            assertThatThrownBy(() -> run.change(RunOption.INITIAL_LOSS_SCALE, 256.0))
                    .hasMessageContaining("fp32");
        }
        await(
                "the run got there",
                () -> OptionChange.inForce(run.feed().events()).size() == changes);
        Path copy = copyOfTheDisk(temp.resolve("run"));
        run.proceed();
        run.done().get(2, TimeUnit.MINUTES);
        assertThatThrownBy(() -> run.change(RunOption.LEARNING_RATE, 0.1)).hasMessageContaining("finished");

        RunHandle again = service.resume(copy);
        again.done().get(2, TimeUnit.MINUTES);
        assertThat(losses(again.feed())).containsExactly(losses(run.feed())).hasSize(15);
        assertThat(losses(run(config, "unchanged"))).isNotEqualTo(losses(run.feed()));
        assertThat(OptionChange.inForce(RecordedRun.open(copy).feed().events())).hasSize(changes);
        if (precision == Precision.FP16) {
            assertThat(run.feed().curve(Metric.LOSS_SCALE).snapshot().last()).isEqualTo(256);
        }
    }

    @Test
    void aRunInFp16RecordsWhatItLosesOfEachLayersGradients() throws Exception {
        RunConfig half = TINY.with(RunOption.PRECISION, Precision.FP16).with(RunOption.EPOCHS, 1L);
        RunFeed scaled = run(half, "scaled");
        RunFeed bare = run(
                half.with(RunOption.LOSS_SCALING, LossScaling.FIXED).with(RunOption.INITIAL_LOSS_SCALE, 1e-5), "bare");
        for (int layer = 0; layer < scaled.layers().size(); layer++) {
            int expected = scaled.layers().get(layer).kind().equals("ChannelDeconv2D") ? 0 : 5;
            assertThat(scaled.lost(layer, Kind.ROUNDED_TO_ZERO).size()).isEqualTo(expected);
            assertThat(scaled.lost(layer, Kind.ROUNDED_TO_INFINITY).size()).isEqualTo(expected);
        }
        assertThat(bare.lost(1, Kind.ROUNDED_TO_ZERO).snapshot().last())
                .isGreaterThan(scaled.lost(1, Kind.ROUNDED_TO_ZERO).snapshot().last());
        assertThat(run(TINY.with(RunOption.EPOCHS, 1L), "single")
                        .lost(0, Kind.ROUNDED_TO_ZERO)
                        .size())
                .isZero();
        RunFeed record = RecordedRun.open(temp.resolve("bare")).feed();
        assertThat(record.lost(1, Kind.ROUNDED_TO_ZERO).snapshot().last())
                .isEqualTo(bare.lost(1, Kind.ROUNDED_TO_ZERO).snapshot().last());
        String first = record.layers().get(0).name();
        // The histogram of the same step counts the same gradients, by powers of two: 40 bins below 2^-25 less 25, then
        // 49, zeros, not finite.
        float[] histogram = record.frameAt(new ProbeKey(first, Quantity.GRADIENT_HISTOGRAM), 4)
                .orElseThrow()
                .values();
        double all = 0;
        double below = 0;
        for (int i = 0; i < histogram.length; i++) {
            all += histogram[i];
            below += i < -25 + 40 ? histogram[i] : 0;
        }
        Curve.Snapshot lost = record.lost(0, Kind.ROUNDED_TO_ZERO).snapshot();
        double canBeLost = all - histogram[64] - histogram[65];
        assertThat(lost.y()[3]).isCloseTo(below / canBeLost, org.assertj.core.data.Offset.offset(1.5 / canBeLost));
        assertThat(record.lost(0, Kind.ZERO).snapshot().y()[3])
                .isCloseTo(histogram[64] / all, org.assertj.core.data.Offset.offset(1e-6));
        assertThat(RecordedRun.open(temp.resolve("single"))
                        .feed()
                        .frameAt(new ProbeKey(first, Quantity.GRADIENT_HISTOGRAM), 4))
                .as("an fp32 run is compared with it")
                .isPresent();
        MemoryUse memory = record.memory().orElseThrow();
        assertThat(memory.layerOutputs().allocated())
                .as("emulated: fp32 tensors")
                .isEqualTo(2 * memory.layerOutputs().inHalf());
    }

    @Test
    void aDamagedCheckpointGivesWayToTheOneBefore() throws Exception {
        RunConfig config = TINY.with(RunOption.MAX_STEPS, 8L);
        double[] whole = losses(run(config, "run"));
        Path newest = temp.resolve("run/checkpoint/step-000000008.npz");
        Files.write(newest, Arrays.copyOf(Files.readAllBytes(newest), 1000));
        Files.delete(temp.resolve("run/status.json"));
        RunHandle again = service.resume(temp.resolve("run"));
        again.done().get(1, TimeUnit.MINUTES);
        assertThat(losses(again.feed())).containsExactly(whole);
    }

    @Test
    void twoRunsAtOnceHaveTheLossesOfEachAlone() throws Exception {
        RunConfig config = TINY.with(RunOption.EPOCHS, 4L);
        RunHandle a = service.start(config, temp.resolve("a"));
        RunHandle b = service.start(config.with(RunOption.PRECISION, Precision.FP16), temp.resolve("b"));
        a.done().get(2, TimeUnit.MINUTES);
        b.done().get(2, TimeUnit.MINUTES);
        assertThat(losses(a.feed())).containsExactly(losses(run(config, "alone")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void dataAreReadWhileTheEngineLoads(boolean fails) throws Exception {
        CountDownLatch loaded = new CountDownLatch(1);
        CountDownLatch read = new CountDownLatch(1);
        FakeLearner learner = new FakeLearner();
        learner.ahead = () -> {
            read.countDown();
            if (fails) {
                throw new IllegalStateException("a disk that fails");
            }
        };
        DataSet data = new DataSets().load(DatasetName.FASHION_MINI, Optional.empty());
        try (ComputeThread busy = new ComputeThread();
                TrainingService starting = new TrainingService(busy, learner.on(data))) {
            busy.submit(() -> loaded.await(1, TimeUnit.MINUTES));
            RunHandle run = starting.start(TINY.with(RunOption.MAX_STEPS, 1L), temp.resolve("ahead"));
            assertThat(read.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(run.done()).isNotDone();
            loaded.countDown();
            assertThat(run.done().get(1, TimeUnit.MINUTES)).isEqualTo(RunState.FINISHED);
        }
    }

    @Test
    void nothingLeaksFromStepToStep() throws Exception {
        var parts = new EngineFactory(new io.github.deconvscope.engine.data.DataSets());
        int[] arrays = compute.submit(() -> {
                    var data = parts.data(
                                    TINY,
                                    java.util.Optional.empty(),
                                    io.github.deconvscope.run.DataLibrary.DataProgress.SILENT)
                            .limited(40, 16);
                    int[] counts = new int[2];
                    try (var learner = new NetLearner(TINY, 10, ai.djl.Device.cpu());
                            var batches = io.github.deconvscope.engine.data.BatchSource.open(
                                    data.train(),
                                    data.statistics(),
                                    io.github.deconvscope.engine.data.BatchOrder.training(8, 1, true))) {
                        for (int step = 1; step <= 150; step++) {
                            try (var batch = batches.next()) {
                                learner.train(
                                        step, batch, new Hyperparameters(0.01, 0.001), java.util.Set.of(), frame -> {});
                                learner.test(batch);
                            }
                            if (step == 2) {
                                counts[0] = learner.managedArrays();
                            }
                        }
                        counts[1] = learner.managedArrays();
                    }
                    return counts;
                })
                .get(2, TimeUnit.MINUTES);
        assertThat(arrays[1]).isEqualTo(arrays[0]);
    }

    @Test
    void whatCannotBeTrainedFailsWithItsReasonAndLeavesNoRecord() {
        RunHandle missing = service.start(
                TINY.with(RunOption.DATASET, DatasetName.CIFAR10)
                        .with(RunOption.DATA, temp.resolve("nowhere").toString()),
                temp.resolve("missing"));
        assertThatThrownBy(() -> missing.done().get(1, TimeUnit.MINUTES))
                .hasCauseInstanceOf(InvalidInputException.class);
        assertThat(missing.feed().state()).isEqualTo(RunState.FAILED);
        assertThat(missing.feed().failure().orElseThrow()).contains("nowhere");
        assertThat(temp.resolve("missing"))
                .as("no record of a run that never began")
                .doesNotExist();
    }

    @Test
    void aStartThatIsRefusedLeavesTheFolderOfThePersonEmpty() throws IOException {
        Path own = Files.createDirectory(temp.resolve("own"));
        RunHandle refused = service.start(
                TINY.with(RunOption.DATASET, DatasetName.CIFAR10)
                        .with(RunOption.DATA, temp.resolve("nowhere").toString()),
                own);
        assertThatThrownBy(() -> refused.done().get(1, TimeUnit.MINUTES))
                .hasCauseInstanceOf(InvalidInputException.class);
        assertThat(own).isEmptyDirectory();
    }
}
