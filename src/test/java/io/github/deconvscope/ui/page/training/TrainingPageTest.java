package io.github.deconvscope.ui.page.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.run.config.Normalization;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.Frame;
import io.github.deconvscope.run.feed.LayerInfo;
import io.github.deconvscope.run.feed.ProbeKey;
import io.github.deconvscope.run.feed.Progress;
import io.github.deconvscope.run.feed.Quantity;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.feed.StepRecord;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import io.github.deconvscope.ui.FakeRuns;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.TestServices;
import io.github.deconvscope.ui.TestWindow;
import io.github.deconvscope.ui.live.FigurePanel;
import io.github.deconvscope.ui.state.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.layout.Pane;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("ui")
class TrainingPageTest {
    @TempDir
    Path folder;

    private final FakeRuns runs = new FakeRuns();

    @RegisterExtension
    final TestWindow window = new TestWindow(() -> TestServices.of(runs, folder));

    private String text(String id) {
        return window.<Labeled>node(id).getText();
    }

    @ParameterizedTest
    @EnumSource(
            value = RunState.class,
            names = {"RUNNING", "PAUSED"})
    void aRunOfAnotherProcessIsShownButNotPausedFromHere(RunState state) throws IOException {
        Path live = folder.resolve("live");
        try (RunRecorder recorder = RunRecorder.create(new RunFolder(live), RunConfig.defaults())) {
            recorder.add(new StepRecord(1, 1, 2.5, 0.1, 0.1, 20, 1, false));
            recorder.status(state, new Progress(1, 9, 1, 1, 100, 0, ""), "", true);
            Fx.run(() -> window.shell()
                    .open(
                            "training",
                            TrainingState.of(RunConfig.defaults(), live, "").toString()));
            Fx.await("its state", () -> text("#stateBadge").equals(state.label() + " elsewhere"));
            assertThat(Fx.call(() -> text("#trainButton"))).isEqualTo("Train");
            Fx.run(() -> ((Button) window.stage().getScene().lookup("#trainButton")).fire());
            assertThat(runs.started).as("a run of this window").hasSize(1);
            Fx.await("it can be paused", () -> text("#trainButton").equals("Pause"));
        }
    }

    private boolean says(String panel, String words) {
        return window.node("#" + panel).lookupAll(".caption").stream()
                .anyMatch(node -> node.isVisible() && ((Labeled) node).getText().contains(words));
    }

    @Test
    void aRunThatDoesNotWhitenShowsCovarianceAndSpectrumAndSaysOnlyOfDThatThereIsNone() throws IOException {
        RunConfig config = RunConfig.defaults().with(RunOption.NORMALIZATION, Normalization.BATCHNORM);
        Path recorded = folder.resolve("batchnorm");
        try (RunRecorder recorder = RunRecorder.create(new RunFolder(recorded), config)) {
            recorder.setLayers(List.of(
                    new LayerInfo("features.0", "conv1 3 to 8", "PlainConv2D", 3, 8, 3, 3, 3, false, 0),
                    new LayerInfo("features.8", "conv3 8 to 8", "PlainConv2D", 8, 8, 3, 3, 0, false, 0)));
            recorder.add(new StepRecord(1, 1, 2.5, 0.1, 0.1, 20, 1, false));
            float[] covariance = new float[27 * 27];
            for (int i = 0; i < covariance.length; i++) {
                covariance[i] = (float) Math.exp(-Math.abs(i / 27 - i % 27) / 4.0);
            }
            ProbeKey key = new ProbeKey("features.0", Quantity.COVARIANCE);
            recorder.addFrames(1, List.of(new Frame(key, 1, new int[] {27, 27}, covariance)));
            recorder.status(RunState.FINISHED, new Progress(1, 1, 1, 1, 100, 0, ""), "", true);
        }
        window.show("training", TrainingState.of(config, recorded, "").toString());
        FigurePanel spectrum = window.node("#spectrumPanel");
        FigurePanel before = window.node("#covariancePanel");
        Fx.await("its spectrum", () -> spectrum.view().getFigure() != null);
        Fx.await("its covariance", () -> before.view().getFigure() != null);
        assertThat(before.view().getFigure().caption()).contains("correlation");
        FigurePanel late = Fx.call(() -> {
            FigurePanel panel = new FigurePanel();
            panel.view().setFigure(spectrum.view().getFigure());
            ((Pane) window.node("#pageArea")).getChildren().add(panel);
            return panel;
        });
        assertThat(late.lookup(".figure-menu").isVisible())
                .as("a figure that was there before its panel was in the window")
                .isTrue();
        for (String panel : List.of("whiteningPanel", "afterPanel", "residualPanel")) {
            assertThat(Fx.call(() -> says(panel, "no matrix D"))).as(panel).isTrue();
        }
        assertThat(Fx.call(() -> text("#layerNote"))).contains("27 features").contains("does not whiten");
        // A window of 1080 pixels, less its title and the desktop's bar.
        Fx.run(() -> {
            window.stage().setWidth(1920);
            window.stage().setHeight(1050);
        });
        Fx.await("a large window", () -> window.stage().getScene().getHeight() == 1050);
        Fx.run(() -> window.stage().getScene().getRoot().layout());
        Node note = window.node("#layerNote");
        Node views = window.node("#views");
        assertThat(note.localToScene(note.getLayoutBounds()).getMaxY())
                .as("the whole page is in view")
                .isLessThanOrEqualTo(views.localToScene(views.getLayoutBounds()).getMaxY());
        Fx.run(() -> {
            window.stage().setWidth(1440);
            window.stage().setHeight(900);
        });
        Fx.await("a smaller window", () -> window.stage().getScene().getHeight() == 900);
        Fx.run(() -> window.stage().getScene().getRoot().layout());
        assertThat(note.localToScene(note.getLayoutBounds()).getMaxY())
                .as("the whole page is in view at 1440 x 900 too")
                .isLessThanOrEqualTo(views.localToScene(views.getLayoutBounds()).getMaxY());
        ListView<?> layers = window.node("#layerList");
        Fx.run(() -> layers.getSelectionModel().select(1));
        Fx.await("a layer of an earlier version", () -> says("covariancePanel", "was not recorded"));
    }
}
