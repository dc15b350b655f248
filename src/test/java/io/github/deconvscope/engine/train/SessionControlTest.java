package io.github.deconvscope.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.feed.OptionChange;
import org.junit.jupiter.api.Test;

class SessionControlTest {
    @Test
    void aChangeWaitsForItsStepAndIsToldOnce() {
        SessionControl control = new SessionControl();
        OptionChange atOnce = new OptionChange(RunOption.WEIGHT_DECAY, 0);
        OptionChange later = new OptionChange(RunOption.LEARNING_RATE, 0.05);
        control.change(later, 5);
        control.change(atOnce, 0);
        assertThat(control.takeChanges(4)).containsExactly(atOnce);
        assertThat(control.takeChanges(4)).isEmpty();
        assertThat(control.takeChanges(5)).containsExactly(later);
        assertThat(control.takeChanges(Long.MAX_VALUE)).isEmpty();
    }
}
