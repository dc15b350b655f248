package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.lab.network.NetworkLab;
import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.RunService;
import io.github.deconvscope.run.config.DatasetName;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.Pictures;
import io.github.deconvscope.ui.TestServices;
import io.github.deconvscope.ui.live.FigureView;
import io.github.deconvscope.ui.shell.ShellWindow;
import io.github.deconvscope.ui.state.NetworkState;
import io.github.deconvscope.ui.state.TrainingState;
import io.github.deconvscope.ui.theme.Theme;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes the README's pictures of the window anew: not a check, and only on request, with {@code mvn -q test -Dtest=WindowPicturesTest
 * -Dwindow.pictures=docs/images}. The run in them is a real one, seen as it learns, and small, so that it is soon there.
 */
@Tag("ui")
@EnabledIfSystemProperty(named = "window.pictures", matches = ".+")
class WindowPicturesTest {
    private static final int STEPS = 80;
    private static final RunConfig SMALL = RunConfig.defaults()
            .with(RunOption.DATASET, DatasetName.EMOJI)
            .with(RunOption.WIDTH, 1.0 / 8)
            .with(RunOption.BLOCK, 16L)
            .with(RunOption.BATCH, 32L)
            .with(RunOption.LEARNING_RATE, 0.03)
            .with(RunOption.TEST_LIMIT, 200L)
            .with(RunOption.RECORD_EVERY, 20L);

    @TempDir
    Path folder;

    @Test
    void trainingAndItsNet() throws Exception {
        Path pictures = Path.of(System.getProperty("window.pictures"));
        Path runsFolder = folder.resolve("runs");
        Fx.start();
        try (Services services = new Services()) {
            RunService runs = services.get(RunService.class);
            Stage stage = Fx.call(Stage::new);
            ShellWindow window = Fx.call(() -> {
                Theme.get().install();
                ShellWindow opened =
                        new ShellWindow(stage, TestServices.of(runs, runsFolder, services.get(NetworkLab.class)));
                opened.show("deconvscope:training");
                stage.setWidth(1440);
                stage.setHeight(900);
                opened.shell().open("training", TrainingState.of(SMALL).toString());
                return opened;
            });
            Fx.run(() -> ((Button) stage.getScene().lookup("#trainButton")).fire());
            RunHandle run = Fx.call(() -> runs.active().get(0));
            RunFeed feed = run.feed();
            Fx.await("the first step", () -> feed.curve(Metric.LOSS).size() > 0);
            ListView<?> layers = Fx.call(() -> Fx.node(stage.getScene(), "#layerList"));
            Fx.await("the layers", () -> layers.getItems().size() > 1);
            Fx.run(() -> layers.getSelectionModel().select(1));
            Fx.await(STEPS + " steps", () -> feed.curve(Metric.LOSS).size() >= STEPS);
            for (String id : List.of("training-covariance", "training-loss", "training-cost")) {
                FigureView view = Fx.call(() -> Fx.node(stage.getScene(), "#" + id));
                Fx.await(id, () -> view.paintings() > 0);
            }
            Fx.run(() -> Pictures.save(stage.getScene(), pictures.resolve("training.png")));
            assertThat(feed.failure()).isEmpty();
            run.stop();
            run.done().get(2, TimeUnit.MINUTES);

            Fx.run(() -> window.shell().open("network", NetworkState.START.toString()));
            Fx.await("the net", () -> !window.shell().page().figures().isEmpty());
            FigureView overview = Fx.call(() -> (FigureView) stage.getScene().lookup("#network-overview"));
            Fx.await("the overview", () -> overview.paintings() > 0);
            // Its caption takes a second line, and the figure is painted once more in what is left.
            long before;
            do {
                before = Fx.call(overview::paintings);
                Thread.sleep(1000);
            } while (Fx.call(overview::paintings) != before);
            Fx.run(() -> Pictures.save(stage.getScene(), pictures.resolve("network.png")));
            Fx.run(window::close);
        }
    }
}
