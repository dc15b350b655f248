package io.github.deconvscope.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.run.bench.StartBench.Start;
import org.junit.jupiter.api.Test;

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
        assertThatThrownBy(() -> Window.requireDisplay("Linux", "", null)).hasMessageContaining("xvfb-run");
        assertThatCode(() -> Window.requireDisplay("Linux", ":0", null)).doesNotThrowAnyException();
        assertThatCode(() -> Window.requireDisplay("Linux", null, "Monocle")).doesNotThrowAnyException();
        assertThatCode(() -> Window.requireDisplay("Mac OS X", null, null)).doesNotThrowAnyException();
    }
}
