package io.github.deconvscope.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LookIntervalTest {
    private static final long MILLISECOND = 1_000_000;

    private final LookInterval interval = new LookInterval(500 * MILLISECOND, 50);

    private void assertNext(long millis) {
        assertThat(interval.isDue(millis * MILLISECOND - 1)).isFalse();
        assertThat(interval.isDue(millis * MILLISECOND)).isTrue();
    }

    @Test
    void aRestIsFiftyTimesTheCheaperOfTheLastTwoLooks() {
        assertThat(interval.isDue(0)).isTrue();
        interval.took(0, 900 * MILLISECOND);
        assertNext(2000);
        interval.took(2000 * MILLISECOND, 20 * MILLISECOND);
        assertNext(3000);
        interval.took(3000 * MILLISECOND, 800 * MILLISECOND);
        assertNext(4000);
        interval.took(4000 * MILLISECOND, 800 * MILLISECOND);
        assertNext(44_000);
        interval.took(44_000 * MILLISECOND, MILLISECOND);
        assertNext(44_500);
    }
}
