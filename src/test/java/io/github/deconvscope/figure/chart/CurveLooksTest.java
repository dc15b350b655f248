package io.github.deconvscope.figure.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.Ink;
import io.github.deconvscope.figure.Palette;
import io.github.deconvscope.figure.WrappedFigure;
import io.github.deconvscope.figure.color.ColorVision;
import io.github.deconvscope.figure.gallery.EveryFigure;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Curves of a chart, and bars of one, are told apart in a grey print and by people without one kind of cone: in every figure, by what is painted. */
class CurveLooksTest {
    private static final int WIDE = 40;
    private static final int HIGH = 20;
    private static final int JUST_NOTICEABLE = 3;

    private static List<LineChartFigure> charts;

    @BeforeAll
    static void make() throws IOException {
        charts = EveryFigure.all().stream()
                .flatMap(made -> charts(made.figure(), LineChartFigure.class))
                .toList();
        assertThat(charts.size()).isGreaterThan(20);
    }

    private static <T extends Figure> Stream<T> charts(Figure figure, Class<T> kind) {
        if (kind.isInstance(figure)) {
            return Stream.of(kind.cast(figure));
        }
        if (figure instanceof WrappedFigure wrapped) {
            return charts(wrapped.inner(), kind);
        }
        return figure instanceof PanelsFigure panels
                ? panels.panels().stream().flatMap(panel -> charts(panel, kind))
                : Stream.empty();
    }

    static Stream<List<Series>> curves() {
        List<Series> nine = IntStream.range(0, 9)
                .mapToObj(i -> Series.line("run " + i, Points.counted(0, new double[] {1, i}), SeriesKey.extra(i)))
                .toList();
        return Stream.concat(Stream.of(nine), charts.stream().map(LineChartFigure::series));
    }

    @ParameterizedTest
    @MethodSource("curves")
    void everyCurveHasItsOwnDashAndMarker(List<Series> series) {
        CurveLooks looks = new CurveLooks(series);
        List<Series> told = series.stream().filter(s -> !s.faint()).toList();
        List<Series> lines =
                told.stream().filter(s -> s.drawing() != Series.Drawing.POINTS).toList();
        assertThat(lines.stream().map(s -> Arrays.toString(looks.of(s).dash()))).doesNotHaveDuplicates();
        assertThat(told.stream().map(s -> looks.of(s).marker())).hasSizeLessThanOrEqualTo(9);
        assertThat(told.stream().limit(8).map(s -> looks.of(s).marker())).doesNotHaveDuplicates();
        if (lines.size() == 1) {
            assertThat(looks.of(lines.get(0)).dash()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("curves")
    void neighboursDifferInGreyAndForEveryEye(List<Series> series) {
        for (FigureTheme theme : FigureTheme.values()) {
            CurveLooks looks = new CurveLooks(series);
            List<BufferedImage> samples = new ArrayList<>();
            for (Series s : series) {
                if (!s.faint()) {
                    samples.add(sample(
                            theme, (ink, style) -> Legend.paintCurve(ink, style, s, looks.of(s), 3, HIGH / 2.0)));
                }
            }
            checkAllDiffer(samples, theme);
        }
    }

    @Test
    void barsSideBySideDifferInGreyAndForEveryEye() throws IOException {
        List<BarChartFigure> bars = EveryFigure.all().stream()
                .flatMap(made -> charts(made.figure(), BarChartFigure.class))
                .filter(chart -> chart.groupCount() > 1)
                .toList();
        assertThat(bars.size()).isGreaterThan(5);
        for (BarChartFigure chart : bars) {
            for (FigureTheme theme : FigureTheme.values()) {
                List<BufferedImage> samples = IntStream.range(0, chart.groupCount())
                        .mapToObj(group ->
                                sample(theme, (ink, style) -> chart.paintSample(ink, style, group, 3, HIGH / 2.0)))
                        .toList();
                checkAllDiffer(samples, theme);
            }
        }
    }

    private static void checkAllDiffer(List<BufferedImage> samples, FigureTheme theme) {
        for (int i = 0; i < samples.size(); i++) {
            for (int j = 0; j < i; j++) {
                for (ColorVision eye : ColorVision.values()) {
                    assertThat(noticed(samples.get(i), samples.get(j), eye))
                            .as(i + " and " + j + " of " + theme + " seen with " + eye)
                            .isGreaterThan(15);
                }
            }
        }
    }

    private static BufferedImage sample(FigureTheme theme, BiConsumer<Ink, FigureStyle> painter) {
        FigureStyle style = FigureStyle.of(theme);
        BufferedImage image = new BufferedImage(WIDE, HIGH, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(Palette.of(theme).surface());
        g.fillRect(0, 0, WIDE, HIGH);
        Ink ink = new Ink(g, style);
        painter.accept(ink, style);
        ink.close();
        g.dispose();
        return image;
    }

    /** Pixels in which the two samples differ so that it is seen. */
    private static long noticed(BufferedImage one, BufferedImage other, ColorVision eye) {
        return IntStream.range(0, WIDE * HIGH)
                .filter(i -> eye.distance(one.getRGB(i % WIDE, i / WIDE), other.getRGB(i % WIDE, i / WIDE))
                        > JUST_NOTICEABLE)
                .count();
    }

    @Test
    void doubleAndSinglePrecisionAreToldApart() {
        LineChartFigure residuals = charts.stream()
                .filter(chart -> chart.title().startsWith("Newton-Schulz residual"))
                .filter(chart -> chart.series().size() > 3)
                .findFirst()
                .orElseThrow();
        CurveLooks looks = new CurveLooks(residuals.series());
        assertThat(looks.of(residuals.series().get(0)).dash())
                .isNotEqualTo(looks.of(residuals.series().get(1)).dash());
        assertThat(residuals.series().stream()
                        .filter(s -> !s.leaving().isEmpty())
                        .count())
                .as("curves that leave the axis say so")
                .isGreaterThanOrEqualTo(2);
    }
}
