package io.github.deconvscope.figure.chart;

import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.Ink;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The arrows of curves that go off the upper end of the axis after their last point, each with a word, so that none seems to stop there. */
final class LeavingCurves {
    private static final double HEAD = 8;

    private LeavingCurves() {}

    static void paint(Ink ink, PlotArea area, List<Series> series, CurveLooks looks, FigureStyle style, FreeRoom room) {
        List<Series> leaving = series.stream()
                .filter(s -> !s.leaving().isEmpty() && last(s.points(), area) >= 0)
                .sorted(Comparator.comparingDouble(s -> s.points().x(last(s.points(), area))))
                .toList();
        double tip = area.bounds().getY();
        double rightmost = 0;
        for (Series s : leaving) {
            int last = last(s.points(), area);
            double x = area.x(s.points().x(last));
            rightmost = Math.max(rightmost, x);
            Line2D shaft = new Line2D.Double(x, area.y(s.points().y(last)), x, tip + HEAD);
            Color color = s.key().color(style);
            ink.stroke(
                    shaft,
                    color,
                    SeriesKey.stroke(ink.line(Ink.CURVE), looks.of(s).dash()));
            Path2D head = head(x, tip);
            ink.fill(head, color);
            room.add(shaft);
            room.add(head);
        }
        Font font = ink.font(FigureFonts.TEXT, Ink.CAPTION - 1);
        for (Series s : leaving) {
            String words = (s.name().isEmpty() ? "" : s.name() + " ") + s.leaving();
            room.write(words, font, s.key().color(style), places(area, s, rightmost, Ink.width(words, font), font));
        }
    }

    /** Beside its arrow, at either side, or beyond the last arrow; as far up as there is room. */
    private static List<Point2D> places(PlotArea area, Series s, double rightmost, double wide, Font font) {
        double x = area.x(s.points().x(last(s.points(), area)));
        double line = Ink.lineHeight(font);
        List<Point2D> places = new ArrayList<>();
        for (double y = area.bounds().getY() + 0.3 * line;
                y + line < area.bounds().getMaxY();
                y += line / 2) {
            for (double left : new double[] {rightmost + HEAD, x + HEAD, x - HEAD - wide}) {
                places.add(new Point2D.Double(left, y));
            }
        }
        return places.isEmpty()
                ? List.of(new Point2D.Double(rightmost + HEAD, area.bounds().getY()))
                : places;
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
