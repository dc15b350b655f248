package io.github.deconvscope.figure.chart;

import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.Ink;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.List;

/** The arrows of curves that go off the upper end of the axis after their last point, each with a word, so that none seems to stop there. */
final class LeavingCurves {
    private static final double HEAD = 8;

    private LeavingCurves() {}

    static void paint(Ink ink, PlotArea area, List<Series> series, CurveLooks looks, FigureStyle style) {
        Font font = ink.font(FigureFonts.TEXT, Ink.CAPTION - 1);
        Rectangle2D plot = area.bounds();
        double rightmost = 0;
        List<Series> leaving = series.stream()
                .filter(s -> !s.leaving().isEmpty() && last(s.points(), area) >= 0)
                .sorted(Comparator.comparingDouble(s -> s.points().x(last(s.points(), area))))
                .toList();
        for (Series s : leaving) {
            int last = last(s.points(), area);
            double x = area.x(s.points().x(last));
            rightmost = x;
            double y = area.y(s.points().y(last));
            Color color = s.key().color(style);
            double tip = plot.getY();
            ink.stroke(
                    new Line2D.Double(x, y, x, tip + HEAD),
                    color,
                    SeriesKey.stroke(ink.line(Ink.CURVE), looks.of(s).dash()));
            ink.fill(head(x, tip), color);
        }
        // Beyond the last arrow, where no curve is any more.
        double y = plot.getY() + 0.8 * Ink.lineHeight(font);
        for (Series s : leaving) {
            String words = (s.name().isEmpty() ? "" : s.name() + " ") + s.leaving();
            double wide = Ink.width(words, font);
            boolean right = rightmost + HEAD + wide < plot.getMaxX();
            double x = right ? rightmost + HEAD : Math.max(plot.getX() + 2, rightmost - HEAD - wide);
            ink.textAt(words, font, s.key().color(style), x, y, 0);
            y += Ink.lineHeight(font);
        }
    }

    /** The last point that lies on the axes. */
    private static int last(Points points, PlotArea area) {
        int last = points.size() - 1;
        while (last >= 0 && !Double.isFinite(area.y(points.y(last)))) {
            last--;
        }
        return last;
    }

    private static Path2D head(double x, double tip) {
        Path2D head = new Path2D.Double();
        head.moveTo(x, tip);
        head.lineTo(x - HEAD / 2, tip + HEAD);
        head.lineTo(x + HEAD / 2, tip + HEAD);
        head.closePath();
        return head;
    }
}
