package io.github.deconvscope.run.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.run.config.LossScaling;
import io.github.deconvscope.run.config.Precision;
import io.github.deconvscope.run.config.RunConfig;
import io.github.deconvscope.run.config.RunOption;
import io.github.deconvscope.run.record.FrameArchive;
import io.github.deconvscope.run.record.LiveFeed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OptionChangeTest {
    private static final RunConfig FP16 = RunConfig.defaults().with(RunOption.PRECISION, Precision.FP16);

    private static RunEvent event(long step, RunOption option, double value) {
        return new RunEvent(step, 0, RunEvent.Kind.CHANGED, "", Optional.of(new OptionChange(option, value)));
    }

    @Test
    void onlyThreeOptionsMayChangeAndOnlyWhereTheyMatter() {
        assertThat(OptionChange.of(FP16, RunOption.LEARNING_RATE, 0.5).value()).isEqualTo(0.5);
        assertThat(OptionChange.of(FP16, RunOption.INITIAL_LOSS_SCALE, 8).value())
                .isEqualTo(8);
        assertThatThrownBy(() -> OptionChange.of(FP16, RunOption.BLOCK, 8L))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Block");
        assertThatThrownBy(() -> OptionChange.of(RunConfig.defaults(), RunOption.INITIAL_LOSS_SCALE, 8.0))
                .hasMessageContaining("fp32");
        RunConfig unscaled = FP16.with(RunOption.LOSS_SCALING, LossScaling.NONE);
        assertThatThrownBy(() -> OptionChange.of(unscaled, RunOption.INITIAL_LOSS_SCALE, 8.0))
                .hasMessageContaining("loss scaling is off");
        assertThatThrownBy(() -> OptionChange.of(FP16, RunOption.WEIGHT_DECAY, -1.0))
                .hasMessageContaining("--weight-decay is -1");
    }

    @ParameterizedTest
    @EnumSource(RunOption.class)
    void whatMayNotChangeSaysWhy(RunOption option) {
        assertThat(OptionChange.whyNot(FP16, option).isEmpty()).isEqualTo(OptionChange.OPTIONS.contains(option));
    }

    @Test
    void aChangeMadeAfterAResumeVoidsLaterOnesOfTheLifeBefore() {
        RunEvent first = event(5, RunOption.LEARNING_RATE, 0.5);
        RunEvent late = event(30, RunOption.LEARNING_RATE, 0.3);
        RunEvent other = event(30, RunOption.WEIGHT_DECAY, 0);
        RunEvent resumed = new RunEvent(20, 0, RunEvent.Kind.RESUMED, "");
        RunEvent anew = event(25, RunOption.LEARNING_RATE, 0.2);
        assertThat(OptionChange.inForce(List.of(first, late, other, resumed))).containsExactly(first, late, other);
        assertThat(OptionChange.inForce(List.of(first, late, other, resumed, anew)))
                .containsExactly(first, other, anew);
    }

    @Test
    void theValueNowIsTheOneChangedLast() {
        LiveFeed feed = new LiveFeed(FP16, new FrameArchive(java.nio.file.Path.of("nowhere")));
        assertThat(OptionChange.valueNow(feed, RunOption.LEARNING_RATE)).isEqualTo(0.1);
        feed.add(event(1, RunOption.LEARNING_RATE, 0.5));
        feed.add(event(2, RunOption.LEARNING_RATE, 0.25));
        assertThat(OptionChange.valueNow(feed, RunOption.LEARNING_RATE)).isEqualTo(0.25);
        assertThat(OptionChange.valueNow(feed, RunOption.INITIAL_LOSS_SCALE)).isEqualTo(65536);
        feed.add(new StepRecord(1, 1, 2, 0, 0.1, 1, 1024, false));
        assertThat(OptionChange.valueNow(feed, RunOption.INITIAL_LOSS_SCALE)).isEqualTo(1024);
    }
}
