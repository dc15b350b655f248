package io.github.deconvscope.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HalfPrecisionTest {
    /** Sign, exponent and fraction by the definition in IEEE 754, independent of the code under test. */
    private static double valueOf(int bits) {
        int exponent = bits >> 10 & 31;
        int fraction = bits & 1023;
        double sign = bits >> 15 == 0 ? 1 : -1;
        if (exponent == 31) {
            return fraction == 0 ? sign / 0.0 : Double.NaN;
        }
        return sign
                * (exponent == 0
                        ? fraction / 1024.0 * Math.pow(2, -14)
                        : (1 + fraction / 1024.0) * Math.pow(2, exponent - 15));
    }

    @Test
    void everyHalfValueSurvives() {
        for (int bits = 0; bits < 65_536; bits++) {
            double value = valueOf(bits);
            float decoded = HalfPrecision.fromBits((short) bits);
            assertThat((double) decoded).isEqualTo(Double.valueOf(value));
            if (Double.isNaN(value)) {
                assertThat(HalfPrecision.round(decoded)).isNaN();
                assertThat(HalfPrecision.toBits(decoded) & 0x7c00).isEqualTo(0x7c00);
                assertThat(HalfPrecision.toBits(decoded) & 0x3ff).isNotZero();
            } else {
                assertThat(HalfPrecision.round(decoded)).isEqualTo(decoded);
                assertThat(HalfPrecision.round(value)).isEqualTo(value);
                assertThat(HalfPrecision.toBits(decoded)).isEqualTo((short) bits);
            }
        }
    }

    @Test
    void betweenTwoNeighboursTheNearestIsTakenAndTiesGoToEven() {
        List<Double> values = new ArrayList<>();
        for (int bits = 0; bits <= 0x7bff; bits++) {
            values.add(valueOf(bits));
        }
        values.add(65_536.0); // where infinity stands, for the rule
        for (int i = 0; i + 1 < values.size(); i++) {
            double low = values.get(i);
            double high = i + 1 < values.size() - 1 ? values.get(i + 1) : Double.POSITIVE_INFINITY;
            float middle = (float) ((low + values.get(i + 1)) / 2);
            double even = i % 2 == 0 ? low : high;
            for (int sign = -1; sign <= 1; sign += 2) {
                assertThat((double) HalfPrecision.round(sign * Math.nextDown(middle)))
                        .isEqualTo(sign * low);
                assertThat((double) HalfPrecision.round(sign * middle)).isEqualTo(sign * even);
                assertThat((double) HalfPrecision.round(sign * Math.nextUp(middle)))
                        .isEqualTo(sign * high);
                assertThat(HalfPrecision.round((double) sign * Math.nextUp((double) middle)))
                        .isEqualTo(sign * high);
            }
        }
    }

    @Test
    void roundingADoubleThroughFloatIsNotTheSameAsRoundingItOnce() {
        // A hair above a tie: float swallows the hair and the tie goes to even.
        double x = 1 + Math.pow(2, -11) + Math.pow(2, -40);
        assertThat(HalfPrecision.round(x)).isEqualTo(1 + Math.pow(2, -10));
        assertThat((double) HalfPrecision.round((float) x)).isEqualTo(1);
    }

    @Test
    void knownValues() {
        assertThat(HalfPrecision.round(2049f)).isEqualTo(2048);
        assertThat(HalfPrecision.round(70_000f)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(HalfPrecision.round(65_519.99f)).isEqualTo(HalfPrecision.MAX);
        assertThat(HalfPrecision.round(1e-8f)).isZero();
        assertThat(HalfPrecision.round(3e-8f)).isEqualTo(HalfPrecision.MIN_SUBNORMAL);
        assertThat(Float.floatToRawIntBits(HalfPrecision.round(-1e-9f))).isEqualTo(0x8000_0000);
    }

    @Test
    void bfloat16AgreesWithRoundingOnceEverywhere() {
        Random random = new Random(7);
        for (int i = 0; i < 200_000; i++) {
            float x = Float.intBitsToFloat(random.nextInt());
            if (i % 2 == 0) {
                x = Float.intBitsToFloat(random.nextInt() & 0xffff_0000 | 0x8000); // ties
            }
            float rounded = Bfloat16.round(x);
            if (Float.isNaN(x)) {
                assertThat(rounded).isNaN();
            } else {
                assertThat((double) rounded).isEqualTo(Bfloat16.round((double) x));
                assertThat(Float.floatToRawIntBits(rounded) & 0xffff).isZero();
            }
        }
        assertThat(Bfloat16.round(1.00390625f)).isEqualTo(1);
        assertThat(Bfloat16.round(1.01171875f)).isEqualTo(1.015625f);
        assertThat(Bfloat16.round(Float.MAX_VALUE)).isEqualTo(Float.POSITIVE_INFINITY);
    }

    @Test
    void halfAgreesWithRoundingOnceEverywhere() {
        Random random = new Random(8);
        for (int i = 0; i < 200_000; i++) {
            float x = (float) Math.scalb(random.nextGaussian(), random.nextInt(50) - 30);
            assertThat((double) HalfPrecision.round(x)).isEqualTo(HalfPrecision.round((double) x));
        }
    }
}
