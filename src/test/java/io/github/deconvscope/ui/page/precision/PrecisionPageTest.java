package io.github.deconvscope.ui.page.precision;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.ui.FakeFramework;
import io.github.deconvscope.ui.FakeRuns;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.WindowServices;
import io.github.deconvscope.ui.control.MessagePane;
import io.github.deconvscope.ui.shell.ShellWindow;
import io.github.deconvscope.ui.state.PrecisionState;
import io.github.deconvscope.ui.theme.Theme;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("ui")
class PrecisionPageTest {
    @TempDir
    Path folder;

    private final FakeRuns runs = new FakeRuns();
    private Stage stage;
    private ShellWindow window;

    @BeforeEach
    void open() {
        Fx.start();
        Fx.run(() -> {
            Theme.get().install();
            stage = new Stage();
            window = new ShellWindow(stage, new WindowServices(runs, folder, new FakeFramework()));
            window.show("");
            window.shell().open("precision", "");
        });
    }

    @AfterEach
    void close() {
        Fx.run(window::close);
    }

    @Test
    @SuppressWarnings("unchecked")
    void theNumberOfSeedsIsTakenAlsoAfterTheGarbageCollector() {
        System.gc();
        Fx.run(() -> {
            ((ComboBox<Integer>) stage.getScene().lookup("#seedsBox")).setValue(2);
            ((Button) stage.getScene().lookup("#compareButton")).fire();
        });
        assertThat(runs.started).hasSize(4);
    }

    @Test
    void aRecordThatIsGoneIsNotCalledARunThatCouldNotStart() {
        Path gone = folder.resolve("gone");
        String state = PrecisionState.of(
                        RunConfig.defaults(),
                        RunConfig.defaults(),
                        List.of(gone, folder.resolve("gone-too")),
                        "",
                        false)
                .toString();
        Fx.run(() -> window.shell().open("precision", state));
        MessagePane pane = (MessagePane) stage.getScene().lookup("#page-precision #emptyPane");
        Fx.await("it is said", 10, () -> pane.getTitle().equals("These runs cannot be shown"));
        assertThat(Fx.call(pane::getText)).startsWith("There is no run folder " + folder);
        Fx.run(() -> ((Button) pane.lookup(".button")).fire());
        assertThat(Fx.call(pane::getTitle)).isEqualTo("No comparison yet");
    }
}
