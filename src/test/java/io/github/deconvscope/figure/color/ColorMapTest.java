package io.github.deconvscope.figure.color;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.Palette;
import io.github.deconvscope.figure.chart.SeriesKey;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ColorMapTest {
    @ParameterizedTest
    @EnumSource(ColorMap.class)
    void lightnessChangesEvenly(ColorMap map) {
        int parts = map.diverging() ? 2 : 1;
        int length = ColorMap.SIZE / parts;
        for (int part = 0; part < parts; part++) {
            double from = lightness(map, part * length);
            double to = lightness(map, part * length + length - 1);
            for (int i = 0; i < length; i++) {
                double straight = from + (to - from) * i / (length - 1);
                assertThat(lightness(map, part * length + i)).as(map + " " + i).isCloseTo(straight, within(6.0));
            }
            assertThat(Math.abs(to - from)).isGreaterThan(45);
        }
    }

    @Test
    void plusAndMinusAreEquallyStrong() {
        ColorMap map = ColorMap.BLUE_WHITE_ORANGE;
        for (int i = 0; i < ColorMap.SIZE / 2; i++) {
            assertThat(lightness(map, i)).isCloseTo(lightness(map, ColorMap.SIZE - 1 - i), within(6.0));
        }
        assertThat(ColorVision.NORMAL.distance(map.argb(127), 0xFFFFFF)).isLessThan(5);
        assertThat(ColorVision.NORMAL.distance(map.argb(128), 0xFFFFFF)).isLessThan(5);
    }

    @ParameterizedTest
    @EnumSource(value = ColorVision.class, mode = EnumSource.Mode.EXCLUDE, names = "GREY")
    void endsAndMiddleAreToldApartByEveryReader(ColorVision vision) {
        for (ColorMap map : ColorMap.values()) {
            int low = map.argb(0);
            int middle = map.argb(ColorMap.SIZE / 2);
            int high = map.argb(ColorMap.SIZE - 1);
            assertThat(vision.distance(low, middle)).as(map + " low, middle").isGreaterThan(25);
            assertThat(vision.distance(middle, high)).as(map + " middle, high").isGreaterThan(25);
            assertThat(vision.distance(low, high)).as(map + " low, high").isGreaterThan(25);
        }
    }

    @ParameterizedTest
    @EnumSource(FigureTheme.class)
    void reservedCurvesAreToldApartByEveryReader(FigureTheme theme) {
        List<SeriesKey> reserved =
                List.of(SeriesKey.FP32, SeriesKey.FP16, SeriesKey.BATCH_NORM, SeriesKey.DECONVOLUTION);
        for (SeriesKey one : reserved) {
            for (SeriesKey other : reserved) {
                if (one.ordinal() < other.ordinal()) {
                    for (ColorVision vision : EnumSet.complementOf(EnumSet.of(ColorVision.GREY))) {
                        assertThat(vision.distance(
                                        one.color(theme).getRGB(),
                                        other.color(theme).getRGB()))
                                .as(theme + " " + vision + ": " + one + " and " + other)
                                .isGreaterThan(20);
                    }
                    assertThat(one.dash()).isNotEqualTo(other.dash());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(FigureTheme.class)
    void everyCurveAndAllTextStandOutFromTheSurface(FigureTheme theme) {
        int surface = Palette.of(theme).surface().getRGB();
        for (SeriesKey key : SeriesKey.values()) {
            assertThat(ColorVision.contrast(key.color(theme).getRGB(), surface))
                    .as(theme + " " + key)
                    .isGreaterThan(2.8);
        }
        assertThat(ColorVision.contrast(Palette.of(theme).text().getRGB(), surface))
                .isGreaterThan(12);
        assertThat(ColorVision.contrast(Palette.of(theme).muted().getRGB(), surface))
                .isGreaterThan(4.5);
    }

    @Test
    void aRangeMapsItsEndsAndClipsBeyond() {
        ValueRange range = ValueRange.symmetric(2);
        assertThat(range.index(-2)).isZero();
        assertThat(range.index(2)).isEqualTo(255);
        assertThat(range.index(0)).isEqualTo(128);
        assertThat(range.index(-1e300)).isZero();
        assertThat(range.index(Double.POSITIVE_INFINITY)).isEqualTo(255);
        assertThat(ValueRange.symmetricAround(new float[] {0.3f, -1.1f, Float.NaN, Float.POSITIVE_INFINITY}))
                .isEqualTo(ValueRange.symmetric(1.5));
        assertThat(ValueRange.magnitude(new float[] {0})).isEqualTo(new ValueRange(0, 1));
    }

    @Test
    void aRangeThatDoesNotRiseIsRefused() {
        assertThatThrownBy(() -> new ValueRange(1, 1)).hasMessageContaining("from 1.0 to 1.0");
        assertThatThrownBy(() -> new ValueRange(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static double lightness(ColorMap map, int index) {
        return ColorVision.NORMAL.lab(map.argb(index))[0];
    }
}
