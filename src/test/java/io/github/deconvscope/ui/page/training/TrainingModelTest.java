package io.github.deconvscope.ui.page.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.Await;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.ProbeKey;
import io.github.deconvscope.run.feed.Quantity;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.feed.StepRecord;
import io.github.deconvscope.run.record.LiveFeed;
import io.github.deconvscope.ui.FakeRuns;
import io.github.deconvscope.ui.page.training.RunViews.View;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingModelTest {
    private static final LayerInfo FIRST = layer("features.0", 1);
    private static final LayerInfo SECOND = layer("features.3", 8);

    private final FakeRuns runs = new FakeRuns();

    @TempDir
    Path folder;

    private TrainingModel model() {
        return new TrainingModel(runs, folder);
    }

    private static LayerInfo layer(String name, int channels) {
        return new LayerInfo(name, name, "FastDeconv2D", channels, 8, 3, 3, channels, false, 5);
    }

    private static StepRecord step(int step) {
        return new StepRecord(step, 1, 2.0 / step, 0.1, 0.1, 20, 1, false);
    }

    @Test
    void trainStartsPausesAndGoesOn() {
        TrainingModel model = model();
        model.startOrPause();
        assertThat(runs.started).hasSize(1);
        FakeRuns.Run run = runs.started.get(0);
        assertThat(run.feed().config()).isEqualTo(model.editor().getConfig());
        run.feed.setState(RunState.RUNNING);
        model.refresh(true);
        model.startOrPause();
        model.refresh(true);
        assertThat(model.observer().stateProperty().get()).isEqualTo(RunState.PAUSED);
        model.startOrPause();
        model.refresh(true);
        assertThat(model.observer().stateProperty().get()).isEqualTo(RunState.RUNNING);
        assertThat(run.commands).containsExactly("pause", "proceed");
    }

    @Test
    void stepWithoutARunStartsOneThatPausesAfterIt() {
        TrainingModel model = model();
        model.step();
        assertThat(runs.started.get(0).commands).containsExactly("pause", "step");
    }

    @Test
    void resetKeepsTheSeedAndNewSeedDoesNot() {
        TrainingModel model = model();
        model.startOrPause();
        model.reset();
        assertThat(runs.started.get(0).commands).containsExactly("stop");
        assertThat(model.observer().stateProperty().get()).isNull();
        int seed = model.editor().getConfig().seed();
        model.newSeed();
        assertThat(model.editor().getConfig().seed()).isEqualTo(seed + 1);
    }

    @Test
    void twoRunsOfOneSecondGetFoldersOfTheirOwn() {
        TrainingModel model = model();
        model.startOrPause();
        Path first = runs.started.get(0).folder();
        assertThat(first.toFile().mkdirs()).isTrue();
        model.reset();
        model.startOrPause();
        assertThat(runs.started.get(1).folder()).isNotEqualTo(first);
    }

    @Test
    void aWrongFieldIsToldInsteadOfStartingARun() {
        TrainingModel model = model();
        model.editor().edit(RunOption.BATCH, "lots");
        model.startOrPause();
        assertThat(runs.started).isEmpty();
        assertThat(model.observer().troubleProperty().get()).contains("Batch").contains("lots");
        model.editor().edit(RunOption.BATCH, "32");
        assertThat(model.observer().troubleProperty().get()).isEmpty();
    }

    @Test
    void aFailedRunSaysWhy() {
        TrainingModel model = model();
        model.startOrPause();
        runs.started.get(0).feed.fail("The data folder is empty.");
        model.refresh(true);
        assertThat(model.observer().troubleProperty().get()).isEqualTo("The data folder is empty.");
        assertThat(model.isActive()).isFalse();
    }

    @Test
    void figuresWaitForTimeButTheStateDoesNot() {
        TrainingModel model = model();
        model.startOrPause();
        LiveFeed feed = runs.started.get(0).feed;
        feed.setState(RunState.RUNNING);
        feed.add(step(1));
        model.refresh(false);
        assertThat(model.observer().stateProperty().get()).isEqualTo(RunState.RUNNING);
        assertThat(model.views().figures().of(View.LOSS).get()).isNull();
        model.refresh(true);
        assertThat(model.views().figures().of(View.LOSS).get()).isNotNull();
    }

    @Test
    void matricesAreAskedForOnlyWhileSomebodyLooks() {
        TrainingModel model = model();
        model.views().setLooking(true);
        model.startOrPause();
        LiveFeed feed = runs.started.get(0).feed;
        feed.setLayers(List.of(FIRST, SECOND));
        model.refresh(true);
        assertThat(feed.watchers().keys()).hasSize(5).allMatch(key -> key.layer()
                .equals(FIRST.name()));
        model.views().layers().layerProperty().set(SECOND);
        assertThat(feed.watchers().keys()).hasSize(5).allMatch(key -> key.layer()
                .equals(SECOND.name()));
        model.views().setLooking(false);
        assertThat(feed.watchers().keys()).isEmpty();
    }

    @Test
    void ofALayerThatDoesNotWhitenItsCovarianceIsAskedForAndItsSpectrumShown() {
        TrainingModel model = model();
        model.views().setLooking(true);
        model.startOrPause();
        LiveFeed feed = runs.started.get(0).feed;
        LayerInfo plain = new LayerInfo("features.4", "conv2", "PlainConv2D", 1, 8, 2, 1, 1, false, 0);
        LayerInfo unseen = new LayerInfo("features.8", "conv3", "PlainConv2D", 8, 8, 3, 3, 0, false, 0);
        feed.setLayers(List.of(plain, unseen));
        model.refresh(true);
        ProbeKey key = new ProbeKey(plain.name(), Quantity.COVARIANCE);
        assertThat(feed.watchers().keys()).containsExactly(key);
        feed.publish(List.of(new Frame(key, 7, new int[] {2, 2}, new float[] {2, 1, 1, 2})));
        Await.until("the spectrum", () -> {
            model.refresh(true);
            return model.views().figures().of(View.SPECTRUM).get() != null;
        });
        var table = model.views().figures().of(View.SPECTRUM).get().table();
        assertThat(table.value(0, 2)).isEqualTo(3.0);
        assertThat(table.value(1, 2)).isEqualTo(1.0);
        assertThat(model.views().figures().of(View.COVARIANCE).get()).isNotNull();
        assertThat(model.views().correlation(View.COVARIANCE).get()).isEqualTo("corr. 0.5");
        assertThat(model.views().correlation(View.COVARIANCE_AFTER).get()).isEmpty();
        assertThat(model.views().figures().of(View.WHITENING).get()).isNull();
        assertThat(model.views().state(View.SPECTRUM).parameters())
                .containsEntry("layer", "features.4")
                .containsEntry("step", "7");
        model.views().layers().layerProperty().set(unseen);
        assertThat(feed.watchers().keys()).isEmpty();
        assertThat(model.views().figures().of(View.SPECTRUM).get()).isNull();
        assertThat(model.views().correlation(View.COVARIANCE).get()).isEmpty();
    }

    @Test
    void aRecordedRunThatIsInViewCanBeLookedAtAgain() {
        TrainingModel model = model();
        List<Path> asked = new ArrayList<>();
        model.recordedProperty().subscribe((before, now) -> asked.add(now));
        Path run = Path.of("some-run");
        model.lookAt(run);
        model.lookAt(run);
        assertThat(asked)
                .filteredOn(run::equals)
                .as("its record is asked for twice")
                .hasSize(2);
    }

    @Test
    void coloursOnlyEverWiden() {
        TrainingModel model = model();
        model.views().setLooking(true);
        model.startOrPause();
        LiveFeed feed = runs.started.get(0).feed;
        feed.setLayers(List.of(FIRST));
        ProbeKey key = new ProbeKey(FIRST.name(), Quantity.COVARIANCE);
        for (float limit : new float[] {1, 4, 2}) {
            float[] values = new float[81];
            values[0] = limit;
            feed.publish(List.of(new Frame(key, 1, new int[] {9, 9}, values)));
            model.refresh(true);
        }
        var shown = (io.github.deconvscope.figure.chart.HeatMapFigure)
                model.views().figures().of(View.COVARIANCE).get();
        assertThat(shown.range().max()).isEqualTo(5);
        assertThat(shown.value(0, 0)).isEqualTo(2);
    }

    @Test
    void stateComesBackOnAFreshPage() {
        TrainingModel model = model();
        model.editor().edit(RunOption.BLOCK, "32");
        model.views().layers().want("features.7");
        model.views().setLogarithmic(true);
        TrainingModel fresh = model();
        fresh.restore(model.state());
        assertThat(fresh.state()).isEqualTo(model.state());
        fresh.restore("");
        assertThat(fresh.state()).isEqualTo(model().state());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "{}",
                "{\"config\":{\"block\":-1},\"layer\":\"\",\"logarithmic\":true}",
                "{\"config\":3}"
            })
    void aDamagedStateIsRefusedAndChangesNothing(String damaged) {
        TrainingModel model = model();
        String before = model.state();
        assertThatThrownBy(() -> model.restore(damaged)).isInstanceOf(InvalidInputException.class);
        assertThat(model.state()).isEqualTo(before);
    }
}
