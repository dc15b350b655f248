package io.github.deconvscope.ui.live;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.util.Subscription;
import org.junit.jupiter.api.Test;

class PulseTest {
    private static final long MILLI = 1_000_000;

    private final Pulse pulse = new Pulse();
    private int beats;

    @Test
    void callsListenersUntilTheyLeave() {
        Subscription subscription = pulse.add(() -> beats++);
        pulse.turn(MILLI);
        pulse.turn(2 * MILLI);
        subscription.unsubscribe();
        pulse.turn(3 * MILLI);
        assertThat(beats).isEqualTo(2);
    }

    @Test
    void liveFiguresRestInProportionToWhatTheyCost() {
        pulse.turn(1000 * MILLI);
        assertThat(pulse.liveDue()).isTrue();
        pulse.spent(5 * MILLI);
        pulse.spent(5 * MILLI);
        long rest = 50 + 10 * Pulse.REST;
        pulse.turn((1000 + rest - 1) * MILLI);
        assertThat(pulse.liveDue()).isFalse();
        pulse.turn((1000 + rest) * MILLI);
        assertThat(pulse.liveDue()).isTrue();
    }

    @Test
    void noRestIsLongerThanTwoSeconds() {
        pulse.turn(1000 * MILLI);
        pulse.spent(60_000 * MILLI);
        pulse.turn(3000 * MILLI);
        assertThat(pulse.liveDue()).isTrue();
    }

    @Test
    void measuresTheTimeFromFrameToFrame() {
        for (int i = 0; i <= 110; i++) {
            pulse.turn(MILLI + i * 10 * MILLI);
        }
        assertThat(pulse.frameMillis()).isBetween(9.9, 10.1);
    }
}
