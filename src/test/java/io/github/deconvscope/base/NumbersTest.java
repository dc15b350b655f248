package io.github.deconvscope.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.base.Numbers;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "86, 86",
        "2048, 2048",
        "0.0123456, 0.0123",
        "-1.5, \u22121.5",
        "123.456, 123",
        "1234567, 1.23e6",
        "0.0000123, 1.23e\u22125",
        "99999.5, 1e5",
        "0.1, 0.1",
        "NaN, NaN",
        "Infinity, \u221e"
    })
    void showsThreeSignificantDigits(double value, String text) {
        assertThat(Numbers.shown(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 %", "1, 100 %", "0.8359, 83.6 %", "0.00001, 0.001 %", "0.0000099, < 0.001 %", "1e-40, < 0.001 %"})
    void aTinyShareIsCalledSmallerThanWhatCanBeRead(double share, String text) {
        assertThat(Numbers.percent(share)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void allDigitsReadBackAsTheSameNumber(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(40) - 20);
            assertThat(Double.parseDouble(Numbers.full(value).replace('\u2212', '-')))
                    .isEqualTo(value);
            float single = (float) value;
            assertThat(Float.parseFloat(Numbers.full(single).replace('\u2212', '-')))
                    .isEqualTo(single);
            assertThat(Double.parseDouble(Numbers.exact(value))).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "65536, 65536, 65536",
        "16777216, 16777216, 16777216",
        "1e15, 1.0E15, 1e15",
        "0.001, 0.001, 0.001",
        "2e-4, 2.0E-4, 2e-4",
        "1.5e-7, 1.5E-7, 1.5e-7",
        "-0.0, -0.0, -0.0",
        "-12, -12, -12"
    })
    void aWholeNumberHasNoPointAndReadsBack(double value, String exact, String typed) {
        assertThat(Numbers.exact(value)).isEqualTo(exact);
        assertThat(Numbers.typed(value)).isEqualTo(typed);
        assertThat(Double.parseDouble(typed)).isEqualTo(value);
    }

    @Test
    void aWholeFloatEndsWhereFloatsNoLongerTellOneFromTheNext() {
        StringBuilder text = new StringBuilder();
        for (float value : new float[] {9_999_999f, 1e7f, 0.1f, -0f}) {
            Numbers.appendExact(text, value);
            text.append(' ');
        }
        assertThat(text.toString().strip()).isEqualTo("9999999 1.0E7 0.1 -0.0");
    }

    /** Every share of whole numbers out of a power of ten, as accuracies of test sets are. */
    @Test
    void aShareInPerCentHasNoMoreDigitsThanTheShare() {
        assertThat(100 * 0.524).as("why it is not just multiplied").isNotEqualTo(52.4);
        for (int i = 0; i <= 10_000; i++) {
            assertThat(Numbers.exact(Numbers.inPercent(i / 10_000.0)))
                    .isEqualTo(Numbers.exact(i / 100.0))
                    .hasSizeLessThan(6);
        }
        assertThat(Numbers.inPercent(Double.NaN)).isNaN();
        assertThat(Numbers.inPercent(1 / 3.0)).isEqualTo(33.33333333333333);
    }

    @Test
    void aFloatIsToldWithoutTheDigitsOfItsDouble() {
        assertThat(Numbers.full(0.1f)).isEqualTo("0.1");
    }

    @Test
    void theLocaleChangesNothing() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Numbers.shown(1.25)).isEqualTo("1.25");
            assertThat(Numbers.tick(0.5, 0.25)).isEqualTo("0.5");
            assertThat(Numbers.exact(1e-7)).isEqualTo("1.0E-7");
        } finally {
            Locale.setDefault(before);
        }
    }
}
