package io.github.deconvscope.ui.page.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.feed.Progress;
import io.github.deconvscope.run.feed.RunState;
import io.github.deconvscope.run.feed.StepRecord;
import io.github.deconvscope.run.record.RunFolder;
import io.github.deconvscope.run.record.RunRecorder;
import io.github.deconvscope.ui.FakeRuns;
import io.github.deconvscope.ui.Fx;
import io.github.deconvscope.ui.TestServices;
import io.github.deconvscope.ui.TestWindow;
import io.github.deconvscope.ui.state.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import org.junit.jupiter.api.Tag;
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
        return ((Labeled) window.stage().getScene().lookup(id)).getText();
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
            Fx.await("its state", 10, () -> text("#stateBadge").equals(state.label() + " elsewhere"));
            assertThat(Fx.call(() -> text("#trainButton"))).isEqualTo("Train");
            Fx.run(() -> ((Button) window.stage().getScene().lookup("#trainButton")).fire());
            assertThat(runs.started).as("a run of this window").hasSize(1);
            Fx.await("it can be paused", 10, () -> text("#trainButton").equals("Pause"));
        }
    }
}
