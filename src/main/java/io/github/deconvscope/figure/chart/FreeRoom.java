package io.github.deconvscope.figure.chart;

import io.github.deconvscope.figure.Ink;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes words among curves: each at the place, of those that would do, where it crosses the fewest of them and no other words. Where it has to cross
 * something it gets a ground, so that it can be read.
 */
final class FreeRoom {
    /** Curves are a few pixels wide, and some have markers. */
    private static final double MARGIN = 3;

    private static final double FLATNESS = 0.5;
    private static final float GROUND = 0.8f;

    private final Ink ink;
    private final Rectangle2D plot;
    private final List<Line2D> lines = new ArrayList<>();
    private final List<Rectangle2D> words = new ArrayList<>();

    /** @param plot words stay within it */
    FreeRoom(Ink ink, Rectangle2D plot) {
        this.ink = ink;
        this.plot = plot;
    }

    /** Among the curves and the upright lines of a chart. */
    static FreeRoom among(Ink ink, PlotArea area, List<Series> series, List<ChartMark> marks, CurvePaths lines) {
        FreeRoom room = new FreeRoom(ink, area.bounds());
        boolean words = marks.stream().anyMatch(m -> !m.vertical() && !m.text().isEmpty())
                || series.stream().anyMatch(s -> !s.leaving().isEmpty());
        if (words) {
            series.forEach(s -> room.add(lines.of(s)));
            marks.stream().filter(ChartMark::vertical).forEach(m -> room.add(m.line(area)));
        }
        return room;
    }

    /** Adds something that words should not cross. */
    void add(Shape drawn) {
        double[] to = new double[6];
        Point2D from = new Point2D.Double();
        for (PathIterator path = drawn.getPathIterator(null, FLATNESS); !path.isDone(); path.next()) {
            int kind = path.currentSegment(to);
            if (kind == PathIterator.SEG_LINETO) {
                lines.add(new Line2D.Double(from.getX(), from.getY(), to[0], to[1]));
            }
            if (kind != PathIterator.SEG_CLOSE) {
                from.setLocation(to[0], to[1]);
            }
        }
    }

    /**
     * Writes a text once.
     *
     * @param places upper left corners that would do, the best first, at least one; what would not be within the plot is moved there
     * @return where it stands
     */
    Rectangle2D write(String text, Font font, Color color, List<Point2D> places) {
        double wide = Ink.width(text, font);
        double high = Ink.lineHeight(font);
        Rectangle2D best = null;
        int fewest = Integer.MAX_VALUE;
        for (Point2D place : places) {
            Rectangle2D room = within(place, wide, high);
            int crossed = crossings(room);
            if (crossed < fewest) {
                fewest = crossed;
                best = room;
            }
        }
        Rectangle2D room = best;
        words.add(room);
        if (fewest > 0) {
            ink.faint(GROUND, () -> ink.fill(room, ink.palette().surface()));
        }
        ink.textAt(text, font, color, room.getX(), room.getCenterY(), 0);
        return room;
    }

    private Rectangle2D within(Point2D place, double wide, double high) {
        double x = Math.max(plot.getX() + MARGIN, Math.min(place.getX(), plot.getMaxX() - MARGIN - wide));
        double y = Math.max(plot.getY(), Math.min(place.getY(), plot.getMaxY() - high));
        return new Rectangle2D.Double(x, y, wide, high);
    }

    /** Other words count for more than all curves: two texts on one another can neither be read. */
    private int crossings(Rectangle2D room) {
        Rectangle2D wider = new Rectangle2D.Double(
                room.getX() - MARGIN,
                room.getY() - MARGIN,
                room.getWidth() + 2 * MARGIN,
                room.getHeight() + 2 * MARGIN);
        int crossed =
                (int) lines.stream().filter(line -> line.intersects(wider)).count();
        return words.stream().anyMatch(room::intersects) ? crossed + lines.size() + 1 : crossed;
    }
}
