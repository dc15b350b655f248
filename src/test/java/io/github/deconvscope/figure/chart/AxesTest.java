package io.github.deconvscope.figure.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.PaintedWords;
import io.github.deconvscope.figure.color.ValueRange;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AxesTest {
    private static List<String> labels(double low, double high, int most) {
        return Scale.of(Axis.log("x", ""), low, high, true).ticks(most).stream()
                .map(Scale.Tick::label)
                .filter(label -> !label.isEmpty())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 10})
    void aLogarithmicAxisHasThreeLabels(int most) {
        Random random = new Random(most);
        for (int i = 0; i < 300; i++) {
            double low = Math.pow(10, random.nextDouble() * 20 - 12);
            double high = low * Math.pow(10, random.nextDouble() * 12 + 0.05);
            assertThat(labels(low, high, most)).as(low + " to " + high).hasSizeGreaterThanOrEqualTo(3);
        }
        assertThat(Scale.of(Axis.powersOfTwo("scale", ""), 65536, 65536, true).ticks(most))
                .filteredOn(tick -> !tick.label().isEmpty())
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void powersOfTenAreWrittenAsPowers() {
        assertThat(labels(1e-6, 1, 8)).contains("10\u207b\u2074", "10\u2070").noneMatch(label -> label.contains("e-"));
        assertThat(labels(1e-3 * 1.5, 9e3, 8)).contains("10\u00b3");
        assertThat(labels(0.1, 900, 8)).contains("0.1", "1", "10", "100");
    }

    @Test
    void valuesThatAreNeverNegativeBeginAtZero() {
        HeatMapFigure positive =
                HeatMapFigure.of("a", new float[] {1, 2, 3, 4}, 2, 2).build();
        assertThat(positive.range()).isEqualTo(new ValueRange(0, 5));
        HeatMapFigure signed =
                HeatMapFigure.of("b", new float[] {-1, 2, 3, 4}, 2, 2).build();
        assertThat(signed.range()).isEqualTo(new ValueRange(-5, 5));
        assertThat(positive.alongside(List.of(positive, signed)).range()).isEqualTo(signed.range());
    }

    @Test
    void rowsOfAHeatMapAreNamed() {
        HeatMapFigure map = HeatMapFigure.of("a", new float[27 * 27], 27, 27)
                .labels(i -> "feature " + i, i -> "feature " + i)
                .build();
        assertThat(PaintedWords.of(map, 480, 380)).contains("feature 0", "feature 9", "feature 18", "18");
    }

    @Test
    void aPaleCurveHasItsEntryInTheLegend() {
        LineChartFigure chart = LineChartFigure.titled("Loss")
                .addSmoothed(Series.line("train", Points.counted(0, new double[] {3, 2, 1}), SeriesKey.FP32), 0.9)
                .build();
        assertThat(PaintedWords.of(chart, 480, 300)).contains("train", "as measured");
    }

    /** The length of a bar has no meaning where the axis has no zero. */
    @Test
    void aLogarithmicAxisHasDotsInsteadOfBars() {
        BarChartFigure dots = BarChartFigure.titled("c", Axis.log("x", "").from(1), List.of("a"))
                .add("", SeriesKey.FP32, 100)
                .build();
        var image = new java.awt.image.BufferedImage(400, 100, java.awt.image.BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        dots.paint(g, 400, 100, FigureStyle.of(FigureTheme.LIGHT));
        g.dispose();
        int blue = SeriesKey.FP32.color(FigureTheme.LIGHT).getRGB();
        long filled = java.util.Arrays.stream(image.getRGB(0, 0, 400, 100, null, 0, 400))
                .filter(rgb -> rgb == blue)
                .count();
        assertThat(filled).isBetween(20L, 120L);
    }
}
