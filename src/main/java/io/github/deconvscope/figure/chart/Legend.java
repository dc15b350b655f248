package io.github.deconvscope.figure.chart;

import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.Ink;
import java.awt.Font;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The names of curves, in rows above the plot so that they never cover data. */
final class Legend {
    /** Width of a sample and the space behind it. */
    static final double SAMPLE = 34;

    private static final double GAP = 16;

    /** Draws a sample of a curve, left of its name. */
    interface Sample {
        /** @param index of the curve in the list that the legend is of */
        void paint(Ink ink, FigureStyle style, int index, double x, double middle);
    }

    private record Entry(int index, Series series, String shown, double x, double y, double width) {}

    private final List<Entry> entries = new ArrayList<>();
    private final double rowHeight;
    private final double height;
    private final Sample sample;

    /** A legend of curves. */
    Legend(List<Series> series, CurveLooks looks, double width, FigureStyle style) {
        this(
                series,
                width,
                style,
                (ink, s, index, x, middle) ->
                        paintCurve(ink, s, series.get(index), looks.of(series.get(index)), x, middle));
    }

    Legend(List<Series> series, double width, FigureStyle style, Sample sample) {
        this.sample = sample;
        Font font = Ink.font(FigureFonts.TEXT, Ink.CAPTION, style);
        rowHeight = Ink.lineHeight(font) + 2;
        Optional<Series> raw = series.stream().filter(Series::faint).findFirst();
        List<Series> named = series.stream()
                .filter(s -> raw.filter(first -> first == s).isPresent()
                        || !s.faint() && (raw.isPresent() || !s.name().isEmpty()))
                .sorted(Comparator.comparing(Series::faint))
                .toList();
        double x = 10;
        double y = 0;
        double most = Math.max(60 * style.fontScale(), Math.min(width - 20, 260 * style.fontScale()) - SAMPLE);
        for (Series s : named) {
            String shown = Ink.shortened(style.look().word(shown(s)), font, most);
            double wide = SAMPLE + Ink.width(shown, font);
            if (x > 10 && x + wide > width - 10) {
                x = 10;
                y += rowHeight;
            }
            entries.add(new Entry(series.indexOf(s), s, shown, x, y, wide));
            x += wide + GAP;
        }
        height = named.size() < 2 && named.stream().allMatch(s -> s.key() == SeriesKey.NEUTRAL)
                ? 0
                : entries.isEmpty() ? 0 : y + rowHeight + 4;
        if (height == 0) {
            entries.clear();
        }
    }

    /** What a legend of curves says and shows, in an order and a form that can be compared. */
    static List<Object> entries(List<Series> series, CurveLooks looks) {
        return series.stream()
                .filter(s -> s.faint() || !s.name().isEmpty())
                .<Object>map(s -> List.of(
                        s.name(),
                        s.key(),
                        s.drawing(),
                        s.faint(),
                        Arrays.toString(looks.of(s).dash()),
                        looks.of(s).marker(),
                        looks.of(s).marked()))
                .toList();
    }

    private static String shown(Series s) {
        return s.faint() ? "as measured" : s.name().isEmpty() ? "smoothed" : s.name();
    }

    /** Opacity of pale curves, on a light ground and on a dark one, which swallows more of a colour. */
    static double faintness(FigureStyle style) {
        return style.theme() == FigureTheme.DARK ? 0.55 : 0.35;
    }

    double height() {
        return height;
    }

    void paint(Ink ink, FigureStyle style) {
        Font font = ink.font(FigureFonts.TEXT, Ink.CAPTION);
        for (Entry entry : entries) {
            double middle = entry.y() + rowHeight / 2;
            sample.paint(ink, style, entry.index(), entry.x(), middle);
            ink.textAt(entry.shown(), font, ink.palette().text(), entry.x() + SAMPLE, middle, 0);
        }
    }

    static void paintCurve(Ink ink, FigureStyle style, Series series, CurveLooks.Look look, double x, double middle) {
        SeriesKey key = series.key();
        var color = key.color(style);
        Series.Drawing drawing = series.drawing();
        if (series.faint()) {
            ink.faint(faintness(style), () -> ink.line(x, middle, x + SAMPLE - 8, middle, color, 2));
            return;
        }
        if (drawing != Series.Drawing.POINTS) {
            ink.stroke(
                    new Line2D.Double(x, middle, x + SAMPLE - 8, middle),
                    color,
                    SeriesKey.stroke(ink.line(Ink.CURVE), look.dash()));
        }
        if (look.marked() || drawing == Series.Drawing.POINTS || drawing == Series.Drawing.LINE_AND_POINTS) {
            ink.fill(look.marker().around(x + (SAMPLE - 8) / 2, middle, ink.line(7) / 2), color);
        }
    }

    /** The curve whose entry lies under a point. */
    Optional<Series> hit(double x, double y) {
        return entries.stream()
                .filter(e -> x >= e.x() && x < e.x() + e.width() && y >= e.y() && y < e.y() + rowHeight)
                .map(Entry::series)
                .findFirst();
    }
}
