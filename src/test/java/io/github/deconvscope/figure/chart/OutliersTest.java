package io.github.deconvscope.figure.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutliersTest {
    private static final FigureStyle STYLE = FigureStyle.of(FigureTheme.LIGHT);

    /** A loss that falls from 2.3 to 0.3, with noise. */
    private static double[] loss(int steps, long seed) {
        Random random = new Random(seed);
        double[] loss = new double[steps];
        for (int i = 0; i < steps; i++) {
            loss[i] = 0.3 + 2 * Math.exp(-5.0 * i / steps) * (1 + 0.1 * random.nextGaussian());
        }
        return loss;
    }

    private static Outliers of(double... values) {
        return Outliers.of(List.of(Series.line("loss", Points.counted(1, values), SeriesKey.FP32)));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 20, 158, 1000, 100_000})
    void aLossAsItShouldBeHasNone(int steps) {
        for (long seed = 0; seed < 5; seed++) {
            assertThat(of(loss(steps, seed))).isSameAs(Outliers.NONE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 158, 1000, 100_000})
    void oneBadStepIsFoundWhereverItIs(int steps) {
        for (long seed = 0; seed < 5; seed++) {
            double[] values = loss(steps, seed);
            values[1 + new Random(seed).nextInt(steps - 1)] = 1e6;
            Outliers found = of(values);
            assertThat(found.above()).isEqualTo(new Outliers.Beyond(1, 1e6));
            assertThat(found.below().count()).isZero();
            assertThat(found.inWords()).isEqualTo("1 value above, up to 1e6");
            assertThat(found.has(2.5)).isFalse();
        }
    }

    @Test
    void theStartOfACurveStaysOnItsAxis() {
        double[] values = new double[1000];
        java.util.Arrays.setAll(values, i -> i == 0 ? 100 : 1 + 0.01 * (i % 7));
        assertThat(of(values)).isSameAs(Outliers.NONE);
    }

    @Test
    void aConstantAndWhatIsNoNumberHaveNone() {
        double[] values = new double[50];
        assertThat(of(values)).isSameAs(Outliers.NONE);
        values = loss(50, 1);
        values[20] = Double.POSITIVE_INFINITY;
        values[21] = Double.NaN;
        assertThat(of(values)).isSameAs(Outliers.NONE);
    }

    @Test
    void aDifferenceHasThemOnBothSides() {
        double[] values = new double[100];
        java.util.Arrays.setAll(values, i -> 0.01 * Math.sin(i));
        values[50] = -3e4;
        values[70] = 7;
        values[71] = 8;
        assertThat(of(values).inWords()).isEqualTo("2 values above, up to 8; 1 value below, down to \u221230000");
    }

    @Test
    void theChartTellsThemMarksThemAndKeepsTheRestReadable() {
        double[] values = loss(158, 3);
        values[99] = 1e6;
        LineChartFigure chart = LineChartFigure.titled("Loss")
                .axes(Axis.linear("step", ""), Axis.linear("loss", ""))
                .addSmoothed(Series.line("train", Points.counted(1, values), SeriesKey.FP32), 0.9)
                .outliersApart()
                .build();
        assertThat(chart.caption()).contains("1 value above, up to 1e6");
        assertThat(chart.altText()).contains("1 value above, up to 1e6");
        Points smoothed = chart.series().get(1).points();
        assertThat(smoothed.y(99)).as("a gap in the average").isNaN();
        assertThat(smoothed.y(100)).as("which goes on as before").isLessThan(2);
        // The first loss is near the top of the axis, not pressed to its bottom.
        Optional<FigureHit> first = chart.hit(40, 70, 600, 300, STYLE);
        assertThat(first).isPresent();
        // The mark at the end of the axis tells the value.
        boolean told = false;
        for (double x = 0; x < 600; x += 4) {
            told |= chart.hit(x, 60, 600, 300, STYLE)
                    .filter(hit -> hit.text().contains("1000000"))
                    .isPresent();
        }
        assertThat(told).isTrue();
    }
}
