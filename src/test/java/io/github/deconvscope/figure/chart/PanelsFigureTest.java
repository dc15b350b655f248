package io.github.deconvscope.figure.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.PaintedWords;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PanelsFigureTest {
    private static final FigureStyle STYLE = FigureStyle.of(FigureTheme.LIGHT);

    private static PanelsFigure six(int columns, double panelHeight) {
        return of(6, columns, panelHeight);
    }

    private static PanelsFigure of(int count, int columns, double panelHeight) {
        List<String> layers = IntStream.range(1, 10).mapToObj(i -> "conv" + i).toList();
        List<Figure> panels = IntStream.range(0, count)
                .mapToObj(i -> (Figure)
                        BarChartFigure.titled("Panel " + i + ": 8.4 to 26 %", Axis.linear("share", "%"), layers)
                                .add(
                                        "A",
                                        SeriesKey.FP16,
                                        IntStream.range(1, 10).asDoubleStream().toArray())
                                .build())
                .toList();
        return new PanelsFigure("Six", "", "", panels, columns, panelHeight, DataTable.of(List.of(), List.of()));
    }

    private static String at(PanelsFigure figure, double x, double y, double width, double height) {
        return figure.hit(x, y, width, height, STYLE)
                .map(FigureHit::text)
                .orElse("")
                .split(":")[0];
    }

    @Test
    void whereThreeColumnsAreTooNarrowTheyBecomeRows() {
        PanelsFigure figure = six(3, 200);
        assertThat(PaintedWords.of(figure, 320, 460)).noneMatch(word -> word.endsWith("\u2026"));
        assertThat(figure.preferredHeight(320)).isGreaterThan(figure.preferredHeight(800));
        assertThat(at(figure, 20, 60, 320, 460)).isEqualTo("Panel 0");
        assertThat(at(figure, 188, 60, 320, 460)).as("what stood below it").isEqualTo("Panel 3");
        assertThat(at(figure, 20, 220, 320, 460)).isEqualTo("Panel 1");
        assertThat(at(figure, 20, 60, 900, 460)).isEqualTo("Panel 0");
        assertThat(at(figure, 330, 60, 900, 460)).isEqualTo("Panel 1");
    }

    @Test
    void aRowThatIsNotFullIsTurnedWithinTheFigure() {
        PanelsFigure figure = of(4, 3, 200);
        double height = figure.preferredHeight(320);
        assertThat(at(figure, 20, 60, 320, height)).isEqualTo("Panel 0");
        assertThat(at(figure, 20, height / 3 + 60, 320, height)).isEqualTo("Panel 1");
        assertThat(at(figure, 20, height * 2 / 3 + 60, 320, height)).isEqualTo("Panel 2");
        assertThat(at(figure, 188, 60, 320, height)).isEqualTo("Panel 3");
        assertThat(at(figure, 188, height / 3 + 60, 320, height)).isEmpty();
    }

    @Test
    void onASlideMorePanelsStandInARowSoThatNothingOfThemIsLeftOut() {
        PanelsFigure figure = six(2, 260);
        assertThat(PaintedWords.of(figure, 960, 500).stream().filter(word -> word.startsWith("conv")))
                .hasSize(54);
        assertThat(at(figure, 670, 60, 960, 500)).isEqualTo("Panel 2");
        assertThat(at(figure, 430, 60, 816, 812)).as("its own height").isEqualTo("Panel 1");
    }
}
