package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.Await;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.chart.HeatMapFigure;
import io.github.deconvscope.run.RunService;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.Metric;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.TestServices;
import io.github.deconvscope.ui.live.FigureView;
import io.github.deconvscope.ui.shell.ShellWindow;
import io.github.deconvscope.ui.theme.Theme;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole program behind a window: the person's clicks, the real engine, the pixels. */
@Tag("ui")
class WindowTrainingTest {
    private static final int STEPS = 10;

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void trainsTenStepsAndShowsThem() throws Exception {
        Set<String> threadsBefore = threads();
        Fx.start();
        try (Services services = new Services()) {
            RunService runs = services.get(RunService.class);
            Stage[] stage = new Stage[1];
            ShellWindow window = Fx.call(() -> {
                Theme.get().install();
                stage[0] = new Stage();
                ShellWindow opened = new ShellWindow(stage[0], TestServices.of(runs, folder.resolve("runs")));
                opened.show("deconvscope:training");
                return opened;
            });
            set(stage[0], RunOption.BATCH, "16");
            set(stage[0], RunOption.TRAIN_LIMIT, "400");
            set(stage[0], RunOption.TEST_LIMIT, "50");
            set(stage[0], RunOption.MAX_STEPS, String.valueOf(STEPS));
            Fx.run(() -> ((Button) stage[0].getScene().lookup("#trainButton")).fire());
            assertThat(Fx.call(() -> runs.active())).hasSize(1);
            RunFeed feed = runs.active().get(0).feed();
            assertThat(feed.config()).isEqualTo(asked(feed.config()));

            Fx.await("the end of the run", () -> feed.state().ended());
            assertThat(feed.failure()).isEmpty();
            assertThat(feed.state()).isEqualTo(RunState.FINISHED);
            assertThat(feed.curve(Metric.LOSS).size()).isEqualTo(STEPS);

            FigureView loss = view(stage[0], "training-loss");
            Fx.await("ten points on the loss curve", () -> points(loss.getFigure(), "train") >= STEPS);
            Fx.await("a painted loss curve", () -> loss.paintings() > 0);
            for (String id : List.of("training-covariance", "training-whitening", "training-covariance-after")) {
                FigureView matrix = view(stage[0], id);
                Fx.await(id, () -> matrix.paintings() > 0);
                assertThat(isConstant((HeatMapFigure) Fx.call(matrix::getFigure)))
                        .as(id + " is one colour")
                        .isFalse();
                assertThat(colours(matrix)).as(id + " on the screen").isGreaterThan(8);
            }
            FigureView cost = view(stage[0], "training-cost");
            Fx.await("where the time of a step went", () -> cost.paintings() > 0);
            assertThat(total(Fx.call(cost::getFigure)))
                    .as("the parts on the screen add up to the step")
                    .isCloseTo(feed.cost().orElseThrow().total(), Offset.offset(1e-9));
            FigureView forecast = view(stage[0], "training-cost-forecast");
            Fx.await("the cost of other blocks", () -> forecast.paintings() > 0);
            Fx.run(window::close);
        }
        assertNoThreadsBut(threadsBefore);
    }

    private static void set(Stage stage, RunOption option, String text) {
        Fx.run(() ->
                Fx.<TextField>node(stage.getScene(), "#option-" + option.id()).setText(text));
    }

    private static RunConfig asked(RunConfig config) {
        return config.with(RunOption.BATCH, 16L)
                .with(RunOption.TRAIN_LIMIT, 400L)
                .with(RunOption.MAX_STEPS, (long) STEPS);
    }

    private static FigureView view(Stage stage, String id) {
        return Fx.call(() -> Fx.node(stage.getScene(), "#" + id));
    }

    private static int points(Figure figure, String curve) {
        if (figure == null) {
            return 0;
        }
        DataTable table = figure.table();
        int count = 0;
        for (int row = 0; row < table.rowCount(); row++) {
            count += curve.equals(table.value(row, 0)) ? 1 : 0;
        }
        return count;
    }

    private static double total(Figure bars) {
        DataTable table = bars.table();
        double sum = 0;
        for (int row = 0; row < table.rowCount(); row++) {
            for (int column = 1; column < table.columns().size(); column++) {
                sum += ((Number) table.value(row, column)).doubleValue();
            }
        }
        return sum;
    }

    private static boolean isConstant(HeatMapFigure figure) {
        for (int i = 0; i < 9; i++) {
            if (figure.value(0, i) != figure.value(0, 0)) {
                return false;
            }
        }
        return true;
    }

    private static int colours(FigureView view) {
        return Fx.call(() -> {
            var image = view.snapshot(null, null);
            Set<Integer> found = new HashSet<>();
            for (int x = 0; x < image.getWidth(); x += 2) {
                for (int y = 0; y < image.getHeight(); y += 2) {
                    found.add(image.getPixelReader().getArgb(x, y));
                }
            }
            return found.size();
        });
    }

    private static Set<String> threads() {
        Set<String> names = new HashSet<>();
        Thread.getAllStackTraces().keySet().forEach(thread -> names.add(thread.getName()));
        return names;
    }

    /** Painters end by themselves after two idle seconds; the toolkit and the JVM keep theirs. */
    private static void assertNoThreadsBut(Set<String> before) {
        Await.until("the threads of the window have ended", () -> threads().stream()
                .filter(name -> !before.contains(name))
                .noneMatch(name ->
                        name.startsWith("figure-painter") || name.contains("compute") || name.contains("batch")));
    }
}
