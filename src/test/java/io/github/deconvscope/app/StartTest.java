package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.run.bench.StartBench.Start;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StartTest {
    @Test
    void timesAreReadAmongOtherOutput() {
        Start start = ChildStart.read("something else\nusable 2034\nready 5210\n", true);
        assertThat(start.usableMillis()).isEqualTo(2034);
        assertThat(start.readyMillis()).hasValue(5210);
    }

    @Test
    void aWindowWithoutAnEngineIsToldApart() {
        assertThat(ChildStart.read("usable 2034\n", true).readyMillis()).isEmpty();
    }

    @Test
    void aWindowThatDoesNotOpenIsAFailure() {
        assertThatThrownBy(() -> ChildStart.read("", true)).hasMessageContaining("did not open");
    }

    @Test
    void withoutADisplayThePersonIsToldWhatToDo() {
        assertThatThrownBy(() -> Window.requireDisplay(new Display("Linux", ""), null))
                .hasMessageContaining("xvfb-run");
        assertThatCode(() -> Window.requireDisplay(new Display("Linux", ":0"), null))
                .doesNotThrowAnyException();
        assertThatCode(() -> Window.requireDisplay(new Display("Linux", null), "Monocle"))
                .doesNotThrowAnyException();
        assertThatCode(() -> Window.requireDisplay(new Display("Mac OS X", null), null))
                .doesNotThrowAnyException();
    }

    /** In a process of its own, since JavaFX tries a display once. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aDisplayThatIsNotThereIsNamed(@TempDir Path home) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(ChildProgram.command(List.of("--home", home.toString())));
        builder.environment().put("DISPLAY", ":4711");
        Process child = builder.start();
        String said = new String(child.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).as(said).isEqualTo(1);
        assertThat(said)
                .contains(
                        "DISPLAY is :4711, where no display answers",
                        "xvfb-run",
                        "All commands work without a display");
    }
}
