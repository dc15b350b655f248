package io.github.deconvscope.ui.page.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.Await;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.convolution.ConvolutionPageState;
import io.github.deconvscope.lab.convolution.ConvolutionState;
import io.github.deconvscope.lab.network.BackProjection;
import io.github.deconvscope.lab.network.BackQuestion;
import io.github.deconvscope.lab.network.BackStep;
import io.github.deconvscope.lab.network.NetworkLab;
import io.github.deconvscope.lab.network.NetworkSource;
import io.github.deconvscope.lab.network.OpenNetwork;
import io.github.deconvscope.lab.network.RandomNetwork;
import io.github.deconvscope.lab.network.TestPredictions;
import io.github.deconvscope.lab.network.TestProgress;
import io.github.deconvscope.math.BackRule;
import io.github.deconvscope.math.Size;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.feed.EpochRecord;
import io.github.deconvscope.run.feed.NetCopy;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import io.github.deconvscope.ui.FakeRuns;
import io.github.deconvscope.ui.state.NetworkState;
import io.github.deconvscope.ui.state.NetworkState.Net;
import io.github.deconvscope.ui.state.NetworkState.Outcome;
import io.github.deconvscope.ui.state.NetworkState.View;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkModelTest {
    @TempDir
    Path folder;

    private final BlockingQueue<Runnable> screen = new LinkedBlockingQueue<>();
    private final Lab lab = new Lab();
    private final FakeRuns trained = new FakeRuns();
    private NetworkModel model;

    /** Opens another random net each time. */
    private static final class Lab implements NetworkLab {
        private final List<RandomNetwork> opened = new ArrayList<>();
        private final List<NetworkSource> asked = new ArrayList<>();
        private List<Long> steps = List.of(20L, 40L);
        private Optional<String> refusal = Optional.empty();

        @Override
        public List<Long> checkpoints(Path run) {
            return steps;
        }

        @Override
        public CompletionStage<OpenNetwork> open(NetworkSource source) {
            asked.add(source);
            if (refusal.isPresent()) {
                return CompletableFuture.failedFuture(new InvalidInputException(refusal.get()));
            }
            RandomNetwork net = new RandomNetwork(opened.size());
            opened.add(net);
            return CompletableFuture.completedFuture(net);
        }
    }

    private NetworkModel start(String... runs) throws IOException {
        for (String run : runs) {
            RunRecorder.create(new RunFolder(folder.resolve(run)), RunConfig.defaults())
                    .close();
        }
        model = new NetworkModel(lab, trained, folder, screen::add);
        model.wake();
        until(() -> model.listedProperty().get());
        return model;
    }

    @AfterEach
    void close() {
        model.close();
    }

    /** Does what comes for the screen until something holds. */
    private void until(BooleanSupplier holds) {
        Await.until("what comes for the screen", () -> {
            settle();
            return holds.getAsBoolean();
        });
    }

    /** Does all that has come for the screen. */
    private void settle() {
        for (Runnable next = screen.poll(); next != null; next = screen.poll()) {
            next.run();
        }
    }

    private void change(UnaryOperator<NetworkState> how) {
        model.change(how);
        settle();
    }

    private void startLooking() throws IOException {
        start("run");
        until(() -> model.a().passProperty().get() != null);
    }

    @Test
    void withoutRunsThereIsNothingToOpen() throws IOException {
        start();
        assertThat(model.runs()).isEmpty();
        assertThat(lab.asked).isEmpty();
    }

    @Test
    void theNewestRunIsOpenedAtItsNewestCheckpointWhichIsFollowed() throws IOException {
        startLooking();
        assertThat(model.getState().a()).isEqualTo(Net.newest("run"));
        assertThat(lab.asked).hasSize(1);
        assertThat(lab.asked.get(0).step()).hasValue(40);
        assertThat(lab.asked.get(0).run()).isEqualTo(folder.resolve("run").toAbsolutePath());
        lab.steps = List.of(20L, 40L, 60L);
        model.onFrame(0);
        until(() -> lab.asked.size() == 2 && model.a().netProperty().get() == lab.opened.get(1));
        assertThat(lab.asked.get(1).step()).hasValue(60);
        assertThat(lab.opened).extracting(net -> net.closed).containsExactly(true, false);
        settle();
        assertThat(model.a().passProperty().get().info())
                .isSameAs(lab.opened.get(1).info());

        change(s -> s.withA(new Net("run", Optional.of(20L))));
        until(() -> lab.opened.size() == 3 && model.a().netProperty().get() == lab.opened.get(2));
        assertThat(model.a().isBest(20)).as("no epoch was tested yet").isFalse();
        try (RunRecorder recorder = RunRecorder.reopen(new RunFolder(folder.resolve("run")), 0)) {
            recorder.add(new EpochRecord(1, 20, 1, 0.5, 1, 0.7, 1));
            recorder.add(new EpochRecord(2, 40, 1, 0.5, 1, 0.6, 1));
        }
        lab.steps = List.of(20L, 40L, 60L, 80L);
        model.a().list();
        until(() -> model.a().steps().size() == 4);
        assertThat(model.a().isBest(20)).isTrue();
        assertThat(model.a().isBest(80)).isFalse();
        assertThat(lab.asked).as("a chosen checkpoint stays").hasSize(3);
        model.close();
        assertThat(lab.opened).allMatch(net -> net.closed);
    }

    private static void copied(FakeRuns.Run run, long step) {
        run.feed.publish(new NetCopy(step, Map.of(), Map.of(), Map.of()));
    }

    /** Each net that the run shows is opened after a rest, its figures stay until the next are there, and nobody is asked while nobody looks. */
    @Test
    void aRunThatGoesOnIsFollowedStepByStepWhileThePageShows() throws IOException {
        FakeRuns.Run run = (FakeRuns.Run) trained.start(RunConfig.defaults(), folder.resolve("run"));
        lab.steps = List.of();
        start("run");
        until(() -> model.a().messageProperty().get().contains("has done no step yet"));
        assertThat(run.feed.watchers().ofNet()).isTrue();
        assertThat(model.a().isLive()).isTrue();
        copied(run, 3);
        model.onFrame(1);
        until(() -> model.a().passProperty().get() != null);
        assertThat(lab.asked)
                .containsExactly(NetworkSource.live(folder.resolve("run").toAbsolutePath()));
        assertThat(model.a().messageProperty().get()).isEmpty();
        change(s -> s.withView(View.BACK));
        model.onFrame(2);
        assertThat(lab.asked).as("the same net").hasSize(1);
        copied(run, 5);
        model.onFrame(3);
        until(() -> model.a().netProperty().get() == lab.opened.get(1));
        settle();
        assertThat(model.a().wayBackProperty().get().net()).isSameAs(lab.opened.get(1));
        assertThat(lab.opened.get(0).closed).isTrue();

        model.rest();
        assertThat(run.feed.watchers().ofNet()).isFalse();
        model.wake();
        assertThat(run.feed.watchers().ofNet()).isTrue();
        lab.steps = List.of(4L);
        model.a().list();
        until(() -> model.a().steps().size() == 1);
        assertThat(lab.asked).as("its net is newer than its checkpoint").hasSize(2);
        change(s -> s.withA(new Net("run", Optional.of(4L))));
        assertThat(run.feed.watchers().ofNet()).as("a checkpoint was chosen").isFalse();
        until(() -> lab.asked.size() == 3);
        change(s -> s.withA(Net.newest("run")));
        assertThat(run.feed.watchers().ofNet()).isTrue();
        run.stop();
        lab.steps = List.of(4L, 6L);
        model.wake();
        assertThat(model.a().isLive()).isFalse();
        model.a().list();
        until(() -> lab.asked.size() == 4);
        assertThat(lab.asked.get(3).step()).as("the run has ended").hasValue(6);
    }

    /** Of 2 ms of answers follow 40 ms of rest. */
    @Test
    void answersTakeATwentiethOfTheTime() {
        FakeRuns.Run run = (FakeRuns.Run) trained.start(RunConfig.defaults(), folder.resolve("run"));
        try (LiveNet live = new LiveNet(trained)) {
            live.watch(folder.resolve("run"));
            copied(run, 7);
            assertThat(live.newer(-1, 0)).hasValue(7);
            live.spend(true, 1_000_000);
            live.spend(true, 2_000_000);
            live.spend(false, 3_000_000);
            copied(run, 8);
            live.spend(false, 42_000_000);
            assertThat(live.newer(7, 42_000_000)).isEmpty();
            assertThat(live.newer(7, 43_000_000)).hasValue(8);
            assertThat(live.newer(8, 99_000_000)).isEmpty();
        }
        assertThat(run.feed.watchers().ofNet()).isFalse();
        model = new NetworkModel(lab, trained, folder, screen::add);
    }

    /** The first answers read the data set and run code that is not compiled yet: 50 times as slow, they would hold the page back for long. */
    @Test
    void slowFirstAnswersHoldNoRunBack() {
        FakeRuns.Run run = (FakeRuns.Run) trained.start(RunConfig.defaults(), folder.resolve("run"));
        try (LiveNet live = new LiveNet(trained)) {
            live.watch(folder.resolve("run"));
            copied(run, 1);
            assertThat(live.newer(-1, 0)).hasValue(1);
            live.spend(true, 0);
            live.spend(false, 3_000_000_000L);
            copied(run, 2);
            assertThat(live.newer(1, 4_999_000_000L)).isEmpty();
            assertThat(live.newer(1, 5_000_000_000L)).hasValue(2);
            live.spend(true, 5_000_000_000L);
            live.spend(false, 5_100_000_000L);
            copied(run, 3);
            assertThat(live.newer(2, 7_099_000_000L)).isEmpty();
            assertThat(live.newer(2, 7_100_000_000L)).hasValue(3);
            live.spend(true, 7_100_000_000L);
            live.spend(false, 8_100_000_000L);
            copied(run, 4);
            assertThat(live.newer(3, 10_099_000_000L)).isEmpty();
            assertThat(live.newer(3, 10_100_000_000L))
                    .as("the machine was busy with something else")
                    .hasValue(4);
        }
        model = new NetworkModel(lab, trained, folder, screen::add);
    }

    /** Neither slow answers nor a page that was hidden while it waited for one keep it at an old step. */
    @Test
    void aRunIsFollowedAgainSoonAfterAnythingSlow() {
        FakeRuns.Run run = (FakeRuns.Run) trained.start(RunConfig.defaults(), folder.resolve("run"));
        long second = 1_000_000_000L;
        try (LiveNet live = new LiveNet(trained)) {
            live.watch(folder.resolve("run"));
            for (long step = 1; step <= 3; step++) {
                copied(run, step);
                assertThat(live.newer(step - 1, step * 100 * second)).hasValue(step);
                live.spend(true, step * 100 * second);
                live.spend(false, (step * 100 + 60) * second);
            }
            copied(run, 4);
            assertThat(live.newer(3, 374 * second)).isEmpty();
            assertThat(live.newer(3, 375 * second)).hasValue(4);
            live.spend(true, 375 * second);
            live.watch(null);
            live.watch(folder.resolve("run"));
            live.spend(false, 4000 * second);
            copied(run, 5);
            assertThat(live.newer(4, 4000 * second)).hasValue(5);
        }
        model = new NetworkModel(lab, trained, folder, screen::add);
    }

    @Test
    void aRunWithoutACheckpointAndOneThatIsRefusedSaySo() throws IOException {
        lab.steps = List.of();
        start("run");
        until(() -> !model.a().messageProperty().get().isEmpty());
        assertThat(model.a().messageProperty().get()).contains("The run run has no checkpoint yet");
        lab.steps = List.of(7L);
        lab.refusal = Optional.of("holds NaN");
        model.a().list();
        until(() -> model.a().messageProperty().get().equals("holds NaN"));
        model.a().list();
        lab.steps = List.of(7L, 9L);
        lab.refusal = Optional.empty();
        model.a().list();
        until(() -> model.a().passProperty().get() != null);
        assertThat(model.a().messageProperty().get()).isEmpty();
    }

    @Test
    void aRunWhoseFolderIsGoneIsNotWaitedFor() throws IOException {
        lab.steps = List.of();
        start("run");
        change(s -> s.withA(Net.newest("gone")));
        until(() -> model.a().messageProperty().get().startsWith("There is no run folder " + folder.resolve("gone")));
    }

    @Test
    void aChannelGoesBackByAllRulesAndTheTimelineHasItsSteps() throws Exception {
        startLooking();
        change(s -> s.withView(View.BACK).withQuestion(s.question().of(3, 2)));
        NetSide.WayBack way = model.a().wayBackProperty().get();
        RandomNetwork net = lab.opened.get(0);
        for (BackRule rule : BackRule.values()) {
            BackProjection made = way.by(rule);
            assertThat(made.question().rule()).isEqualTo(rule);
            assertThat(made.picture())
                    .isEqualTo(net.back(made.question())
                            .toCompletableFuture()
                            .get()
                            .picture());
        }
        int steps = way.rules().get(0).steps().size();
        assertThat(model.timelineProperty().get().length()).isEqualTo(steps);
        assertThat(model.timelineProperty().get().position()).isEqualTo(steps - 1);
        model.time(model.timelineProperty().get().at(2));
        assertThat(model.getState().question().position()).isEqualTo(2);

        change(s -> s.withQuestion(s.question().redrawn(2, 9)));
        way = model.a().wayBackProperty().get();
        assertThat(way.redrawn().get(0).question().redraw().orElseThrow().layers())
                .containsExactly(2, 3);
        Double correlation =
                way.by(BackRule.GUIDED).rankCorrelation(way.redrawn().get(BackRule.GUIDED.ordinal()));
        assertThat(Double.valueOf(way.rankCorrelation(BackRule.GUIDED))).isEqualTo(correlation);

        change(s -> s.withQuestion(s.question().of(9, 0)));
        assertThat(model.a().wayBackProperty().get()).isNull();
        assertThat(model.a().messageProperty().get()).contains("Layer 9", "1 to 4");
        change(s -> s.withQuestion(s.question().of(5, 3)));
        assertThat(model.a().wayBackProperty().get().by(BackRule.GRADIENT).peak())
                .as("of a score")
                .isEmpty();
        assertThat(model.a().messageProperty().get()).isEmpty();
    }

    @Test
    void aTransposedStepOpensOnTheConvolutionPageWithItsKernel() throws IOException {
        startLooking();
        change(s -> s.withView(View.BACK).withQuestion(s.question().of(3, 2)));
        BackProjection made = model.a().wayBackProperty().get().by(BackRule.GRADIENT);
        int found = 0;
        for (int i = 0; i < made.steps().size(); i++) {
            BackStep step = made.steps().get(i);
            model.time(model.timelineProperty().get().at(i));
            Optional<ConvolutionLink> link = model.convolutionStep();
            assertThat(link.isPresent()).isEqualTo(step.kind() == BackStep.Kind.TRANSPOSED);
            if (link.isPresent()) {
                found++;
                BackStep before = made.steps().get(i - 1);
                ConvolutionState shown =
                        ConvolutionPageState.read(link.get().state()).convolution();
                assertThat(shown.settings().transposed()).isTrue();
                assertThat(shown.input().length)
                        .isEqualTo(Math.min(ConvolutionLink.MOST, before.size().height())
                                * Math.min(ConvolutionLink.MOST, before.size().width()));
                String[] words = link.get().words().split("from channel | to channel |, one of");
                int from = Integer.parseInt(words[1]);
                int to = Integer.parseInt(words[2]);
                float[] kernel = lab.opened.get(0).kernels(step.layer()).folded(from);
                for (int k = 0; k < 9; k++) {
                    assertThat(shown.weights()[k]).isEqualTo(kernel[to * 9 + k]);
                }
                float strongest = 0;
                for (float value : before.signal()) {
                    strongest = Math.max(strongest, Math.abs(value));
                }
                double most = 0;
                for (double value : shown.input()) {
                    most = Math.max(most, Math.abs(value));
                }
                assertThat(most).isEqualTo(strongest);
            }
        }
        assertThat(found).isEqualTo(3);
    }

    /** Of an own plan: the output of what is shown is as large as its part of the signal. */
    @Test
    void aTransposedStepOfAStrideOpensWithItsStride() throws Exception {
        startLooking();
        RandomNetwork net = new RandomNetwork(4, 5, 2);
        BackProjection made = net.back(new BackQuestion(net.testPicture(0), 2, 1, BackRule.GRADIENT))
                .toCompletableFuture()
                .get();
        int last = made.steps().size() - 1;
        assertThat(made.steps().get(last - 1).size()).isEqualTo(Size.square(16));
        assertThat(made.steps().get(last).size()).isEqualTo(Size.square(32));
        ConvolutionState shown = ConvolutionPageState.read(
                        ConvolutionLink.of(net, made, last).orElseThrow().state())
                .convolution();
        assertThat(shown.settings().kernel()).isEqualTo(Size.square(5));
        assertThat(shown.settings().stride()).isEqualTo(Size.square(2));
        assertThat(shown.settings().input()).isEqualTo(Size.square(6));
        assertThat(shown.settings().output()).isEqualTo(Size.square(12));
    }

    @Test
    void testPicturesAreListedByClassAndByWhetherTheNetIsRight() throws IOException {
        startLooking();
        until(() -> model.pictures().listed().size() == 24);
        change(s -> s.withPicture(s.picture().listing(Optional.of(3), Outcome.ALL)));
        until(() -> model.pictures().listed().equals(List.of(3, 13, 23)));
        model.testAll();
        until(() -> model.a().test().predictionsProperty().get() != null);
        change(s -> s.withPicture(s.picture().listing(Optional.empty(), Outcome.WRONG)));
        List<Integer> wrong = model.a().test().predictionsProperty().get().all().stream()
                .filter(p -> !p.right())
                .map(p -> p.picture())
                .toList();
        until(() -> model.pictures().listed().equals(wrong));
        model.choose(wrong.get(0));
        settle();
        assertThat(model.a().passProperty().get().picture().index()).hasValue(wrong.get(0));
    }

    @Test
    void aPassOverTheTestPicturesIsGivenUp() throws IOException {
        startLooking();
        change(s -> s.withView(View.MISTAKES));
        NetViews views = new NetViews(model, model.a());
        CompletableFuture<Void> nextBatch = new CompletableFuture<>();
        CompletableFuture<Boolean> goesOn = new CompletableFuture<>();
        model.a()
                .test()
                .predict(
                        new RandomNetwork(1) {
                            @Override
                            public CompletionStage<TestPredictions> predictions(TestProgress progress) {
                                progress.goesOn(64, 256);
                                return nextBatch.thenCompose(nothing -> {
                                    goesOn.complete(progress.goesOn(128, 256));
                                    return CompletableFuture.failedFuture(new CancellationException());
                                });
                            }
                        },
                        problem -> {
                            throw new AssertionError(problem);
                        });
        until(() -> model.a().test().activityProperty().get().contains("64 of 256"));
        assertThat(model.a().test().progressProperty().get()).isEqualTo(0.25);
        assertThat(views.reason(NetViews.Kind.CONFUSION).get()).contains("64 of 256");
        model.giveUp();
        assertThat(views.reason(NetViews.Kind.CONFUSION).get()).contains("Nobody has tested yet");
        assertThat(model.a().test().activityProperty().get()).isEmpty();
        nextBatch.complete(null);
        assertThat(goesOn.join()).isFalse();
    }

    @Test
    void aSecondNetLooksAtTheSamePicture() throws IOException {
        start("run", "other");
        until(() -> model.a().passProperty().get() != null);
        change(s -> s.withB(Optional.of(new Net("other", Optional.of(20L)))));
        until(() -> model.b().passProperty().get() != null);
        model.choose(5);
        settle();
        assertThat(model.b().passProperty().get().picture().index()).hasValue(5);
        change(s -> s.withB(Optional.empty()));
        assertThat(model.b().passProperty().get()).isNull();
        assertThat(lab.opened.get(1).closed).isTrue();
    }

    @Test
    void theWholeStateComesBackWithAnOwnPicture() throws IOException {
        startLooking();
        Path file = folder.resolve("own.png");
        BufferedImage image = new BufferedImage(40, 50, BufferedImage.TYPE_INT_RGB);
        image.setRGB(20, 25, 0x336699);
        ImageIO.write(image, "png", file.toFile());
        model.pictures().open(file);
        until(() -> model.getState().picture().photoName().isPresent());
        settle();
        assertThat(model.a().passProperty().get().picture().name()).isEqualTo("own.png");
        change(s -> s.withView(View.CHANNEL)
                .withQuestion(s.question()
                        .of(2, 3)
                        .withRule(BackRule.GUIDED)
                        .redrawn(1, 2)
                        .at(4)));
        NetworkState saved = model.getState();
        assertThat(NetworkState.parse(saved.toString())).isEqualTo(saved);
        model.restore("");
        settle();
        assertThat(model.getState()).isEqualTo(NetworkState.START.withA(Net.newest("run")));
        assertThat(model.a().passProperty().get().picture().index()).hasValue(0);
        model.restore(saved.toString());
        settle();
        assertThat(model.getState()).isEqualTo(saved);
        assertThat(model.a().passProperty().get().picture().name()).isEqualTo("own.png");

        Path none = folder.resolve("none.png");
        model.pictures().open(none);
        until(() -> !model.problemProperty().get().isEmpty());
        assertThat(model.problemProperty().get()).contains("none.png");
        assertThat(model.getState()).isEqualTo(saved);
    }

    @Test
    void aDamagedStateIsRefusedAndNothingChanges() throws IOException {
        startLooking();
        NetworkState before = model.getState();
        for (String bad : List.of(
                "nonsense",
                "{}",
                before.toString().replace("\"layer\":1", "\"layer\":0"),
                before.toString().replace("\"rule\":\"gradient\"", "\"rule\":\"guessed\""),
                before.toString().replace("\"index\":0", "\"index\":0,\"photo\":\"x\""),
                before.toString().replace("\"index\":0", "\"index\":0,\"photo\":\"x\",\"photoName\":\"y\""))) {
            assertThatThrownBy(() -> model.restore(bad)).as(bad).isInstanceOf(InvalidInputException.class);
            assertThat(model.getState()).isEqualTo(before);
        }
    }
}
