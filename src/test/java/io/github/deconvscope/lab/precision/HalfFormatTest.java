package io.github.deconvscope.lab.precision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HalfFormatTest {
    @ParameterizedTest
    @EnumSource(HalfFormat.class)
    void everyFinitePatternReadsBackAsItself(HalfFormat format) {
        for (int bits = 0; bits <= 0xffff; bits++) {
            double value = format.decode(bits);
            if (!Double.isNaN(value)) {
                assertThat(format.encode(value)).isEqualTo(bits);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(HalfFormat.class)
    void roundsToTheNearestOfTwoNeighbours(HalfFormat format) {
        for (int bits = 1; bits < 0x7000; bits += 7) {
            double low = format.decode(bits);
            double high = format.decode(bits + 1);
            assertThat(format.encode(low + 0.49 * (high - low))).isEqualTo(bits);
            assertThat(format.encode(low + 0.51 * (high - low))).isEqualTo(bits + 1);
            assertThat(format.encode((low + high) / 2) & 1).isZero();
            assertThat(format.spacing(bits)).isEqualTo(high - low);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FP16,65504,6.103515625e-5,5.960464477539063e-8",
        "BF16,3.3895313892515355e38,1.1754943508222875e-38,9.183549615799121e-41"
    })
    void knowsItsRange(HalfFormat format, double largest, double normal, double smallest) {
        assertThat(format.largest()).isEqualTo(largest);
        assertThat(format.smallestNormal()).isEqualTo(normal);
        assertThat(format.smallest()).isEqualTo(smallest);
        assertThat(format.spacing(format.encode(largest))).isNaN();
    }

    @Test
    void showsTheTextbookCases() {
        assertThat(HalfFormat.FP16.decode(HalfFormat.FP16.encode(2049))).isEqualTo(2048);
        assertThat(HalfFormat.FP16.decode(HalfFormat.FP16.encode(70_000))).isInfinite();
        assertThat(HalfFormat.FP16.decode(HalfFormat.FP16.encode(1e-8))).isZero();
        assertThat(HalfFormat.BF16.decode(HalfFormat.BF16.encode(70_000))).isEqualTo(70_144);
    }
}
