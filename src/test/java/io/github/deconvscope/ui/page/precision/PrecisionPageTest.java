package io.github.deconvscope.ui.page.precision;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.Await;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.ui.FakeRuns;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.TestServices;
import io.github.deconvscope.ui.TestWindow;
import io.github.deconvscope.ui.control.MessagePane;
import io.github.deconvscope.ui.state.PrecisionState;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("ui")
class PrecisionPageTest {
    @TempDir
    Path folder;

    private final FakeRuns runs = new FakeRuns();

    @RegisterExtension
    final TestWindow window = new TestWindow("deconvscope:precision", () -> TestServices.of(runs, folder));

    @Test
    @SuppressWarnings("unchecked")
    void theNumberOfSeedsIsTakenAlsoAfterTheGarbageCollector() {
        Await.collected(List.of(new WeakReference<>(new Object())), () -> {});
        Fx.run(() -> {
            ((ComboBox<Integer>) window.stage().getScene().lookup("#seedsBox")).setValue(2);
            ((Button) window.stage().getScene().lookup("#compareButton")).fire();
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
        MessagePane pane = (MessagePane) window.stage().getScene().lookup("#page-precision #emptyPane");
        Fx.await("it is said", () -> pane.getTitle().equals("These runs cannot be shown"));
        assertThat(Fx.call(pane::getText)).startsWith("There is no run folder " + folder);
        Fx.run(() -> ((Button) pane.lookup(".button")).fire());
        assertThat(Fx.call(pane::getTitle)).isEqualTo("No comparison yet");
    }
}
