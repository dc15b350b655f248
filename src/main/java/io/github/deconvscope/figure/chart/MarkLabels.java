package io.github.deconvscope.figure.chart;

import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.Ink;
import java.awt.Font;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays out and paints the labels of {@link ChartMark}s: those of vertical lines in rows above the plot, those of horizontal lines on the
 * line, at one of its ends if they can.
 */
final class MarkLabels {
    private record Label(ChartMark mark, String text, double x, double width, int row) {}

    private MarkLabels() {}

    /** Height in logical pixels of the rows above the data. */
    static double heightAbove(PlotArea area, List<ChartMark> marks, FigureStyle style) {
        int rows = upright(area, marks, font(style)).stream()
                .mapToInt(label -> label.row() + 1)
                .max()
                .orElse(0);
        return rows == 0 ? 0 : rows * Ink.lineHeight(font(style)) + 2;
    }

    static void paint(Ink ink, PlotArea area, List<ChartMark> marks, FigureStyle style, FreeRoom room) {
        Font font = font(style);
        double line = Ink.lineHeight(font);
        for (Label label : upright(area, marks, font)) {
            double y = area.bounds().getY() - 2 - (label.row() + 0.5) * line;
            double at = area.x(label.mark().value());
            ink.line(at, y + line / 2, at, area.bounds().getY(), ink.palette().muted(), 0.75);
            ink.textAt(label.text(), font, ink.palette().muted(), label.x(), y, 0);
        }
        for (ChartMark mark : marks) {
            if (!mark.vertical() && shown(area, mark)) {
                writeLevel(ink, area, mark, font, room);
            }
        }
    }

    private static Font font(FigureStyle style) {
        return Ink.font(FigureFonts.TEXT, Ink.CAPTION - 1, style);
    }

    private static boolean shown(PlotArea area, ChartMark mark) {
        double fraction = mark.vertical()
                ? area.xScale().fraction(mark.value())
                : area.yScale().fraction(mark.value());
        return !mark.text().isEmpty() && fraction >= -1e-9 && fraction <= 1 + 1e-9;
    }

    /** Each in the lowest row in which it meets no other. */
    private static List<Label> upright(PlotArea area, List<ChartMark> marks, Font font) {
        List<Label> labels = new ArrayList<>();
        Rectangle2D plot = area.bounds();
        for (ChartMark mark : marks) {
            if (!mark.vertical() || !shown(area, mark)) {
                continue;
            }
            String text = Ink.shortened(mark.text(), font, plot.getWidth() / 2);
            double width = Ink.width(text, font);
            double x = Math.max(plot.getX(), Math.min(area.x(mark.value()) - width / 2, plot.getMaxX() - width));
            int row = 0;
            while (meets(labels, x, width, row)) {
                row++;
            }
            labels.add(new Label(mark, text, x, width, row));
        }
        return labels;
    }

    private static boolean meets(List<Label> labels, double x, double width, int row) {
        return labels.stream()
                .anyMatch(
                        other -> other.row() == row && x < other.x() + other.width() + 8 && other.x() < x + width + 8);
    }

    private static void writeLevel(Ink ink, PlotArea area, ChartMark mark, Font font, FreeRoom room) {
        Rectangle2D plot = area.bounds();
        String text = Ink.shortened(mark.text(), font, plot.getWidth() / 2);
        double wide = Ink.width(text, font);
        double high = Ink.lineHeight(font);
        double level = area.y(mark.value());
        List<Point2D> places = new ArrayList<>();
        // At an end of the line, or between its ends where curves cross both; beside it, or a little off where a curve
        // runs along it.
        for (double[] shares : new double[][] {{1, 0}, {0.75, 0.5, 0.25}}) {
            for (double off : new double[] {0, 0.4 * high, 0.8 * high}) {
                for (double share : shares) {
                    for (double y : new double[] {level - high - off, level + off}) {
                        if (y >= plot.getY() && y + high <= plot.getMaxY()) {
                            places.add(new Point2D.Double(plot.getX() + share * (plot.getWidth() - wide), y));
                        }
                    }
                }
            }
        }
        if (places.isEmpty()) {
            places.add(new Point2D.Double(plot.getMaxX(), level - high));
        }
        room.write(text, font, ink.palette().muted(), places);
    }
}
