package io.github.deconvscope.ui.page.precision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.config.Precision;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.LostGradients;
import io.github.deconvscope.run.feed.OptionChange;
import io.github.deconvscope.run.feed.ProbeKey;
import io.github.deconvscope.run.feed.Progress;
import io.github.deconvscope.run.feed.Quantity;
import io.github.deconvscope.run.feed.RunEvent;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.feed.StepRecord;
import io.github.deconvscope.run.record.LiveFeed;
import io.github.deconvscope.ui.FakeRuns;
import io.github.deconvscope.ui.page.precision.PairViews.View;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrecisionModelTest {
    private static final LayerInfo LAYER =
            new LayerInfo("features.0", "conv1", "FastDeconv2D", 3, 8, 1, 1, 3, false, 5);

    private final FakeRuns runs = new FakeRuns();

    @TempDir
    Path folder;

    static List<Experiment> experiments() {
        return Experiment.ALL;
    }

    private PrecisionModel model() {
        return new PrecisionModel(runs, folder);
    }

    private LiveFeed feed(int i) {
        return runs.started.get(i).feed;
    }

    private static void steps(LiveFeed feed, double offset, int count) {
        feed.setState(RunState.RUNNING);
        for (int step = 1; step <= count; step++) {
            feed.add(new StepRecord(step, 1, 2 + offset, 0.1, 0.1, 20, 1, false));
        }
    }

    @ParameterizedTest
    @MethodSource("experiments")
    void experimentsDifferOnlyWhereTheyMay(Experiment experiment) {
        assertThat(experiment.a().differences(experiment.b())).isNotEmpty().allMatch(Experiment.DIFFERING::contains);
        assertThat(experiment.a().whole(RunOption.RECORD_EVERY))
                .as("its matrices can be looked at later")
                .isPositive();
    }

    @Test
    void startsTwoRunsOfOneSeedThatDifferInPrecision() {
        PrecisionModel model = model();
        model.startOrPause();
        assertThat(runs.started).hasSize(2);
        RunConfig a = feed(0).config();
        RunConfig b = feed(1).config();
        assertThat(a.seed()).isEqualTo(b.seed());
        assertThat(a.differences(b)).containsExactly(RunOption.PRECISION);
        assertThat(b.precision()).isEqualTo(Precision.FP16);
        assertThat(runs.started.get(0).folder())
                .isNotEqualTo(runs.started.get(1).folder());
    }

    @Test
    void whatBothShareFollowsTheFormOfA() {
        PrecisionModel model = model();
        model.editorA().edit(RunOption.BATCH, "32");
        model.editorA().edit(RunOption.BLOCK, "8");
        assertThat(model.editorB().getConfig().batch()).isEqualTo(32);
        assertThat(model.editorB().getConfig().block()).isEqualTo(16);
    }

    @Test
    void theSpreadIsAThirdRunWithAnotherSeed() {
        PrecisionModel model = model();
        model.otherSeedsProperty().set(1);
        model.startOrPause();
        assertThat(feed(2).config().differences(feed(0).config())).containsExactly(RunOption.SEED);
        assertThat(feed(2).config().precision()).isEqualTo(Precision.FP32);
    }

    @Test
    void theSpreadOfSeveralSeedsIsMeasured() {
        PrecisionModel model = model();
        model.otherSeedsProperty().set(3);
        model.startOrPause();
        assertThat(runs.started).hasSize(5);
        assertThat(runs.started.subList(2, 5))
                .extracting(run -> run.feed.config().seed())
                .doesNotHaveDuplicates();
        double[] distances = {0, 0.03, 0.01, 0.02, -0.04};
        for (int i = 0; i < 5; i++) {
            steps(feed(i), distances[i], 30);
        }
        model.refresh(true);
        assertThat(model.views().verdictProperty().get())
                .isEqualTo(
                        // Means 0, 0.01, 0.02, -0.04: s = 0.02630, t of 3 degrees of freedom 3.1824, times sqrt 2.
                        "After 30 steps the mean loss of the last 20 is 0.03 higher in B than in A, within the 0.118 that chance takes 95 of 100"
                                + " pairs that differ by the seed alone; it rests on 4 seeds.");
    }

    @Test
    void theSentenceTellsLostGradients() {
        PrecisionModel model = model();
        model.choose(Experiment.ALL.get(1));
        model.startOrPause();
        for (int i = 0; i < 2; i++) {
            feed(i).setLayers(List.of(LAYER));
            for (int step = 1; step <= 4; step++) {
                float share = i == 0 ? 0.09f : step == 4 ? 0.1f : 0.09f;
                feed(i).add(new StepRecord(step, 1, 2, 0, 0.1, 20, 1, false, lost(share)));
            }
        }
        model.refresh(true);
        assertThat(model.views().verdictProperty().get()).contains("A 9 %, B 9.25 %, alike so far");
        feed(0).add(new StepRecord(5, 1, 2, 0, 0.1, 20, 1, false, lost(0.09f)));
        feed(1).add(new StepRecord(5, 1, 2, 0, 0.1, 20, 1, false, lost(0.5f)));
        model.refresh(true);
        assertThat(model.views().verdictProperty().get()).endsWith("B 17.4 %; B loses more.");
    }

    private static java.util.Optional<LostGradients> lost(float share) {
        return java.util.Optional.of(
                new LostGradients(new float[] {share}, new float[] {0}, new float[] {0.6f}, new float[] {0}));
    }

    @Test
    void aSavedStateReopensTheRecordedComparison() {
        PrecisionModel model = model();
        model.startOrPause();
        String state = model.state();
        List<java.nio.file.Path> folders = model.folders();
        PrecisionModel sameProcess = model();
        sameProcess.restore(state);
        assertThat(sameProcess.folders()).isEqualTo(folders);
        assertThat(sameProcess.isActive()).as("its controls are taken up").isTrue();
        model.stop();
        PrecisionModel later = model();
        later.restore(state);
        assertThat(later.recordedProperty().get()).isEqualTo(folders);
        assertThat(later.isActive()).isFalse();
        later.show(List.of(feed(0), feed(1)));
        assertThat(later.observer().stateProperty().get()).isEqualTo(RunState.STOPPED);
        assertThat(later.state()).isEqualTo(state);
        later.reset();
        assertThat(later.folders()).isEmpty();
    }

    @Test
    void aChangeOfBothMeetsTheSameStepOfBoth() {
        PrecisionModel model = model();
        model.startOrPause();
        for (int i = 0; i < 2; i++) {
            feed(i).setState(RunState.RUNNING);
            feed(i).setProgress(new Progress(7 - i, 100, 1, 1, 100, 1, "Training"));
        }
        model.changesOfBoth().change(RunOption.LEARNING_RATE, "0.05");
        assertThat(runs.started)
                .allSatisfy(run -> assertThat(run.commands).containsExactly("change LEARNING_RATE 0.05 after step 8"));
    }

    @Test
    void theSentenceComesFromTheData() {
        PrecisionModel model = model();
        model.otherSeedsProperty().set(1);
        model.startOrPause();
        steps(feed(0), 0, 30);
        steps(feed(1), -0.004, 30);
        steps(feed(2), 0.02, 30);
        model.refresh(true);
        assertThat(model.views().verdictProperty().get())
                .isEqualTo(
                        "After 30 steps the mean loss of the last 20 is 0.004 lower in B than in A; with 2 seeds it cannot be told from chance: choose 2 or more other seeds of A.");
        feed(1).add(new StepRecord(31, 1, Double.NaN, 0, 0.1, 20, 1, true));
        feed(0).add(new StepRecord(31, 1, 2, 0, 0.1, 20, 1, false));
        model.refresh(true);
        assertThat(model.views().verdictProperty().get())
                .contains("a loss is no longer a number: that of B")
                .contains("A 0, B 1");
    }

    @Test
    void theSentenceGoesAsFarAsAllRunsAndSaysWhenASeedDiverged() {
        PrecisionModel model = model();
        model.otherSeedsProperty().set(2);
        model.startOrPause();
        for (int i = 0; i < 3; i++) {
            steps(feed(i), i == 1 ? 1 : 0, i == 1 ? 25 : 40);
        }
        steps(feed(3), 0.01, 12);
        model.refresh(true);
        assertThat(model.views().verdictProperty().get())
                .isEqualTo(
                        "After 12 steps the mean loss of the last 12 is 1 higher in B than in A; too early to tell it from chance.");
        steps(feed(3), 0.01, 28);
        model.refresh(true);
        assertThat(model.views().verdictProperty().get())
                .startsWith(
                        "After 25 steps the mean loss of the last 20 is 1 higher in B than in A, more than the 0.0351 ")
                .endsWith("it rests on 3 seeds.");
        steps(feed(1), 1, 41);
        steps(feed(3), 0.01, 40);
        for (int i : new int[] {0, 2, 3}) {
            feed(i).add(new StepRecord(41, 1, i == 3 ? Double.NaN : 2, 0, 0.1, 20, 1, false));
        }
        model.refresh(true);
        assertThat(model.views().verdictProperty().get())
                .endsWith("another seed of A diverged, so chance cannot be measured.");
    }

    @Test
    void bothCovariancesHaveOneRangeOfColours() {
        PrecisionModel model = model();
        model.views().setLooking(true);
        model.startOrPause();
        for (int i = 0; i < 2; i++) {
            feed(i).setLayers(List.of(LAYER));
            steps(feed(i), 0, 3);
        }
        model.refresh(true);
        assertThat(feed(0).watchers().keys()).contains(new ProbeKey("features.0", Quantity.COVARIANCE));
        for (int i = 0; i < 2; i++) {
            float[] values = new float[9];
            values[0] = i == 0 ? 1 : 4;
            feed(i).publish(List.of(
                    new Frame(new ProbeKey("features.0", Quantity.COVARIANCE), 3, new int[] {3, 3}, values)));
        }
        model.refresh(true);
        var a = (io.github.deconvscope.figure.chart.HeatMapFigure)
                model.views().figures().of(View.COVARIANCE_A).get();
        var b = (io.github.deconvscope.figure.chart.HeatMapFigure)
                model.views().figures().of(View.COVARIANCE_B).get();
        assertThat(a.range()).isEqualTo(b.range());
        model.views().setLooking(false);
        assertThat(feed(0).watchers().keys()).isEmpty();
    }

    @Test
    void commandsGoToAllRunsThatStillGo() {
        PrecisionModel model = model();
        model.startOrPause();
        feed(0).setState(RunState.RUNNING);
        feed(1).setState(RunState.RUNNING);
        model.refresh(true);
        model.startOrPause();
        model.refresh(true);
        assertThat(model.observer().stateProperty().get()).isEqualTo(RunState.PAUSED);
        model.startOrPause();
        model.stop();
        assertThat(runs.started)
                .allSatisfy(run -> assertThat(run.commands).containsExactly("pause", "proceed", "stop"));
        assertThat(model.isActive()).isFalse();
    }

    @Test
    void changesGoToTheRunsTheyAreMeantFor() {
        PrecisionModel model = model();
        model.otherSeedsProperty().set(1);
        model.startOrPause();
        assertThat(model.changesOfA().has(RunOption.INITIAL_LOSS_SCALE)).isFalse();
        assertThat(model.changesOfB().text(RunOption.INITIAL_LOSS_SCALE)).isEqualTo("65536");
        assertThat(model.changesOfBoth().change(RunOption.LEARNING_RATE, "0.05"))
                .isEmpty();
        assertThat(model.changesOfA().change(RunOption.WEIGHT_DECAY, " 0 ")).isEmpty();
        assertThat(model.changesOfBoth().change(RunOption.INITIAL_LOSS_SCALE, "1024"))
                .isEmpty();
        assertThat(runs.started.get(0).commands)
                .containsExactly("change LEARNING_RATE 0.05", "change WEIGHT_DECAY 0.0");
        assertThat(runs.started.get(1).commands)
                .containsExactly("change LEARNING_RATE 0.05", "change INITIAL_LOSS_SCALE 1024.0");
        assertThat(runs.started.get(2).commands).isEqualTo(runs.started.get(0).commands);
        assertThat(model.changesOfB().change(RunOption.LEARNING_RATE, "fast").orElseThrow())
                .isEqualTo("Learning rate is \"fast\", which is not a number. Give one from 0 to 100.");
        assertThat(runs.started.get(1).commands).hasSize(2);
    }

    @Test
    void whatWasAskedForShowsUntilTheRecordSaysIt() {
        PrecisionModel model = model();
        model.startOrPause();
        model.changesOfA().change(RunOption.LEARNING_RATE, "0.05");
        assertThat(model.changesOfA().text(RunOption.LEARNING_RATE)).isEqualTo("0.05");
        assertThat(model.changesOfB().text(RunOption.LEARNING_RATE)).isEqualTo("0.1");
        assertThat(model.changesOfBoth().text(RunOption.LEARNING_RATE)).isEqualTo("0.1");
        feed(0).add(new RunEvent(
                1,
                0,
                RunEvent.Kind.CHANGED,
                "",
                java.util.Optional.of(new OptionChange(RunOption.LEARNING_RATE, 0.05))));
        assertThat(model.changesOfA().text(RunOption.LEARNING_RATE)).isEqualTo("0.05");
        assertThat(model.changesOfBoth().text(RunOption.LEARNING_RATE))
                .as("the runs differ")
                .isEmpty();
        model.stop();
        assertThat(model.changesOfA().isActive()).isFalse();
    }

    @Test
    void stateComesBackOnAFreshPage() {
        PrecisionModel model = model();
        model.choose(Experiment.ALL.get(3));
        model.editorA().edit(RunOption.BATCH, "32");
        model.otherSeedsProperty().set(1);
        PrecisionModel fresh = model();
        fresh.restore(model.state());
        assertThat(fresh.state()).isEqualTo(model.state());
        fresh.restore("");
        assertThat(fresh.state()).isEqualTo(model().state());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "3", "{}", "{\"a\":{\"block\":-1}}"})
    void aDamagedStateIsRefusedAndChangesNothing(String damaged) {
        PrecisionModel model = model();
        String before = model.state();
        assertThatThrownBy(() -> model.restore(damaged)).isInstanceOf(InvalidInputException.class);
        assertThat(model.state()).isEqualTo(before);
    }
}
