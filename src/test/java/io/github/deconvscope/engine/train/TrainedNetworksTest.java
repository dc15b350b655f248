package io.github.deconvscope.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.Await;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.base.array.NpzFile;
import io.github.deconvscope.engine.compute.ComputeThread;
import io.github.deconvscope.engine.data.DataSets;
import io.github.deconvscope.engine.lab.TrainedNetworks;
import io.github.deconvscope.lab.network.BackProjection;
import io.github.deconvscope.lab.network.BackQuestion;
import io.github.deconvscope.lab.network.BackStep;
import io.github.deconvscope.lab.network.LayerActivation;
import io.github.deconvscope.lab.network.LayerKernels;
import io.github.deconvscope.lab.network.NetworkLayer;
import io.github.deconvscope.lab.network.NetworkPass;
import io.github.deconvscope.lab.network.NetworkPicture;
import io.github.deconvscope.lab.network.NetworkSource;
import io.github.deconvscope.lab.network.OpenNetwork;
import io.github.deconvscope.lab.network.Redraw;
import io.github.deconvscope.lab.network.TestPredictions;
import io.github.deconvscope.lab.network.TestProgress;
import io.github.deconvscope.lab.network.TopPictures;
import io.github.deconvscope.math.BackRule;
import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.math.PixelArea;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.config.DatasetName;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.feed.Subscription;
import io.github.deconvscope.run.record.StepFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Nets of real runs, opened: their scores against the test that the run recorded, those of a run that goes on against its checkpoint, and what
 * cannot be opened. Their gradients: {@link GradientRuleTest}.
 */
@Tag("engine")
class TrainedNetworksTest {
    private static final RunConfig TINY = RunConfig.defaults()
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
    private static final String PLAN = "80k5s2 Mk3s1 96 128k1s3 Mk3s2 64";

    private static ComputeThread compute;
    private static TrainingService service;
    private static TrainedNetworks networks;

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

    private Path run() {
        return temp.resolve("run");
    }

    private RunHandle train(RunConfig config) throws Exception {
        RunHandle run = service.start(config, run());
        run.done().get(2, TimeUnit.MINUTES);
        return run;
    }

    private static <T> T answer(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(1, TimeUnit.MINUTES);
    }

    private List<Long> checkpoints() {
        try {
            return networks.checkpoints(run());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private OpenNetwork open() throws Exception {
        return answer(networks.open(NetworkSource.newest(run())));
    }

    @Test
    void predictionsAreThoseOfTheRunsOwnTestAndEachPictures() throws Exception {
        RunHandle run = train(TINY.with(RunOption.EPOCHS, 3L));
        List<String> told = new ArrayList<>();
        try (OpenNetwork net = open()) {
            TestPredictions all = answer(net.predictions((done, total) -> told.add(done + "/" + total)));
            assertThat(all.accuracy())
                    .isCloseTo(run.feed().curve(Metric.TEST_ACCURACY).snapshot().last(), within(1e-6));
            assertThat(told).containsExactly("0/70", "64/70", "70/70");
            int sum = 0;
            int[][] confusion = all.confusion();
            for (int truth = 0; truth < 10; truth++) {
                assertThat(Arrays.stream(confusion[truth]).sum()).isEqualTo(7);
                assertThat(all.accuracy(truth)).isEqualTo(confusion[truth][truth] / 7.0);
                for (int predicted = 0; predicted < 10; predicted++) {
                    assertThat(all.of(truth, predicted)).hasSize(confusion[truth][predicted]);
                    sum += confusion[truth][predicted];
                }
            }
            assertThat(sum).isEqualTo(70);
            List<TestPredictions.Prediction> mistakes = all.surestMistakes(5);
            assertThat(mistakes).hasSizeLessThanOrEqualTo(5).noneMatch(TestPredictions.Prediction::right);
            for (TestPredictions.Prediction one :
                    List.of(all.all().get(0), all.all().get(69))) {
                NetworkPass pass = answer(net.look(net.testPicture(one.picture())));
                assertThat(pass.predicted()).isEqualTo(one.predicted());
                assertThat(pass.picture().truth()).hasValue(one.truth());
                assertThat(pass.probabilities()[one.predicted()]).isCloseTo(one.probability(), within(1e-5));
                assertThat(Arrays.stream(pass.probabilities()).sum()).isCloseTo(1, within(1e-12));
                assertThat(pass.ranking().get(0)).isEqualTo(pass.predicted());
            }
        }
    }

    @Test
    void theTopPicturesOfAChannelAreThoseOfAPassOverEachPicture() throws Exception {
        train(TINY);
        try (OpenNetwork net = open()) {
            TopPictures top = answer(net.top(3, TestProgress.NONE));
            int channel = 5;
            Map<Integer, LayerActivation.Peak> peaks = new LinkedHashMap<>();
            for (int i = 0; i < net.info().testPictures(); i++) {
                peaks.put(i, answer(net.look(net.testPicture(i))).layer(3).peak(channel));
            }
            List<Integer> expected = peaks.entrySet().stream()
                    .filter(e -> e.getValue().value() > 0)
                    .sorted((a, b) ->
                            Float.compare(b.getValue().value(), a.getValue().value()))
                    .limit(TopPictures.COUNT)
                    .map(Map.Entry::getKey)
                    .toList();
            assertThat(top.of(channel)).isNotEmpty();
            assertThat(top.of(channel).stream().map(TopPictures.Top::picture)).containsExactlyElementsOf(expected);
            for (TopPictures.Top one : top.of(channel)) {
                LayerActivation.Peak peak = peaks.get(one.picture());
                assertThat(one.peak().value()).isCloseTo(peak.value(), within(1e-5f * peak.value()));
                assertThat(one.peak().row()).isEqualTo(peak.row());
                assertThat(one.peak().column()).isEqualTo(peak.column());
            }
        }
    }

    @Test
    void aPassIsGivenUpWhenAsked() throws Exception {
        train(TINY);
        try (OpenNetwork net = open()) {
            assertThatThrownBy(() -> answer(net.predictions((done, total) -> done == 0)))
                    .hasCauseInstanceOf(CancellationException.class);
            assertThat(answer(net.top(1, TestProgress.NONE)).pictures()).isEqualTo(70);
        }
    }

    /** Drawn anew from the same seed they are the same, and what they make has another order of its pixels. */
    @Test
    void layersDrawnAnewMakeAnotherPicture() throws Exception {
        train(TINY);
        try (OpenNetwork net = open()) {
            NetworkPicture picture = net.testPicture(0);
            int channel = answer(net.look(picture)).layer(4).peak().channel();
            BackQuestion question = new BackQuestion(picture, 4, channel, BackRule.DECONVNET);
            BackProjection own = answer(net.back(question));
            assertThat(own.rankCorrelation(own)).isCloseTo(1, within(1e-12));
            BackQuestion redrawn = question.with(new Redraw(Set.of(2, 3), 7));
            BackProjection other = answer(net.back(redrawn));
            assertThat(other.picture()).isNotEqualTo(own.picture());
            // The end of the run may keep the compute thread busy, so that one of them is answered in double precision.
            assertClose("drawn again", answer(net.back(redrawn)).picture(), other.picture());
            assertThat(own.rankCorrelation(other)).isLessThan(0.999);
            assertClose("as learned again", answer(net.back(question)).picture(), own.picture());
            assertThatThrownBy(() -> net.back(question.with(new Redraw(Set.of(9), 7))))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("Layer 9 is not one of this net's convolutions; they are 1 to 8.");
        }
    }

    @Test
    void whatIsNotThereIsRefusedInWords() throws Exception {
        refused("There is no run folder");
        Files.createDirectories(run());
        refused("config.json is missing");
        Files.writeString(run().resolve("config.json"), TINY.toJson().toString());
        refused("has no checkpoint yet");
        Files.delete(run().resolve("config.json"));
        Files.delete(run());
        train(TINY);
        long step = checkpoints().get(0);
        assertThatThrownBy(
                        () -> answer(networks.open(new NetworkSource(run(), OptionalLong.of(999), Optional.empty()))))
                .hasRootCauseInstanceOf(InvalidInputException.class)
                .hasMessageContaining("There is no checkpoint of step 999", "there is one of step " + step + ".");
        OpenNetwork net = open();
        assertThat(net.info().step()).isEqualTo(step);
        NetworkPicture picture = net.testPicture(0);
        assertThatThrownBy(() -> net.testPicture(70))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Test picture 70 is not there; this run tests on 70, 0 to 69.");
        assertThatThrownBy(() -> net.back(new BackQuestion(picture, 10, 0, BackRule.GUIDED)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Layer 10 is not one of");
        assertThatThrownBy(() -> net.back(new BackQuestion(picture, 1, 4, BackRule.GUIDED)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Channel 4 is not one of layer 1; it has 4, 0 to 3.");
        assertThatThrownBy(() -> net.back(new BackQuestion(picture, 9, 10, BackRule.GUIDED)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Class 10 is not one of");
        net.close();
        assertThatThrownBy(() -> answer(net.look(picture))).hasMessageContaining("is closed");
    }

    private void refused(String words) {
        assertThatThrownBy(() -> open())
                .hasCauseInstanceOf(InvalidInputException.class)
                .hasMessageContaining(words);
    }

    /** A first layer that is frozen, one channel a layer, fp16, and a run that was stopped within its first epoch. */
    @ParameterizedTest
    @CsvSource({"freeze-steps,1", "width,0.002", "precision,fp16", "max-steps,2"})
    void unusualNetsAreShown(String option, String value) throws Exception {
        RunConfig config = TINY.withText(RunOption.byId(option), value);
        train(config);
        try (OpenNetwork net = open()) {
            NetworkPicture picture = net.testPicture(1);
            NetworkPass pass = answer(net.look(picture));
            assertThat(pass.layers()).hasSize(8);
            for (BackRule rule : BackRule.values()) {
                BackProjection made = answer(net.back(new BackQuestion(picture, 8, 0, rule)));
                assertThat(made.picture()).hasSize(3 * 32 * 32);
                for (float value1 : made.picture()) {
                    assertThat(value1).isFinite();
                }
                if (made.peak().orElseThrow().value() == 0) {
                    assertThat(made.picture()).containsOnly(0);
                    assertThat(made.rankCorrelation(made)).isNaN();
                }
            }
        }
    }

    /** A diverged net, one that is only about to, one of other classes and one whose file lacks an array. */
    @Test
    void netsThatMeanNothingAreRefusedInWords() throws Exception {
        train(TINY.withText(RunOption.NORMALIZATION, "none"));
        StepFiles files = new StepFiles(run().resolve("checkpoint"));
        Path file = files.of(files.steps().get(0));
        Map<String, NpyArray> good = NpzFile.readAll(file);

        write(file, good, "net/features.3.weight", Float.NaN);
        refused("holds NaN in features.3.weight: the run diverged");

        write(file, good, "net/features.3.weight", 3e38f);
        try (OpenNetwork net = open()) {
            assertThatThrownBy(() -> answer(net.look(net.testPicture(0))))
                    .hasCauseInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("beyond what fp32 can add up");
        }

        Map<String, NpyArray> fewer = new LinkedHashMap<>(good);
        fewer.put("net/classifier.bias", NpyArray.of(new float[7], 7));
        NpzFile.write(file, fewer);
        refused("tells 7 classes apart, but Fashion, small (embedded) has 10");

        Map<String, NpyArray> less = new LinkedHashMap<>(good);
        less.remove("net/features.6.weight");
        NpzFile.write(file, less);
        refused("holds no array \"net/features.6.weight\"");
    }

    private static void write(Path file, Map<String, NpyArray> good, String name, float value) throws Exception {
        Map<String, NpyArray> changed = new LinkedHashMap<>(good);
        float[] values = changed.get(name).toFloats().clone();
        Arrays.fill(values, value);
        changed.put(name, NpyArray.of(values, changed.get(name).shape()));
        NpzFile.write(file, changed);
    }

    /** What it answers is of the checkpoint that was opened, while the run goes on and writes others. */
    @Test
    void aRunThatIsStillTrainedCanBeOpened() throws Exception {
        RunHandle run =
                service.start(TINY.with(RunOption.EPOCHS, 60L).withText(RunOption.NORMALIZATION, "none"), run());
        Await.until("a checkpoint", () -> !checkpoints().isEmpty());
        try (OpenNetwork net = open()) {
            float[] before = answer(net.look(net.testPicture(1))).logits();
            long opened = net.info().step();
            Await.until(
                    "other checkpoints",
                    () -> !checkpoints().contains(opened) || run.done().isDone());
            assertClose("scores", answer(net.look(net.testPicture(1))).logits(), before);
        } finally {
            run.stop();
            run.done().get(1, TimeUnit.MINUTES);
        }
    }

    /** The net of a run that goes on is, at each of its steps, what a checkpoint of that step would hold. */
    @ParameterizedTest
    @CsvSource({"deconv,mixed,fp32", "deconv,corrected,fp16", "batchnorm,mixed,fp32", "layernorm,mixed,fp16"})
    void theNetOfARunThatGoesOnIsThatOfTheCheckpointOfItsStep(String normalization, String fidelity, String precision)
            throws Exception {
        RunHandle run = service.start(
                TINY.with(RunOption.EPOCHS, 1000L)
                        .with(RunOption.CHECKPOINT_EVERY, 0L)
                        .withText(RunOption.NORMALIZATION, normalization)
                        .withText(RunOption.FIDELITY, fidelity)
                        .withText(RunOption.PRECISION, precision),
                run());
        assertThatThrownBy(() -> answer(networks.open(NetworkSource.live(run()))))
                .hasCauseInstanceOf(InvalidInputException.class)
                .hasMessageContaining("shows no net yet");
        RunFeed feed = run.feed();
        OpenNetwork net;
        try (Subscription watching = feed.watchNet()) {
            Await.until("a copy", () -> feed.latestNet().isPresent());
            long first = feed.latestNet().orElseThrow().step();
            try (OpenNetwork early = answer(networks.open(NetworkSource.live(run())))) {
                assertThat(answer(early.look(early.testPicture(2))).layers()).hasSize(8);
            }
            Await.until("a later one", () -> feed.latestNet().orElseThrow().step() > first);
            run.pause();
            Await.until(
                    "paused",
                    () -> feed.state() == RunState.PAUSED
                            && feed.latestNet().orElseThrow().step()
                                    == feed.progress().step());
            net = answer(networks.open(NetworkSource.live(run())));
        }
        run.stop();
        run.done().get(1, TimeUnit.MINUTES);
        try (net;
                OpenNetwork recorded = open()) {
            assertThat(net.info().step()).isEqualTo(recorded.info().step());
            for (NetworkLayer layer : net.info().layers()) {
                LayerKernels live = net.kernels(layer.number());
                LayerKernels saved = recorded.kernels(layer.number());
                assertThat(live.learned()).containsExactly(saved.learned());
                assertThat(live.folded()).containsExactly(saved.folded());
                assertThat(live.bias()).containsExactly(saved.bias());
            }
            NetworkPicture picture = net.testPicture(4);
            assertClose(
                    "scores",
                    answer(net.look(picture)).logits(),
                    answer(recorded.look(picture)).logits());
            assertThat(answer(net.predictions(TestProgress.NONE)).accuracy())
                    .isEqualTo(answer(recorded.predictions(TestProgress.NONE)).accuracy());
        }
        assertThatThrownBy(() -> answer(networks.open(NetworkSource.live(run()))))
                .hasCauseInstanceOf(InvalidInputException.class)
                .hasMessageContaining("does not go on in this process");
    }

    /** Two runs in turn in one folder, the first of which was moved away: the second is shown with its own test pictures. */
    @Test
    void aRunThatGoesOnHasItsOwnTestPictures() throws Exception {
        for (int pictures : new int[] {70, 20}) {
            RunHandle run = service.start(
                    TINY.with(RunOption.EPOCHS, 1000L).with(RunOption.TEST_LIMIT, (long) pictures), run());
            try (Subscription watching = run.feed().watchNet()) {
                Await.until("a copy", () -> run.feed().latestNet().isPresent());
                try (OpenNetwork net = answer(networks.open(NetworkSource.live(run())))) {
                    assertThat(net.info().testPictures()).isEqualTo(pictures);
                }
            } finally {
                run.stop();
                run.done().get(1, TimeUnit.MINUTES);
            }
            Files.move(run(), temp.resolve("with" + pictures));
        }
    }

    /** Whoever looks is told, and the run is not ended by it. */
    @ParameterizedTest
    @CsvSource({"vgg11,none,100,: the run diverged", "resnet18,batchnorm,0.01,residual blocks"})
    void aRunThatCannotBeLookedAtGoesOn(String model, String normalization, double rate, String words)
            throws Exception {
        RunHandle run = service.start(
                TINY.with(RunOption.EPOCHS, 1000L)
                        .withText(RunOption.MODEL, model)
                        .with(RunOption.LEARNING_RATE, rate)
                        .with(RunOption.CHECKPOINT_EVERY, 0L)
                        .withText(RunOption.NORMALIZATION, normalization),
                run());
        try (Subscription watching = run.feed().watchNet()) {
            Await.until("a net that means nothing", () -> run.feed()
                    .latestNet()
                    .filter(copy -> copy.folded().isEmpty())
                    .isPresent());
            assertThatThrownBy(() -> answer(networks.open(NetworkSource.live(run()))))
                    .hasCauseInstanceOf(InvalidInputException.class)
                    .hasMessageContaining(words);
            assertThat(run.feed().state()).isEqualTo(RunState.RUNNING);
        } finally {
            run.stop();
            run.done().get(1, TimeUnit.MINUTES);
        }
    }

    /**
     * What a unit sees is what changes it: pixels outside change nothing, and each edge of the field does. Of an own plan, whose strides and windows
     * are of several kinds.
     */
    @Test
    void theFieldThatIsShownIsWhatPixelsChange() throws Exception {
        train(TINY.withText(RunOption.MODEL, "plan").withText(RunOption.PLAN, PLAN));
        try (OpenNetwork net = open()) {
            NetworkPicture picture = net.testPicture(0);
            NetworkPass usual = answer(net.look(picture));
            for (NetworkLayer layer : net.info().layers()) {
                int row = layer.size().height() / 2;
                int column = layer.size().width() - 1;
                PixelArea field = layer.sees(row, column);
                float[] before = unit(usual, layer, row, column);
                float[] outside = unit(answer(net.look(changed(net, picture, field, false, 40))), layer, row, column);
                for (int c = 0; c < before.length; c++) {
                    assertThat(outside[c])
                            .as("layer %d, channel %d", layer.number(), c)
                            .isCloseTo(before[c], within(1e-4f * Math.max(1, Math.abs(before[c]))));
                }
                for (PixelArea edge : List.of(
                        new PixelArea(field.row(), field.column(), 1, field.width()),
                        new PixelArea(field.row() + field.height() - 1, field.column(), 1, field.width()),
                        new PixelArea(field.row(), field.column(), field.height(), 1),
                        new PixelArea(field.row(), field.column() + field.width() - 1, field.height(), 1))) {
                    double most = 0;
                    for (float by : new float[] {-40, 40}) {
                        float[] after =
                                unit(answer(net.look(changed(net, picture, edge, true, by))), layer, row, column);
                        for (int c = 0; c < before.length; c++) {
                            most = Math.max(most, Math.abs(after[c] - before[c]));
                        }
                    }
                    assertThat(most).as("layer %d, %s", layer.number(), edge).isPositive();
                }
            }
        }
    }

    private static float[] unit(NetworkPass pass, NetworkLayer layer, int row, int column) {
        float[] values = new float[layer.channels()];
        for (int c = 0; c < values.length; c++) {
            values[c] = pass.layer(layer.number()).map(c)[row * layer.size().width() + column];
        }
        return values;
    }

    /** A picture whose pixels inside an area, or outside of it, are brighter. */
    private static NetworkPicture changed(
            OpenNetwork net, NetworkPicture picture, PixelArea area, boolean inside, float by) {
        int side = picture.image().width();
        float[][] planes = new float[picture.image().channels()][];
        for (int c = 0; c < planes.length; c++) {
            planes[c] = picture.image().plane(c).clone();
            for (int i = 0; i < planes[c].length; i++) {
                int down = i / side - area.row();
                int right = i % side - area.column();
                boolean in = down >= 0 && down < area.height() && right >= 0 && right < area.width();
                planes[c][i] += in == inside ? by : 0;
            }
        }
        return net.info()
                .format()
                .picture(picture.name(), new ColorImage(side, side, planes), picture.index(), picture.truth());
    }

    /** While the compute thread is in a step of training, a question about one picture is answered beside it, and as the engine would. */
    @ParameterizedTest
    @CsvSource({"vgg11,deconv", "vgg11,batchnorm", "vgg11,groupnorm", "plan,deconv"})
    void aQuestionDoesNotWaitForAStepOfTraining(String model, String normalization) throws Exception {
        train(TINY.withText(RunOption.MODEL, model)
                .withText(RunOption.PLAN, PLAN)
                .withText(RunOption.NORMALIZATION, normalization));
        try (OpenNetwork net = open()) {
            NetworkPicture picture = net.testPicture(5);
            NetworkPass idle = answer(net.look(picture));
            int scores = net.info().layers().size() + 1;
            List<BackQuestion> questions = new ArrayList<>();
            for (BackRule rule : BackRule.values()) {
                questions.add(new BackQuestion(picture, 4, idle.layer(4).peak().channel(), rule));
                questions.add(new BackQuestion(picture, scores, idle.predicted(), rule)
                        .with(new Redraw(Set.of(2, 4), Redraw.USUAL_SEED)));
            }
            List<BackProjection> fromEngine = new ArrayList<>();
            for (BackQuestion question : questions) {
                fromEngine.add(answer(net.back(question)));
            }
            CountDownLatch stepEnds = new CountDownLatch(1);
            compute.submit(() -> stepEnds.await(2, TimeUnit.MINUTES));
            try {
                NetworkPass busy = answer(net.look(picture));
                assertClose("scores", busy.logits(), idle.logits());
                for (int layer = 1; layer < scores; layer++) {
                    assertClose(
                            "layer " + layer,
                            busy.layer(layer).values(),
                            idle.layer(layer).values());
                }
                for (int i = 0; i < questions.size(); i++) {
                    List<BackStep> steps = answer(net.back(questions.get(i))).steps();
                    assertThat(steps).hasSameSizeAs(fromEngine.get(i).steps());
                    for (int k = 0; k < steps.size(); k++) {
                        BackStep engine = fromEngine.get(i).steps().get(k);
                        assertThat(steps.get(k).inWords()).isEqualTo(engine.inWords());
                        assertThat(steps.get(k).size()).isEqualTo(engine.size());
                        assertClose(engine.inWords(), steps.get(k).signal(), engine.signal());
                    }
                }
            } finally {
                stepEnds.countDown();
            }
        }
    }

    /** Within 1e-4 of the largest. */
    private static void assertClose(String what, float[] values, float[] expected) {
        assertThat(values).as(what).hasSameSizeAs(expected);
        float largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).as("%s, value %d", what, i).isCloseTo(expected[i], within(1e-4f * largest));
        }
    }
}
