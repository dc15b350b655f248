package io.github.deconvscope.ui.page.whitening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.lab.whitening.Quirk;
import io.github.deconvscope.lab.whitening.WhiteningSource;
import io.github.deconvscope.lab.whitening.WhiteningState;
import io.github.deconvscope.math.SymmetricEigen;
import io.github.deconvscope.run.Frame;
import io.github.deconvscope.run.LayerInfo;
import io.github.deconvscope.run.ProbeKey;
import io.github.deconvscope.run.Quantity;
import io.github.deconvscope.run.RunConfig;
import io.github.deconvscope.run.RunFolder;
import io.github.deconvscope.run.RunRecorder;
import io.github.deconvscope.ui.FakeRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model is cranked by hand: what the workers hand over waits in a queue until the test takes it. */
class WhiteningModelTest {
    private final BlockingQueue<Runnable> handedOver = new LinkedBlockingQueue<>();
    private final WhiteningModel model = new WhiteningModel(handedOver::add);

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        model.close();
    }

    private void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            try {
                Runnable next = handedOver.poll(100, TimeUnit.MILLISECONDS);
                if (next != null) {
                    next.run();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            assertThat(System.nanoTime()).as(what).isLessThan(end);
        }
    }

    private WhiteningState shown() {
        return model.viewProperty().get().result().orElseThrow().state();
    }

    private void settle() {
        until("view", () -> !model.busyProperty().get());
    }

    @Test
    void thePhotographIsThereFirstAndThenAllLanes() {
        model.compute();
        settle();

        assertThat(shown()).isEqualTo(WhiteningState.DEFAULT);
        assertThat(model.viewProperty().get().fold()).isPresent();
        until("lanes", () -> model.tracesProperty().get().size() == 4);
    }

    @Test
    void ofManyChangesTheLastIsShownAndMostAreLeftOut() {
        List<WhiteningState> views = new ArrayList<>();
        model.viewProperty().subscribe((old, view) -> view.result().ifPresent(r -> views.add(r.state())));
        for (int i = 0; i < 200; i++) {
            int iterations = i % 31;
            model.change(state -> state.withIterations(iterations));
        }
        settle();

        assertThat(shown().iterations()).isEqualTo(199 % 31);
        assertThat(views.size()).isLessThan(100);
    }

    @Test
    void changingEpsKeepsTheEigenvectorsOfManyFeatures() {
        model.change(state -> state.withSource(WhiteningSource.synthetic())
                .withData(new WhiteningState.SyntheticData(0.8, 20, 64, 1)));
        List<Boolean> partly = new ArrayList<>();
        model.viewProperty().subscribe((old, view) -> partly.add(view.result().isEmpty()));
        settle();
        SymmetricEigen before =
                model.viewProperty().get().result().orElseThrow().eigen();
        model.change(state -> state.withEps(1e-3).withIterations(12));
        settle();
        SymmetricEigen after = model.viewProperty().get().result().orElseThrow().eigen();

        assertThat(partly).startsWith(true, false).last().isEqualTo(false);
        assertThat(after.dimension()).isEqualTo(180);
        assertThat(after.vectors()).isSameAs(before.vectors());
        assertThat(after.values()[0]).isGreaterThan(before.values()[0]);
    }

    @Test
    void aFileThatIsNoImageIsAMessageAndThePictureStays() {
        model.compute();
        settle();
        model.openFile(folder.resolve("none.png"));
        settle();

        assertThat(model.problemProperty().get()).contains("none.png").contains("does not exist");
        assertThat(shown()).isEqualTo(WhiteningState.DEFAULT);
        model.restore("");
        settle();
        assertThat(model.problemProperty().get()).isEmpty();
    }

    @Test
    void theStepperPlaysToTheEndAndStops() {
        model.step(-99);
        assertThat(model.getState().iterations()).isZero();
        model.step(27);
        model.playOrPause();
        long nanos = 0;
        for (int i = 0; i < 200 && model.playingProperty().get(); i++) {
            settle();
            nanos += 100_000_000;
            model.beat(nanos);
        }

        assertThat(model.getState().iterations()).isEqualTo(30);
        assertThat(model.playingProperty().get()).isFalse();
        model.playOrPause();
        assertThat(model.getState().iterations()).isZero();
    }

    @Test
    void aStateIsSavedAndRestored() {
        model.change(state -> state.withQuirk(Quirk.UNCENTRED, true).withIterations(11));
        String saved = model.save();
        model.restore("");
        assertThat(model.getState()).isEqualTo(WhiteningState.DEFAULT);
        model.restore(saved);
        assertThat(model.getState().iterations()).isEqualTo(11);
        assertThatThrownBy(() -> model.restore("{\"kind\":\"x\"}")).hasMessageContaining("not a saved whitening page");
        assertThat(model.getState().iterations()).isEqualTo(11);
    }

    @Test
    void aLayerOfARecordedRunGoesBackInTime() throws IOException {
        LayerInfo layer = new LayerInfo("features.0", "conv1 2 to 4", "FastDeconv2D", 2, 4, 1, 1, 2, false, 5);
        ProbeKey key = new ProbeKey(layer.name(), Quantity.COVARIANCE);
        RunFolder run = new RunFolder(folder.resolve("run-1"));
        run.createNew();
        try (RunRecorder recorder = RunRecorder.create(run, RunConfig.defaults())) {
            recorder.setLayers(List.of(layer));
            recorder.addFrames(1, List.of(new Frame(key, 1, new int[] {2, 2}, new float[] {2, 1, 1, 2})));
            recorder.addFrames(9, List.of(new Frame(key, 9, new int[] {2, 2}, new float[] {4, 0, 0, 1})));
        }
        LayerModel layers = new LayerModel(new FakeRuns(), folder, handedOver::add, model);
        layers.show();
        until("runs", () -> !layers.runs().isEmpty());
        layers.chooseRun(layers.runs().get(0));
        until("layers", () -> !layers.layers().isEmpty());
        assertThat(layers.steps()).containsExactly(1L, 9L);
        layers.chooseLayer(layers.layers().get(0));
        until(
                "newest",
                () -> model.viewProperty().get() != null
                        && model.viewProperty().get().before().isPresent());

        assertThat(model.viewProperty().get().covariance().title()).isEqualTo("Covariance, step 9");
        assertThat(model.viewProperty().get().before().get().step()).isEqualTo(1);
        assertThat(model.viewProperty().get().result().get().eigen().values()).containsExactly(4, 1);

        layers.chooseStep(0);
        until("first", () -> model.viewProperty().get().covariance().title().endsWith("step 1"));
        assertThat(model.viewProperty().get().before()).isEmpty();
        layers.hide();
        until("pixels", () -> model.viewProperty().get().input().isPresent());
        layers.close();
    }

    @Test
    void aRunningRunIsFollowedAndItsLeaseGivenBack() {
        LayerInfo layer = new LayerInfo("features.0", "conv1 2 to 4", "FastDeconv2D", 2, 4, 1, 1, 2, false, 5);
        ProbeKey key = new ProbeKey(layer.name(), Quantity.COVARIANCE);
        FakeRuns runs = new FakeRuns();
        FakeRuns.Run run = (FakeRuns.Run) runs.start(RunConfig.defaults(), folder.resolve("live"));
        run.feed.setLayers(List.of(layer));
        LayerModel layers = new LayerModel(runs, folder, handedOver::add, model);
        layers.show();
        until("runs", () -> !layers.runs().isEmpty());
        layers.chooseRun(layers.runs().get(0));
        until("layers", () -> !layers.layers().isEmpty());
        layers.chooseLayer(layer);
        assertThat(run.feed.watched()).contains(key);
        for (int step = 1; step <= 2; step++) {
            run.feed.publish(new Frame(key, step, new int[] {2, 2}, new float[] {2 * step, 0, 0, 1}));
            String title = "Covariance, step " + step;
            until(title, () -> {
                layers.refresh();
                WhiteningView view = model.viewProperty().get();
                return view != null && view.covariance().title().equals(title);
            });
        }
        layers.hide();

        assertThat(run.feed.watched()).isEmpty();
        layers.close();
    }
}
