package io.github.deconvscope.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudentTTest {
    /** By integrating the density, whose constant cancels: with x = sqrt(d) tan(u) it is cos(u)^(d-1). */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 100, 1000})
    void withinLie95Percent(int degrees) {
        double limit = Math.atan(StudentT.within95(degrees) / Math.sqrt(degrees));
        double share = integral(degrees, limit) / integral(degrees, Math.PI / 2);
        assertThat(share).isCloseTo(0.95, Offset.offset(1e-5));
    }

    private static double integral(int degrees, double to) {
        int parts = 20_000;
        double sum = 0;
        for (int i = 0; i < parts; i++) {
            sum += Math.pow(Math.cos((i + 0.5) * to / parts), degrees - 1);
        }
        return sum * to / parts;
    }

    @Test
    void noDegreesAreRefused() {
        assertThatThrownBy(() -> StudentT.within95(0)).hasMessageContaining("0 degrees");
    }
}
