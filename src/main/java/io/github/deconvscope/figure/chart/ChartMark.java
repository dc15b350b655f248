package io.github.deconvscope.figure.chart;

import io.github.deconvscope.figure.Ink;
import java.awt.BasicStroke;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Objects;

/**
 * A labelled straight line across a chart: the end of the warm-up, a skipped step, a bound.
 *
 * @param vertical at an x; otherwise at a y
 * @param value where
 * @param text what it is; empty for a bare line
 */
public record ChartMark(boolean vertical, double value, String text) {
    public ChartMark {
        Objects.requireNonNull(text, "text");
    }

    public static ChartMark atX(double x, String text) {
        return new ChartMark(true, x, text);
    }

    public static ChartMark atY(double y, String text) {
        return new ChartMark(false, y, text);
    }

    /** Where it is. */
    Line2D line(PlotArea area) {
        Rectangle2D plot = area.bounds();
        return vertical
                ? new Line2D.Double(area.x(value), plot.getY() - 1, area.x(value), plot.getMaxY())
                : new Line2D.Double(plot.getX(), area.y(value), plot.getMaxX(), area.y(value));
    }

    void paint(Ink ink, PlotArea area) {
        float width = (float) ink.line(1);
        ink.stroke(
                line(area),
                ink.palette().muted(),
                new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {4, 3}, 0));
    }
}
