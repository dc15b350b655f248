package io.github.deconvscope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Compares numbers by the million, as AssertJ would: a call of it for each number takes longer than what is tested. */
public final class Near {
    private Near() {}

    /** Requires a number to be within a tolerance. */
    public static void require(double now, double expected, double tolerance) {
        // Written so that AssertJ judges NaN and infinity.
        if (!(Math.abs(now - expected) <= tolerance)) {
            assertThat(now).isCloseTo(expected, within(tolerance));
        }
    }

    /** Requires as many numbers as expected, each within a tolerance. */
    public static void require(double[] now, double[] expected, double tolerance) {
        assertThat(now).hasSameSizeAs(expected);
        for (int i = 0; i < now.length; i++) {
            require(now[i], expected[i], tolerance);
        }
    }
}
