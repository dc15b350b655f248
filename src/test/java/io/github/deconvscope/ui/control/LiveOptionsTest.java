package io.github.deconvscope.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.run.RunHandle;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.ui.FakeRuns;
import io.github.deconvscope.ui.Fx;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ui")
class LiveOptionsTest {
    @BeforeAll
    static void start() {
        Fx.start();
    }

    /** They look at each step of a run, and the page around them would be laid out anew each time. */
    @Test
    void layNothingOutWhileValuesStay() {
        RunHandle run = new FakeRuns().start(RunConfig.defaults(), Path.of("run"));
        Fx.run(() -> {
            LiveOptions options = new LiveOptions("Change while it runs", new LiveChanges(() -> List.of(run)), "");
            Scene scene = new Scene(options, 400, 300);
            // A titled pane asks for a second layout in its first.
            for (int i = 0; i < 3; i++) {
                options.applyCss();
                options.layout();
            }
            assertThat(options.isNeedsLayout()).isFalse();
            assertThat(((TextField) scene.lookup("#live-lr")).getText()).isNotEmpty();
            options.refresh();
            assertThat(options.isNeedsLayout()).isFalse();
        });
    }
}
