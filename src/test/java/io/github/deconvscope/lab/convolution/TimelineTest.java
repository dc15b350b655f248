package io.github.deconvscope.lab.convolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TimelineTest {
    @Test
    void playsToTheEndAndRests() {
        Timeline t = Timeline.of(3).withPlaying(true).tick().tick();
        assertThat(t.position()).isEqualTo(2);
        assertThat(t.playing()).isTrue();
        assertThat(t.tick()).isEqualTo(new Timeline(3, 2, false, 1, false));
    }

    @Test
    void loopsAndStartsOver() {
        assertThat(Timeline.of(2).withLoop(true).withPlaying(true).tick().tick().position())
                .isZero();
        assertThat(Timeline.of(3).last().withPlaying(true).position()).isZero();
        assertThat(Timeline.of(3).tick().position()).isZero();
    }

    @Test
    void staysWithinItsEnds() {
        assertThat(Timeline.of(3).back().position()).isZero();
        assertThat(Timeline.of(3).last().forward().position()).isEqualTo(2);
        assertThat(Timeline.of(9).last().withLength(4).position()).isEqualTo(3);
        assertThatThrownBy(() -> new Timeline(2, 2, false, 1, false)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void speedGoesFromAQuarterToEight() {
        Timeline t = Timeline.of(1);
        for (int i = 0; i < 10; i++) {
            t = t.faster();
        }
        assertThat(t.speed()).isEqualTo(8);
        assertThat(t.stepMillis()).isEqualTo(75);
        for (int i = 0; i < 10; i++) {
            t = t.slower();
        }
        assertThat(t.speed()).isEqualTo(0.25);
    }
}
