package io.github.deconvscope.ui.page.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.lab.network.NetworkSource;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.feed.EpochRecord;
import io.github.deconvscope.run.feed.NetCopy;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import io.github.deconvscope.ui.FakeRuns;
import io.github.deconvscope.ui.state.NetworkState.Net;
import io.github.deconvscope.ui.state.NetworkState.View;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which net the page looks at: runs and their checkpoints, and how often a run that goes on is asked for its net. */
class FollowedNetTest extends ModelOfRandomNets {
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
}
