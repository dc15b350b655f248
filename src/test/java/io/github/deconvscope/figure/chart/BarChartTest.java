package io.github.deconvscope.figure.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.PaintedWords;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BarChartTest {
    private static final Axis SHARE = Axis.linear("share", "%").from(0);

    /** In a third of the page's width, where a third of that is left for names. */
    @Test
    void aNameOfSeveralWordsTakesSeveralLinesRatherThanBeingCut() {
        BarChartFigure memory = BarChartFigure.titled(
                        "Memory", Axis.linear("size", "MB").from(0), List.of("weights", "running values", "optimizer"))
                .add("A", SeriesKey.FP16, 1, 2, 3)
                .build();
        assertThat(PaintedWords.of(memory, 170, 200))
                .contains("weights", "running", "values", "optimizer")
                .noneMatch(word -> word.endsWith("\u2026"));
        assertThat(PaintedWords.of(memory, 500, 180)).contains("running values");
        assertThat(PaintedWords.of(memory, 170, 110))
                .as("no room for two lines")
                .anyMatch(word -> word.startsWith("runn") && word.endsWith("\u2026"));
    }

    /** Four bars a category were less than a pixel high in a low chart, and none was drawn. */
    @Test
    void barsAreDrawnHoweverLowTheChartIs() {
        byte[] long80 = paint(crowded(80));
        byte[] none = paint(crowded(0));
        long seen = IntStream.range(0, none.length)
                .filter(i -> Math.abs(Byte.toUnsignedInt(long80[i]) - Byte.toUnsignedInt(none[i])) > 40)
                .count();
        assertThat(seen).isGreaterThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {96, 110, 130, 150, 170, 200, 260})
    void noNameLiesOnAnotherHoweverLowTheRowsAre(int height) {
        long names = PaintedWords.of(crowded(80), 380, height).stream()
                .filter(word -> word.startsWith("conv"))
                .count();
        assertThat(names).isGreaterThanOrEqualTo(height < 200 ? 3 : 9);
        BufferedImage image = new BufferedImage(380, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.fillRect(0, 0, 380, height);
        crowded(80).paint(g, 380, height, FigureStyle.of(FigureTheme.LIGHT));
        g.dispose();
        long runs = IntStream.range(1, height)
                .filter(y -> hasInk(image, y) && !hasInk(image, y - 1))
                .count();
        assertThat(runs).as("names, with white between any two").isEqualTo(names);
    }

    /** At the left, where the names stand. */
    private static boolean hasInk(BufferedImage image, int y) {
        return y > 24 && IntStream.range(0, 28).anyMatch(x -> (image.getRGB(x, y) & 255) < 160);
    }

    private static BarChartFigure crowded(double first) {
        List<String> layers = IntStream.range(0, 9).mapToObj(i -> "conv" + i).toList();
        BarChartFigure.Builder chart =
                BarChartFigure.titled("Rank", Axis.linear("share", "%").from(0), layers);
        for (int run = 0; run < 4; run++) {
            double[] values = new double[9];
            Arrays.fill(values, run < 3 ? first : 100);
            chart.add(
                    "run " + run,
                    List.of(SeriesKey.FP16, SeriesKey.FP32, SeriesKey.DECONVOLUTION, SeriesKey.BATCH_NORM)
                            .get(run),
                    values);
        }
        return chart.build();
    }

    private static byte[] paint(BarChartFigure chart) {
        BufferedImage image = new BufferedImage(380, 96, BufferedImage.TYPE_4BYTE_ABGR);
        Graphics2D g = image.createGraphics();
        chart.paint(g, 380, 96, FigureStyle.of(FigureTheme.LIGHT));
        g.dispose();
        return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    }

    @Test
    void barsWithoutALengthHaveWordsInsteadOfAnAxis() {
        BarChartFigure.Builder builder =
                BarChartFigure.titled("Lost", SHARE, List.of("a", "b")).whereAllAreZero("none is lost");
        BarChartFigure zeros = builder.add("A", SeriesKey.FP16, 0, 0).build();
        assertThat(PaintedWords.of(zeros, 300, 150))
                .contains("none is lost")
                .containsSubsequence("0", "0")
                .doesNotContain("0.5", "1", "share (%)");
        BarChartFigure none = BarChartFigure.titled("Lost", SHARE, List.of("a"))
                .add("A", SeriesKey.FP16, Double.NaN)
                .build();
        assertThat(PaintedWords.of(none, 300, 150)).contains("No values").doesNotContain("0", "1", "share (%)");
        BarChartFigure some = BarChartFigure.titled("Lost", SHARE, List.of("a", "b"))
                .add("A", SeriesKey.FP16, 0, 1e-9)
                .build();
        assertThat(PaintedWords.of(some, 300, 150)).contains(SHARE.heading()).doesNotContain("All are 0");
    }

    @Test
    void aBuilderThatGoesOnChangesNoChartThatIsBuilt() {
        BarChartFigure.Builder builder =
                BarChartFigure.titled("Parts", SHARE, List.of("a", "b")).add("A", SeriesKey.FP16, 1, 2);
        BarChartFigure before = builder.build();
        BarChartFigure after = builder.add("B", SeriesKey.FP32, 3, 4)
                .stacked()
                .caption("both")
                .altText("two groups")
                .build();
        assertThat(before.table().columns()).containsExactly("category", "A (%)");
        assertThat(before.caption()).isEmpty();
        assertThat(before.altText()).isNotEqualTo("two groups");
        assertThat(PaintedWords.of(before, 300, 150)).contains("1", "2").doesNotContain("4", "6");
        assertThat(after.table().columns()).containsExactly("category", "A (%)", "B (%)");
        assertThat(PaintedWords.of(after, 300, 150)).contains("6").doesNotContain("3");
    }
}
