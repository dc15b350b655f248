package io.github.deconvscope.figure.chart;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.Ink;
import io.github.deconvscope.figure.color.ColorMap;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Points, ellipses and paths in a plane, with the same scale on both axes, so that a circle is a circle.
 *
 * @param altText the whole in words
 * @param middle x and y in the middle of the picture
 * @param reach half the length that is shown of the shorter axis
 * @param marks in the order in which they are painted
 */
public record PlaneFigure(
        String title,
        String caption,
        String altText,
        Axis xAxis,
        Axis yAxis,
        double[] middle,
        double reach,
        List<Mark> marks)
        implements Figure {
    private static final double DOT = 9;
    private static final double STEP = 5;
    private static final double HIT = 9;
    /** Between a place and its word. */
    private static final double BESIDE = 8;

    private static final int CORNERS = 96;

    /** Something in the plane. */
    public sealed interface Mark {}

    /**
     * Points that can be pointed at.
     *
     * @param part their name in hits, and what one is called
     * @param points x and y of each
     * @param colors for each point a number from 0 to 1, its place on a colour scale
     */
    public record Dots(String part, double[] points, double[] colors) implements Mark {}

    /**
     * The places c + M u for all u of length 1.
     *
     * @param center c
     * @param matrix M, {@code 2 x 2}
     * @param key its look
     */
    public record Oval(double[] center, double[] matrix, SeriesKey key) implements Mark {}

    /**
     * A line through points, each of which can be pointed at.
     *
     * @param part its name in hits, and what a point is called
     */
    public record Path(String part, double[][] points, SeriesKey key) implements Mark {}

    /** A place with a word beside it. */
    public record Place(String word, double[] at) implements Mark {}

    public PlaneFigure {
        marks = List.copyOf(marks);
    }

    @Override
    public double preferredAspect() {
        return 1.1;
    }

    private PlotArea area(double width, double height, FigureStyle style) {
        Scale square = scale(yAxis, 1, reach);
        Rectangle2D bounds =
                PlotArea.layOut(width, height, 0, 0, square, square, style).bounds();
        double unit = Math.min(bounds.getWidth(), bounds.getHeight()) / (2 * reach);
        double across = bounds.getWidth() / (2 * unit);
        double up = bounds.getHeight() / (2 * unit);
        return PlotArea.layOut(width, height, 0, 0, scale(xAxis, 0, across), scale(yAxis, 1, up), style);
    }

    private Scale scale(Axis axis, int coordinate, double half) {
        return Scale.of(axis.from(middle[coordinate] - half).to(middle[coordinate] + half), 0, 0, false);
    }

    @Override
    public void paint(Graphics2D g, double width, double height, FigureStyle style) {
        Ink ink = new Ink(g, style);
        try {
            PlotArea area = area(width, height, style);
            area.paintAxes(ink, style, xAxis, yAxis);
            Shape before = ink.graphics().getClip();
            ink.graphics().clip(area.bounds());
            FreeRoom room = new FreeRoom(ink, area.bounds());
            for (Mark mark : marks) {
                paint(mark, ink, area, style, room);
            }
            // When all is there that words should not cross.
            for (Mark mark : marks) {
                if (mark instanceof Place place) {
                    write(place, ink, area, room);
                }
            }
            ink.graphics().setClip(before);
        } finally {
            ink.close();
        }
    }

    private static void paint(Mark mark, Ink ink, PlotArea area, FigureStyle style, FreeRoom room) {
        if (mark instanceof Dots dots) {
            int[] table = ink.map(ColorMap.VIRIDIS).table();
            for (int i = 0; i < dots.colors().length; i++) {
                int index = (int) Math.round(dots.colors()[i] * (ColorMap.SIZE - 1));
                Shape dot = around(area, dots.points()[2 * i], dots.points()[2 * i + 1], DOT);
                ink.fill(dot, new Color(table[Math.max(0, Math.min(ColorMap.SIZE - 1, index))]));
                ink.stroke(dot, ink.palette().text(), 0.75);
                room.add(dot);
            }
        } else if (mark instanceof Oval oval) {
            Path2D line = new Path2D.Double();
            for (int i = 0; i <= CORNERS; i++) {
                double[] at = corner(oval, 2 * Math.PI * i / CORNERS);
                add(line, area, at);
            }
            ink.stroke(line, oval.key().color(style), oval.key().stroke(ink.line(1.5)));
            room.add(line);
        } else if (mark instanceof Path path) {
            Path2D line = new Path2D.Double();
            for (double[] at : path.points()) {
                add(line, area, at);
            }
            ink.stroke(line, path.key().color(style), 1.5);
            room.add(line);
            for (double[] at : path.points()) {
                ink.fill(around(area, at[0], at[1], STEP), path.key().color(style));
            }
        } else if (mark instanceof Place place) {
            double x = area.x(place.at()[0]);
            double y = area.y(place.at()[1]);
            ink.line(x - 5, y, x + 5, y, ink.palette().text(), 2);
            ink.line(x, y - 5, x, y + 5, ink.palette().text(), 2);
        }
    }

    /** At one of its four corners. */
    private static void write(Place place, Ink ink, PlotArea area, FreeRoom room) {
        Font font = ink.font(FigureFonts.TEXT, Ink.CAPTION);
        double x = area.x(place.at()[0]);
        double y = area.y(place.at()[1]);
        double right = x + BESIDE;
        double left = x - BESIDE - Ink.width(place.word(), font);
        double above = y - 1 - Ink.lineHeight(font);
        double below = y + 1;
        room.write(
                place.word(),
                font,
                ink.palette().text(),
                List.of(
                        new Point2D.Double(right, above),
                        new Point2D.Double(right, below),
                        new Point2D.Double(left, above),
                        new Point2D.Double(left, below)));
    }

    private static double[] corner(Oval oval, double angle) {
        double[] m = oval.matrix();
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        return new double[] {oval.center()[0] + m[0] * c + m[1] * s, oval.center()[1] + m[2] * c + m[3] * s};
    }

    private static void add(Path2D line, PlotArea area, double[] at) {
        if (line.getCurrentPoint() == null) {
            line.moveTo(area.x(at[0]), area.y(at[1]));
        } else {
            line.lineTo(area.x(at[0]), area.y(at[1]));
        }
    }

    private static Shape around(PlotArea area, double x, double y, double size) {
        return new Ellipse2D.Double(area.x(x) - size / 2, area.y(y) - size / 2, size, size);
    }

    /** The place in the plane under a point of the figure: x and y. */
    public double[] placeAt(double x, double y, double width, double height, FigureStyle style) {
        PlotArea area = area(width, height, style);
        Rectangle2D bounds = area.bounds();
        double right = area.xScale().high() - middle[0];
        double top = area.yScale().high() - middle[1];
        return new double[] {
            middle[0] + ((x - bounds.getX()) / bounds.getWidth() * 2 - 1) * right,
            middle[1] + (1 - (y - bounds.getY()) / bounds.getHeight() * 2) * top
        };
    }

    /** The nearest point within reach of a pointer. */
    @Override
    public Optional<FigureHit> hit(double x, double y, double width, double height, FigureStyle style) {
        PlotArea area = area(width, height, style);
        FigureHit found = null;
        double nearest = HIT;
        for (Mark mark : marks) {
            double[][] points = pointed(mark);
            for (int i = 0; i < points.length; i++) {
                double distance = Math.hypot(area.x(points[i][0]) - x, area.y(points[i][1]) - y);
                if (distance < nearest) {
                    nearest = distance;
                    found = new FigureHit(
                            name(mark),
                            i,
                            0,
                            name(mark) + " " + i + ": " + Numbers.full(points[i][0]) + ", "
                                    + Numbers.full(points[i][1]));
                }
            }
        }
        return Optional.ofNullable(found);
    }

    private static String name(Mark mark) {
        return mark instanceof Dots dots ? dots.part() : mark instanceof Path path ? path.part() : "";
    }

    private static double[][] pointed(Mark mark) {
        if (mark instanceof Path path) {
            return path.points();
        }
        if (mark instanceof Dots dots) {
            double[][] points = new double[dots.colors().length][];
            for (int i = 0; i < points.length; i++) {
                points[i] = new double[] {dots.points()[2 * i], dots.points()[2 * i + 1]};
            }
            return points;
        }
        return new double[0][];
    }

    /** All points: part, number, x, y. */
    @Override
    public DataTable table() {
        List<List<Object>> rows = new ArrayList<>();
        for (Mark mark : marks) {
            double[][] points = pointed(mark);
            for (int i = 0; i < points.length; i++) {
                rows.add(List.of(name(mark), i, points[i][0], points[i][1]));
            }
        }
        return DataTable.of(List.of("part", "number", "x", "y"), rows);
    }
}
