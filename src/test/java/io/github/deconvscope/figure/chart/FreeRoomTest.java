package io.github.deconvscope.figure.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.Ink;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FreeRoomTest {
    private static final FigureStyle STYLE = FigureStyle.of(FigureTheme.LIGHT);
    private static final int WIDE = 240;
    private static final int HIGH = 130;

    /** Where any of the places crosses nothing, one such is taken; and words stay within the plot, and off one another. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void wordsCrossNothingWhereTheyNeedNot(long seed) {
        Random random = new Random(seed);
        Ink ink = new Ink(image().createGraphics(), STYLE);
        Font font = ink.font(FigureFonts.TEXT, Ink.CAPTION);
        double wide = Ink.width("word", font);
        double high = Ink.lineHeight(font);
        Rectangle2D plot = new Rectangle2D.Double(20, 10, 200, 100);
        for (int i = 0; i < 200; i++) {
            FreeRoom room = new FreeRoom(ink, plot);
            List<Line2D> lines = Stream.generate(() -> new Line2D.Double(at(random), at(random)))
                    .limit(4)
                    .map(Line2D.class::cast)
                    .toList();
            lines.forEach(room::add);
            List<Point2D> places = new ArrayList<>();
            for (double y = plot.getY(); y + high < plot.getMaxY(); y += high + 5) {
                for (double x = plot.getX() + 2; x + wide + 2 < plot.getMaxX(); x += wide + 5) {
                    places.add(new Point2D.Double(x, y));
                }
            }
            boolean free = places.stream().anyMatch(place -> crosses(lines, place, wide, high, 2.5) == 0);
            Rectangle2D first = room.write("word", font, Color.BLACK, places);
            Rectangle2D second = room.write("word", font, Color.BLACK, places);
            assertThat(plot.contains(first) && plot.contains(second)).isTrue();
            assertThat(first.intersects(second)).isFalse();
            if (free) {
                assertThat(lines).noneMatch(line -> line.intersects(first));
            }
        }
    }

    private static Point2D at(Random random) {
        return new Point2D.Double(20 + 200 * random.nextDouble(), 10 + 100 * random.nextDouble());
    }

    private static long crosses(List<Line2D> lines, Point2D place, double wide, double high, double margin) {
        Rectangle2D room = new Rectangle2D.Double(
                place.getX() - margin, place.getY() - margin, wide + 2 * margin, high + 2 * margin);
        return lines.stream().filter(line -> line.intersects(room)).count();
    }

    /** A figure with a word in it, and the same without. */
    static Stream<Arguments> figures() {
        return Stream.of(
                Arguments.of("a curve that leaves late", leaving("diverges"), leaving(" ")),
                Arguments.of("a level beside a curve", level("white"), level("")),
                Arguments.of("a level crossed at both ends", crossed("white"), crossed("")),
                Arguments.of("a place among points", place("minimum"), place("")));
    }

    /** In a narrow panel, beside a lesson. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("figures")
    void theCurvesOfAChartAreAsWholeAsWithoutItsWords(String what, Figure with, Figure without) {
        Color curve = SeriesKey.FP32.color(STYLE);
        long all = pixels(without, curve);
        assertThat(all).isGreaterThan(20);
        assertThat(pixels(with, curve)).isEqualTo(all);
    }

    /** Thinning reads every point, and a long run has many. */
    @Test
    void wordsAmongCurvesDoNotReadThemAgain() {
        assertThat(readsOf("white")).isEqualTo(readsOf(""));
    }

    private static int readsOf(String word) {
        int[] reads = new int[1];
        Points points = Points.of(5000, i -> i, i -> {
            reads[0]++;
            return Math.sin(i / 100.0);
        });
        Figure figure = LineChartFigure.titled("t")
                .axes(Axis.counted("k"), Axis.linear("y", "").from(-1).to(2))
                .add(Series.line("a", points, SeriesKey.FP32))
                .add(ChartMark.atY(1.5, word))
                .build();
        reads[0] = 0;
        Graphics2D g = image().createGraphics();
        figure.paint(g, WIDE, HIGH, STYLE);
        g.dispose();
        return reads[0];
    }

    /** The words have no room at the right of the arrow, and at its left a curve runs where they would stand first. */
    private static Figure leaving(String does) {
        double[] high = new double[31];
        double[] rising = new double[31];
        for (int k = 0; k < high.length; k++) {
            high[k] = 30 + k;
            rising[k] = k < 26 ? Math.pow(10, -3 + 0.2 * k) : Double.NaN;
        }
        return LineChartFigure.titled("t")
                .axes(
                        Axis.counted("iteration").from(0).to(30),
                        Axis.log("residual", "").from(1e-3).to(1e3))
                .add(Series.line("a", Points.counted(0, high), SeriesKey.FP32))
                .add(Series.line("", Points.counted(0, rising), SeriesKey.FP16).leaving(does))
                .build();
    }

    /** The curve lies a little above the level at its right end. */
    private static Figure level(String word) {
        double[] falling = new double[31];
        for (int k = 0; k < falling.length; k++) {
            falling[k] = 2.2 + 3 * Math.exp(-0.3 * k);
        }
        return LineChartFigure.titled("t")
                .axes(Axis.counted("k"), Axis.linear("y", "").from(-3).to(5))
                .add(Series.line("a", Points.counted(0, falling), SeriesKey.FP32))
                .add(ChartMark.atY(1, word))
                .build();
    }

    /** The curve goes up and down at both ends. */
    private static Figure crossed(String word) {
        double[] waves = new double[31];
        for (int k = 0; k < waves.length; k++) {
            waves[k] = k > 4 && k < 26 || k % 2 == 0 ? 4.5 : -4;
        }
        return LineChartFigure.titled("t")
                .axes(Axis.counted("k"), Axis.linear("y", "").from(-5).to(6))
                .add(Series.line("a", Points.counted(0, waves), SeriesKey.FP32))
                .add(ChartMark.atY(1, word))
                .build();
    }

    /** With a path above it. */
    private static Figure place(String word) {
        double[][] path = {{-2, 0.6}, {2.6, 0.6}};
        return new PlaneFigure(
                "t",
                "",
                "",
                Axis.linear("x", ""),
                Axis.linear("y", ""),
                new double[] {0, 0},
                1,
                List.of(
                        new PlaneFigure.Path("step", path, SeriesKey.FP32),
                        new PlaneFigure.Place(word, new double[] {1, 0.4})));
    }

    private static BufferedImage image() {
        return new BufferedImage(WIDE, HIGH, BufferedImage.TYPE_INT_RGB);
    }

    private static long pixels(Figure figure, Color color) {
        BufferedImage image = image();
        Graphics2D g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, WIDE, HIGH);
        figure.paint(g, WIDE, HIGH, STYLE);
        g.dispose();
        long count = 0;
        for (int i = 0; i < WIDE * HIGH; i++) {
            count += (image.getRGB(i % WIDE, i / WIDE) & 0xffffff) == (color.getRGB() & 0xffffff) ? 1 : 0;
        }
        return count;
    }
}
