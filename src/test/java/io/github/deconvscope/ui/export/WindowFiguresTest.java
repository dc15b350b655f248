package io.github.deconvscope.ui.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.catalog.FigureState;
import io.github.deconvscope.figure.export.ExportSettings;
import io.github.deconvscope.figure.export.FigureExporter;
import io.github.deconvscope.figure.export.FigureFormat;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.figure.run.SampleRun;
import io.github.deconvscope.run.feed.RunFeed;
import io.github.deconvscope.run.record.RecordedRun;
import io.github.deconvscope.ui.FakeRuns;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.TestServices;
import io.github.deconvscope.ui.TestWindow;
import io.github.deconvscope.ui.WindowServices;
import io.github.deconvscope.ui.page.NamedFigure;
import io.github.deconvscope.ui.state.PrecisionState;
import io.github.deconvscope.ui.state.TrainingState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every figure of every page is one of the catalogue, and the command line draws the same from the state in its file. */
@Tag("ui")
class WindowFiguresTest {
    private static final FigureCatalog CATALOG = FigureCatalog.standard();

    @TempDir
    Path root;

    private Path run;

    @RegisterExtension
    final TestWindow window = new TestWindow(this::services).sized(1280, 800);

    private WindowServices services() throws IOException {
        run = SampleRun.write(root.resolve("20260101-120000-a"), "deconv");
        SampleRun.write(root.resolve("20260101-130000-b"), "batchnorm");
        return TestServices.of(new FakeRuns(), root);
    }

    @Test
    void convolution() {
        Fx.run(() -> window.shell().open("convolution", ""));
        Fx.await("the rank is counted", () -> figures().stream()
                .anyMatch(named -> named.id().equals("convolution-matrix")
                        && named.figure().caption().contains("rank 4")));
        assertDrawnTheSame(
                "convolution-input",
                "convolution-kernel",
                "convolution-output",
                "convolution-formula",
                "convolution-matrix",
                "convolution-overview");
    }

    @Test
    void photograph() {
        Fx.run(() -> {
            window.shell().open("convolution", "");
            String state = window.shell().page().state();
            window.shell().open("convolution", state.replace("\"photograph\":false", "\"photograph\":true"));
        });
        Fx.await("three pictures", () -> figures().size() == 5);
        assertDrawnTheSame(
                "convolution-photo",
                "convolution-photo",
                "convolution-photo",
                "convolution-overlap",
                "convolution-overlap-2d");
    }

    @Test
    void training() {
        String state =
                TrainingState.of(RecordedRun.open(run).feed().config(), run, "").toString();
        Fx.run(() -> window.shell().open("training", state));
        Fx.await("curves, matrices and the spectrum", () -> figures().size() == 10);
        assertDrawnTheSame(
                "training-loss",
                "training-accuracy",
                "training-step-time",
                "training-covariance",
                "training-whitening",
                "training-covariance-after",
                "training-spectrum",
                "training-residuals",
                "training-cost",
                "training-cost-forecast");
    }

    @Test
    void whiteningOfAPhotograph() {
        Fx.run(() -> window.shell().open("whitening", ""));
        Fx.await("all traces", () -> figures().size() > 9 && traced());
        assertThat(shownIds()).contains("whitening-image", "whitening-covariance", "whitening-residuals");
        assertDrawnTheSame(shownIds().toArray(String[]::new));
    }

    @Test
    void whiteningOfALayer() {
        Fx.run(() -> window.shell()
                .open(
                        "whitening",
                        "{\"kind\":\"deconvscope-whitening\",\"source\":\"layer\",\"name\":\"20260101-120000-a\","
                                + "\"layer\":\"features.0\"}"));
        Fx.await("before, after and all traces", () -> figures().size() > 9 && traced());
        assertThat(figures())
                .extracting(named -> named.id() + " " + named.figure().title())
                .contains("whitening-covariance Covariance, step 40")
                .noneMatch(shown -> shown.startsWith("whitening-image"));
        assertDrawnTheSame(shownIds().toArray(String[]::new));
    }

    private boolean traced() {
        return figures().stream()
                .anyMatch(named -> named.id().equals("whitening-residuals")
                        && named.figure().altText().contains("bf16"));
    }

    private List<String> shownIds() {
        return figures().stream().map(NamedFigure::id).toList();
    }

    @Test
    void precision() {
        Path other = root.resolve("20260101-130000-b");
        String state = PrecisionState.of(
                        RecordedRun.open(run).feed().config(),
                        RecordedRun.open(other).feed().config(),
                        List.of(run, other),
                        "features.3",
                        true)
                .toString();
        Fx.run(() -> window.shell().open("precision", state));
        Fx.await("both runs", () -> figures().size() == 10);
        assertDrawnTheSame(
                "precision-losses",
                "precision-difference",
                "precision-loss-scale",
                "precision-underflow",
                "precision-memory",
                "precision-covariance-a",
                "precision-covariance-b",
                "precision-residuals",
                "precision-gradients",
                "precision-activations");
    }

    @Test
    void runs() {
        Fx.run(() -> window.shell().open("runs", ""));
        Fx.await(
                "two runs are listed",
                () -> table() != null && table().getItems().size() == 2);
        Fx.run(() -> table().getSelectionModel().selectAll());
        Fx.await("curves", () -> figures().size() == 1);
        assertDrawnTheSame("runs-overlay");
    }

    private TableView<?> table() {
        return (TableView<?>) window.stage().getScene().lookup("#table");
    }

    private List<NamedFigure> figures() {
        return Platform.isFxApplicationThread()
                ? window.shell().page().figures()
                : Fx.call(() -> window.shell().page().figures());
    }

    private void assertDrawnTheSame(String... ids) {
        List<NamedFigure> shown = figures();
        assertThat(shown).extracting(NamedFigure::id).containsExactly(ids);
        for (NamedFigure named : shown) {
            FigureState state = named.state();
            Optional<RunFeed> feed =
                    state.run().map(folder -> RecordedRun.open(Path.of(folder)).feed());
            Figure again = CATALOG.find(state.figure()).make(state.parameters(), feed);
            assertThat(svg(again)).as(named.id()).isEqualTo(svg(named.figure()));
        }
    }

    private static String svg(Figure figure) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ExportSettings settings =
                    ExportSettings.screen(500, 400, FigureTheme.LIGHT).withText(true, true, "");
            FigureExporter.write(figure, Optional.empty(), settings, FigureFormat.SVG, out);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
