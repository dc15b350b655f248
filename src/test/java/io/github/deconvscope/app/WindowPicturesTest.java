package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.RunService;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.Pictures;
import io.github.deconvscope.ui.TestServices;
import io.github.deconvscope.ui.live.FigureView;
import io.github.deconvscope.ui.shell.ShellWindow;
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
 * Makes the README's picture of the window anew: not a check, and only on request, with
 * {@code mvn -q test -Dtest=WindowPicturesTest -Dwindow.pictures=docs/images}. The run in it is a real one, seen as it learns.
 */
@Tag("ui")
@EnabledIfSystemProperty(named = "window.pictures", matches = ".+")
class WindowPicturesTest {
    private static final int STEPS = 150;

    @TempDir
    Path folder;

    @Test
    void trainingPage() throws Exception {
        Path picture = Path.of(System.getProperty("window.pictures"), "training.png");
        Fx.start();
        try (Services services = new Services()) {
            RunService runs = services.get(RunService.class);
            Stage stage = Fx.call(Stage::new);
            ShellWindow window = Fx.call(() -> {
                Theme.get().install();
                ShellWindow opened = new ShellWindow(stage, TestServices.of(runs, folder.resolve("runs")));
                opened.show("deconvscope:training");
                stage.setWidth(1440);
                stage.setHeight(900);
                return opened;
            });
            Fx.run(() -> ((Button) stage.getScene().lookup("#trainButton")).fire());
            RunHandle run = Fx.call(() -> runs.active().get(0));
            RunFeed feed = run.feed();
            Fx.await("the first step", 120, () -> feed.curve(Metric.LOSS).size() > 0);
            ListView<?> layers = Fx.call(() -> (ListView<?>) stage.getScene().lookup("#layerList"));
            Fx.await("the layers", 20, () -> layers.getItems().size() > 1);
            Fx.run(() -> layers.getSelectionModel().select(1));
            Fx.await(STEPS + " steps", 600, () -> feed.curve(Metric.LOSS).size() >= STEPS);
            for (String id : List.of("training-covariance", "training-loss", "training-cost")) {
                FigureView view = Fx.call(() -> (FigureView) stage.getScene().lookup("#" + id));
                Fx.await(id, 20, () -> view.paintings() > 0);
            }
            Fx.run(() -> Pictures.save(stage.getScene(), picture));
            assertThat(feed.failure()).isEmpty();
            run.stop();
            run.done().get(2, TimeUnit.MINUTES);
            Fx.run(window::close);
        }
    }
}
