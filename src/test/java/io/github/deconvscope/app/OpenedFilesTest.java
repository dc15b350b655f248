package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.cli.WindowRequest;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.catalog.FigureState;
import io.github.deconvscope.figure.export.ExportSettings;
import io.github.deconvscope.figure.export.FigureExporter;
import io.github.deconvscope.figure.export.FigureFormat;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import io.github.deconvscope.figure.run.SampleRun;
import io.github.deconvscope.run.record.RecordedRun;
import io.github.deconvscope.ui.FakeRuns;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.TestServices;
import io.github.deconvscope.ui.TestWindow;
import io.github.deconvscope.ui.export.ExportChoice;
import io.github.deconvscope.ui.page.NamedFigure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code --open} is given comes back as the page that showed it, in the same state. */
@Tag("ui")
class OpenedFilesTest {
    @TempDir
    Path root;

    private final TestWindow window = new TestWindow(() -> TestServices.of(new FakeRuns(), root));

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void anExportedPictureBringsItsPageAndStateBack() throws IOException {
        window.open("deconvscope:whitening");
        Fx.run(() -> window.shell().open("whitening", state().replace("\"iterations\":5", "\"iterations\":9")));
        Fx.await("a figure", () -> !figures().isEmpty());
        String before = Fx.call(this::state);
        assertThat(before).contains("\"iterations\":9");
        String link = Fx.call(() -> window.shell().link().toString());
        NamedFigure first = Fx.call(this::figures).get(0);
        window.close();
        for (FigureFormat format : EnumSet.complementOf(EnumSet.of(FigureFormat.CSV))) {
            ExportChoice choice =
                    new ExportChoice(format, "60mm", 96, FigureTheme.LIGHT, false, true, false, false, false, "", 0);
            Path file =
                    choice.write(List.of(first), root.resolve("seen"), link, "").get(0);
            window.open(link(file));
            assertThat(Fx.call(this::page)).as(format.name()).isEqualTo("whitening");
            assertThat(Fx.call(this::state)).as(format.name()).isEqualTo(before);
            window.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "whitening-residuals, iterations=9, whitening, '\"iterations\":9'",
        "convolution-input, preset=example-3, convolution, '\"stride\":[2,2]'"
    })
    void aPictureOfTheCommandLineOpensTheStateThatShowsIt(String id, String set, String page, String part)
            throws IOException {
        Map<String, String> parameters = Map.of(set.split("=")[0], set.split("=")[1]);
        FigureState state = FigureState.of(id, parameters);
        Path file = root.resolve(id + ".svg");
        FigureExporter.write(
                FigureCatalog.standard().find(id).make(parameters, Optional.empty()),
                Optional.of(state),
                ExportSettings.screen(300, 200, FigureTheme.LIGHT),
                file);
        window.open(link(file));
        assertThat(Fx.call(this::page)).isEqualTo(page);
        assertThat(Fx.call(this::state)).contains(part);
    }

    @Test
    void aRunOpensOnTheTrainingPageWithItsCurvesAndAPictureOfItTheSame() throws IOException {
        Path run = SampleRun.write(root.resolve("20260101-120000-a"), "deconv");
        window.open(link(run));
        Fx.await("curves", () -> figures().size() > 3);
        assertThat(Fx.call(this::page)).isEqualTo("training");
        window.close();

        String layer = RecordedRun.open(run).feed().layers().get(1).name();
        FigureState state = new FigureState("training-covariance", Optional.of(run.toString()), Map.of("layer", layer));
        Path file = root.resolve("covariance.json");
        FigureExporter.write(
                FigureCatalog.standard()
                        .find("training-covariance")
                        .make(
                                state.parameters(),
                                Optional.of(RecordedRun.open(run).feed())),
                Optional.of(state),
                ExportSettings.screen(300, 200, FigureTheme.LIGHT),
                file);
        window.open(link(file));
        Fx.await("the layer's matrix", () -> figures().stream()
                .anyMatch(named -> named.id().equals("training-covariance")
                        && named.state().parameters().get("layer").equals(layer)));
    }

    private static String link(Path file) {
        return Opening.link(
                new WindowRequest(Optional.empty(), Optional.of(file), Optional.empty(), Optional.empty(), false));
    }

    private String page() {
        return window.shell().link().page().id();
    }

    private String state() {
        return window.shell().page().state();
    }

    private List<NamedFigure> figures() {
        return window.shell().page().figures();
    }
}
