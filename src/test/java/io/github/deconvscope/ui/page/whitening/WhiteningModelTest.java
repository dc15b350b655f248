package io.github.deconvscope.ui.page.whitening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.Await;
import io.github.deconvscope.lab.whitening.FoldCheck;
import io.github.deconvscope.lab.whitening.Quirk;
import io.github.deconvscope.lab.whitening.WhiteningSource;
import io.github.deconvscope.lab.whitening.WhiteningState;
import io.github.deconvscope.lab.whitening.WhiteningStateJson;
import io.github.deconvscope.math.Lane;
import io.github.deconvscope.math.SymmetricEigen;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.ProbeKey;
import io.github.deconvscope.run.feed.Progress;
import io.github.deconvscope.run.feed.Quantity;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import io.github.deconvscope.ui.FakeRuns;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;
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
        Await.until(what, () -> {
            if (condition.getAsBoolean()) {
                return true;
            }
            Runnable next = handedOver.poll();
            if (next != null) {
                next.run();
            }
            return false;
        });
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
        until("lanes", () -> model.tracesProperty().get().size() == Lane.values().length);
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
        model.restore(WhiteningState.DEFAULT);
        settle();
        assertThat(model.problemProperty().get()).isEmpty();
    }

    @Test
    void readingAFileTellsItsProgressAndIsGivenUpForAnotherSource() throws IOException {
        Path file = folder.resolve("large.png");
        ImageIO.write(new BufferedImage(3000, 3000, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
        List<String> told = new ArrayList<>();
        model.readingProperty().subscribe((old, words) -> {
            if (words.endsWith(" 10 %") && !told.contains("")) {
                model.change(state -> state.withSource(WhiteningState.DEFAULT.source()));
            }
            told.add(words);
        });
        model.openFile(file);
        settle();

        assertThat(shown().source()).isEqualTo(WhiteningState.DEFAULT.source());
        assertThat(model.problemProperty().get()).isEmpty();
        assertThat(told).contains("Reading large.png: 0 %").last().isEqualTo("");

        model.openFile(file);
        settle();
        assertThat(shown().source().name()).endsWith("large.png");
        assertThat(model.readingProperty().get()).isEmpty();
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
            model.onFrame(nanos);
        }

        assertThat(model.getState().iterations()).isEqualTo(30);
        assertThat(model.playingProperty().get()).isFalse();
        model.playOrPause();
        assertThat(model.getState().iterations()).isZero();
    }

    @Test
    void aStateIsSavedAndRestored() {
        model.change(state -> state.withQuirk(Quirk.UNCENTRED, true).withIterations(11));
        String saved = WhiteningStateJson.write(model.getState());
        model.restore(WhiteningState.DEFAULT);
        assertThat(model.getState()).isEqualTo(WhiteningState.DEFAULT);
        model.restore(WhiteningStateJson.read(saved));
        assertThat(model.getState().iterations()).isEqualTo(11);
        assertThatThrownBy(() -> WhiteningStateJson.read("{\"kind\":\"x\"}"))
                .hasMessageContaining("not a saved whitening page");
        assertThat(model.getState().iterations()).isEqualTo(11);
    }

    private static final LayerInfo LAYER =
            new LayerInfo("features.0", "conv1 2 to 4", "FastDeconv2D", 2, 4, 1, 1, 2, false, 5);

    private static Frame frame(Quantity quantity, long step, int[] shape, float... values) {
        return new Frame(new ProbeKey(LAYER.name(), quantity), step, shape, values);
    }

    private static List<Frame> frames(long step, float first, float second) {
        return List.of(
                frame(Quantity.COVARIANCE, step, new int[] {2, 2}, first, 0, 0, second),
                frame(Quantity.MEAN, step, new int[] {2}, 3, 4),
                frame(Quantity.SAMPLES, step, new int[] {1}, 7 * step),
                frame(Quantity.KERNELS, step, new int[] {4, 2, 1, 1}, 1, 2, 3, 4, 5, 6, 7, step));
    }

    private RunRecorder record(String name) throws IOException {
        RunFolder run = new RunFolder(folder.resolve(name));
        RunRecorder recorder = RunRecorder.create(run, RunConfig.defaults());
        recorder.setLayers(List.of(LAYER));
        return recorder;
    }

    private LayerModel layers(FakeRuns runs) {
        return new LayerModel(runs, folder, handedOver::add, model);
    }

    private String covarianceTitle() {
        WhiteningView view = model.viewProperty().get();
        return view == null ? "" : view.covariance().title();
    }

    @Test
    void aLayerOfARecordedRunGoesBackInTime() throws IOException {
        try (RunRecorder recorder = record("run-1")) {
            recorder.addFrames(1, frames(1, 2, 2));
            recorder.addFrames(9, frames(9, 4, 1));
        }
        LayerModel layers = layers(new FakeRuns());
        layers.show();
        until("newest", () -> {
            layers.refresh();
            return covarianceTitle().equals("Covariance, step 9");
        });

        assertThat(model.getState().source()).isEqualTo(WhiteningSource.layer("run-1", "features.0", -1));
        assertThat(layers.steps()).containsExactly(1L, 9L);
        WhiteningView view = model.viewProperty().get();
        assertThat(view.before().orElseThrow().step()).isEqualTo(1);
        assertThat(view.result().orElseThrow().eigen().values()).containsExactly(4, 1);
        assertThat(view.estimate().mean()).containsExactly(3, 4);
        assertThat(view.result().orElseThrow().statistics().samplesPerDimension())
                .isEqualTo(63.0 / 2);
        FoldCheck fold = view.fold().orElseThrow();
        assertThat(fold.kernels().convolution().weights()).containsExactly(1, 2, 3, 4, 5, 6, 7, 9);
        assertThat(fold.kernels().origin()).contains("All 4 kernels of conv1 2 to 4 at step 9");
        assertThat(fold.largestDifference()).isLessThan(1e-5 * fold.largestOutput());

        layers.chooseStep(1);
        until("first", () -> covarianceTitle().endsWith("step 1"));
        assertThat(model.viewProperty().get().before()).isEmpty();
        String saved = WhiteningStateJson.write(model.getState());
        model.change(state -> state.withSource(WhiteningState.DEFAULT.source()));
        until("pixels", () -> !covarianceTitle().contains("step"));
        model.restore(WhiteningStateJson.read(saved));
        assertThat(model.viewProperty().get())
                .as("pixels are not shown as the layer")
                .isNull();
        until("layer again", () -> {
            layers.refresh();
            return covarianceTitle().endsWith("step 1");
        });
        layers.close();
    }

    @Test
    void aLayerThatDoesNotWhitenShowsItsInputAndSaysThatTheDIsNotItsOwn() throws IOException {
        try (RunRecorder recorder = record("plain")) {
            recorder.setLayers(
                    List.of(new LayerInfo(LAYER.name(), LAYER.label(), "PlainConv2D", 2, 4, 1, 1, 2, false, 0)));
            recorder.addFrames(1, frames(1, 2, 2));
        }
        model.change(state -> state.withIterations(7));
        LayerModel layers = layers(new FakeRuns());
        layers.show();
        until("plain", () -> {
            layers.refresh();
            return covarianceTitle().equals("Covariance, step 1");
        });
        assertThat(layers.messageProperty().get()).contains("does not whiten").contains("no D");
        assertThat(model.getState().iterations()).as("not 0").isEqualTo(7);
        layers.close();
    }

    @Test
    void aRunOfAnOlderVersionDoesNotTellItsSamples() throws IOException {
        try (RunRecorder recorder = record("old")) {
            recorder.addFrames(
                    1,
                    frames(1, 2, 2).stream()
                            .filter(frame -> frame.key().quantity() != Quantity.SAMPLES)
                            .toList());
        }
        LayerModel layers = layers(new FakeRuns());
        layers.show();
        until("shown", () -> {
            layers.refresh();
            return covarianceTitle().endsWith("step 1");
        });
        assertThat(model.viewProperty()
                        .get()
                        .result()
                        .orElseThrow()
                        .statistics()
                        .samples())
                .isZero();
        layers.close();
    }

    @Test
    void aRunThatAnotherProcessWritesIsFollowed() throws IOException {
        try (RunRecorder recorder = record("run-2")) {
            recorder.status(RunState.RUNNING, Progress.NONE, "", true);
            recorder.addFrames(1, frames(1, 2, 2));
            LayerModel layers = layers(new FakeRuns());
            layers.show();
            until("first", () -> {
                layers.refresh();
                return covarianceTitle().endsWith("step 1");
            });
            recorder.addFrames(5, frames(5, 3, 1));
            until("newer", () -> {
                layers.refresh();
                return covarianceTitle().endsWith("step 5") && layers.steps().equals(List.of(1L, 5L));
            });
            layers.close();
        }
    }

    @Test
    void aStateOfARunThatIsGoneSaysSo() {
        LayerModel layers = layers(new FakeRuns());
        model.restore(
                WhiteningStateJson.read(
                        "{\"kind\":\"deconvscope-whitening\",\"source\":\"layer\",\"name\":\"gone\",\"layer\":\"features.0\"}"));
        until("message", () -> layers.messageProperty().get().contains("gone"));

        assertThat(model.viewProperty().get()).isNull();
        layers.close();
    }

    @Test
    void aRunningRunIsFollowedAndItsLeasesGivenBack() {
        FakeRuns runs = new FakeRuns();
        FakeRuns.Run run = (FakeRuns.Run) runs.start(RunConfig.defaults(), folder.resolve("live"));
        run.feed.setLayers(List.of(LAYER));
        LayerModel layers = layers(runs);
        layers.show();
        until("watched", () -> {
            layers.refresh();
            return run.feed.watchers().keys().contains(new ProbeKey(LAYER.name(), Quantity.COVARIANCE));
        });
        for (int step = 1; step <= 2; step++) {
            run.feed.publish(frames(step, 2 * step, 1));
            String title = "Covariance, step " + step;
            until(title, () -> {
                layers.refresh();
                return covarianceTitle().equals(title);
            });
        }
        layers.rest();
        assertThat(run.feed.watchers().keys()).isEmpty();
        layers.wake();
        assertThat(run.feed.watchers().keys()).hasSize(6);
        model.change(state -> state.withSource(WhiteningSource.synthetic()));
        assertThat(run.feed.watchers().keys()).isEmpty();
        layers.close();
    }
}
