package io.github.deconvscope.figure.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {
    private static final FigureStyle STYLE = FigureStyle.of(FigureTheme.LIGHT);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void ticksAreRoundNumbersWithinTheEnds(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            double low = random.nextGaussian() * Math.pow(10, random.nextInt(13) - 6);
            double high = low + random.nextDouble() * Math.pow(10, random.nextInt(13) - 6);
            int most = 2 + random.nextInt(9);
            if (high - low < 1e-6 * Math.max(Math.abs(low), Math.abs(high))) {
                continue;
            }
            Scale scale = Scale.of(Axis.linear("x", "").from(low).to(high), low, high, false);
            List<Scale.Tick> ticks = scale.ticks(most);
            assertThat(ticks.size()).isBetween(2, Math.max(5, most + 1));
            double step =
                    ticks.size() < 2 ? 0 : ticks.get(1).value() - ticks.get(0).value();
            for (Scale.Tick tick : ticks) {
                double slack = 1e-9 * Math.max(Math.abs(low), Math.abs(high)) + 1e-9 * (high - low);
                assertThat(tick.value()).isBetween(low - slack, high + slack);
                double read = Double.parseDouble(tick.label().replace('\u2212', '-'));
                assertThat(read).isCloseTo(tick.value(), within(Math.max(slack * 10, Math.abs(tick.value()) * 1e-3)));
            }
            if (step > 0) {
                double mantissa = step / Math.pow(10, Math.floor(Math.log10(step) + 1e-6));
                assertThat(List.of(1.0, 2.0, 5.0))
                        .as("step " + step)
                        .anyMatch(round -> Math.abs(round - mantissa) < 1e-3);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 10, 158})
    void whatIsCountedHasTicksAtWholeNumbersOnly(int steps) {
        List<Scale.Tick> ticks = Scale.of(Axis.counted("step").from(0).to(steps), 0, steps, false)
                .ticks(8);

        assertThat(ticks).hasSizeGreaterThanOrEqualTo(2).allMatch(tick -> tick.value() == Math.rint(tick.value()));
    }

    @Test
    void aLogarithmicAxisLabelsDecades() {
        Scale scale = Scale.of(Axis.log("residual", ""), 1e-6, 1, false);
        List<String> labels = scale.ticks(10).stream()
                .map(Scale.Tick::label)
                .filter(label -> !label.isEmpty())
                .toList();
        assertThat(labels)
                .containsExactly(
                        "10\u207b\u2076",
                        "10\u207b\u2075",
                        "10\u207b\u2074",
                        "10\u207b\u00b3",
                        "10\u207b\u00b2",
                        "10\u207b\u00b9",
                        "10\u2070");
        assertThat(scale.fraction(1e-3)).isCloseTo(0.5, within(1e-12));
        assertThat(scale.fraction(0)).isNaN();
        assertThat(scale.fraction(-1)).isNaN();
    }

    @Test
    void anAxisThatCannotBeIsRefused() {
        assertThatThrownBy(() -> Axis.log("loss", "").from(0)).hasMessageContaining("above 0");
        assertThatThrownBy(() ->
                        new Axis("x", "", false, false, 10, OptionalDouble.of(2), OptionalDouble.of(2), List.of()))
                .hasMessageContaining("from 2.0 to 2.0");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void thinningKeepsTheExtremesOfEveryPixelColumnAndNoMore(long seed) {
        Random random = new Random(seed);
        int n = 1 + random.nextInt(20_000);
        double[] y = random.doubles(n, 0, 1).toArray();
        for (int i = 0; i < n / 50; i++) {
            y[random.nextInt(n)] = random.nextBoolean() ? Double.NaN : random.nextDouble() * 100;
        }
        PlotArea area = area(n, 100);
        Path2D path = MinMaxThinning.path(Points.counted(0, y), area, 1, false);

        Map<String, double[]> expected = new HashMap<>();
        int piece = 0;
        for (int i = 0; i < n; i++) {
            if (Double.isNaN(y[i])) {
                piece++;
                continue;
            }
            double[] extremes = expected.computeIfAbsent(piece + "/" + (long) Math.floor(area.x(i)), key ->
                    new double[] {Double.MAX_VALUE, -Double.MAX_VALUE});
            extremes[0] = Math.min(extremes[0], area.y(y[i]));
            extremes[1] = Math.max(extremes[1], area.y(y[i]));
        }
        List<Double> drawn = ordinates(path);
        for (double[] extremes : expected.values()) {
            assertThat(drawn).contains(extremes[0], extremes[1]);
        }
        // A lonely point between gaps is drawn as two.
        assertThat(drawn.size()).isLessThanOrEqualTo(2 * expected.size() + 2 * piece + 2);
    }

    @Test
    void aGapIsNotBridged() {
        double[] y = {1, 2, Double.NaN, 3, 4};
        Path2D path = MinMaxThinning.path(Points.counted(0, y), area(5, 5), 1, false);
        int moves = 0;
        for (PathIterator i = path.getPathIterator(null); !i.isDone(); i.next()) {
            moves += i.currentSegment(new double[6]) == PathIterator.SEG_MOVETO ? 1 : 0;
        }
        assertThat(moves).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {120, 240, 480, 960})
    void theLegendNeverCoversTheData(int width) {
        List<Series> many = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            many.add(Series.line(
                    "a run with quite a long name, number " + i,
                    Points.counted(0, new double[] {1, 2}),
                    SeriesKey.extra(i)));
        }
        Legend legend = new Legend(many, new CurveLooks(many), width, STYLE);
        PlotArea area = PlotArea.layOut(
                width,
                400,
                legend.height(),
                0,
                Scale.of(Axis.linear("x", ""), 0, 1, false),
                Scale.of(Axis.linear("y", ""), 0, 1, true),
                STYLE);
        assertThat(area.bounds().getY()).isGreaterThanOrEqualTo(legend.height());
        assertThat(legend.hit(area.bounds().getCenterX(), area.bounds().getCenterY()))
                .isEmpty();
        assertThat(legend.hit(15, 5))
                .hasValueSatisfying(s -> assertThat(s.name()).endsWith("number 0"));
    }

    @Test
    void thePointUnderThePointerTellsAllDigits() {
        LineChartFigure chart = LineChartFigure.titled("Loss")
                .axes(Axis.linear("step", ""), Axis.linear("loss", ""))
                .add(Series.line("train", Points.counted(1, new double[] {2.123456789, 1, 0.5}), SeriesKey.FP32))
                .build();
        boolean found = false;
        for (double x = 0; x < 400 && !found; x++) {
            for (double y = 0; y < 300 && !found; y++) {
                FigureHit hit = chart.hit(x, y, 400, 300, STYLE).orElse(null);
                found = hit != null && hit.text().equals("train: step 1, loss 2.123456789");
            }
        }
        assertThat(found).isTrue();
        assertThat(chart.altText()).contains("2.12").contains("0.5");
    }

    /** The smoothed curve is far from the values: whichever is met, the value of the step is that of the step. */
    @Test
    void theValueOfAStepIsSaidAndTheSmoothedOneApart() {
        double[] losses = {8, 2, 6, 1, 5, 0.5};
        Points raw = Points.counted(1, losses);
        Points smooth = raw.smoothed(0.9);
        LineChartFigure chart = LineChartFigure.titled("Loss")
                .axes(Axis.linear("step", ""), Axis.linear("loss", ""))
                .addSmoothed(Series.line("train", raw, SeriesKey.FP32), 0.9)
                .build();
        java.util.Set<String> texts = new java.util.TreeSet<>();
        for (double x = 0; x < 400; x += 2) {
            for (double y = 0; y < 300; y += 2) {
                chart.hit(x, y, 400, 300, STYLE)
                        .filter(hit -> !hit.part().equals("legend"))
                        .ifPresent(hit -> texts.add(hit.text()));
            }
        }
        java.util.Set<String> expected = new java.util.TreeSet<>();
        for (int i = 0; i < losses.length; i++) {
            expected.add("train: step " + (i + 1) + ", loss " + Numbers.full(losses[i]) + "; smoothed by 0.9: "
                    + Numbers.full(smooth.y(i)));
        }
        assertThat(texts).isEqualTo(expected);
        assertThat(chart.altText()).contains("train, smoothed by 0.9: from 8");
        assertThat(chart.table().value(0, 0)).isEqualTo("train");
        assertThat(chart.table().value(losses.length, 0)).isEqualTo("train, smoothed by 0.9");
    }

    @Test
    void smoothingStartsWithoutBiasAndKeepsGaps() {
        Points smooth = Points.counted(0, new double[] {4, 4, Double.NaN, 4, 8}).smoothed(0.9);
        assertThat(smooth.y(0)).isCloseTo(4, within(1e-12));
        assertThat(smooth.y(2)).isNaN();
        assertThat(smooth.y(3)).isCloseTo(4, within(1e-12));
        assertThat(smooth.y(4)).isBetween(4.0, 8.0);
        assertThatThrownBy(() -> smooth.smoothed(1)).hasMessageContaining("below 1");
    }

    @Test
    void chartsWithoutAPointAreDrawn() {
        LineChartFigure empty = LineChartFigure.titled("Loss")
                .axes(Axis.linear("step", ""), Axis.log("loss", ""))
                .add(Series.line("train", Points.counted(0, new double[0]), SeriesKey.FP32))
                .add(Series.line("bad", Points.counted(0, new double[] {Double.NaN, -1, 0}), SeriesKey.FP16))
                .build();
        java.awt.image.BufferedImage image =
                new java.awt.image.BufferedImage(200, 100, java.awt.image.BufferedImage.TYPE_INT_ARGB);
        empty.paint(image.createGraphics(), 200, 100, STYLE);
        empty.paint(image.createGraphics(), 1, 1, STYLE);
        assertThat(Arrays.stream(image.getRGB(0, 0, 200, 100, null, 0, 200)).anyMatch(p -> p != 0))
                .isTrue();
    }

    @Test
    void barsTellTheirNumbers() {
        BarChartFigure bars = BarChartFigure.titled("Time", Axis.linear("time", "ms"), List.of("a", "b"))
                .add("one", SeriesKey.DECONVOLUTION, 2, Double.NaN)
                .add("two", SeriesKey.BATCH_NORM, 1, 4)
                .build();
        assertThat(bars.table().value(1, 2)).isEqualTo(4.0);
        assertThat(bars.altText()).contains("2 (one)").contains("4 (two)");
        assertThatThrownBy(() -> BarChartFigure.titled("t", Axis.linear("x", ""), List.of("a"))
                        .add("one", SeriesKey.FP32, 1, 2))
                .hasMessageContaining("2 values for 1 categories");
    }

    private static PlotArea area(double xMax, double yMax) {
        Scale x = Scale.of(Axis.linear("x", "").from(0).to(xMax), 0, xMax, false);
        Scale y = Scale.of(Axis.linear("y", "").from(0).to(yMax), 0, yMax, false);
        return new PlotArea(new Rectangle2D.Double(0, 0, 300, 200), 0, x, y);
    }

    private static List<Double> ordinates(Path2D path) {
        List<Double> all = new ArrayList<>();
        double[] at = new double[6];
        for (PathIterator i = path.getPathIterator(null); !i.isDone(); i.next()) {
            i.currentSegment(at);
            all.add(at[1]);
        }
        return all;
    }
}
