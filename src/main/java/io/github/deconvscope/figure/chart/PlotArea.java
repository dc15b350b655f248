package io.github.deconvscope.figure.chart;

import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.Ink;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** The rectangle in which a chart's data are drawn, and the mapping from data to pixels. */
final class PlotArea {
    private static final double HEADING_LEFT = 4;

    private final Rectangle2D bounds;
    private final double labels;
    private final Scale xScale;
    private final Scale yScale;

    PlotArea(Rectangle2D bounds, double labels, Scale xScale, Scale yScale) {
        this.bounds = bounds;
        this.labels = labels;
        this.xScale = xScale;
        this.yScale = yScale;
    }

    Rectangle2D bounds() {
        return bounds;
    }

    Scale xScale() {
        return xScale;
    }

    Scale yScale() {
        return yScale;
    }

    double x(double value) {
        return bounds.getX() + xScale.fraction(value) * bounds.getWidth();
    }

    double y(double value) {
        return bounds.getMaxY() - yScale.fraction(value) * bounds.getHeight();
    }

    static int wantedTicks(double length, double perTick, FigureStyle style) {
        return (int) Math.max(2, Math.min(10, length / (perTick * style.fontScale())));
    }

    List<Scale.Tick> xTicks(FigureStyle style) {
        return xScale.ticks(wantedTicks(bounds.getWidth(), 70, style));
    }

    List<Scale.Tick> yTicks(FigureStyle style) {
        return yScale.ticks(wantedTicks(bounds.getHeight(), 32, style));
    }

    /** Grid, axis lines, ticks, labels and headings. */
    void paintAxes(Ink ink, FigureStyle style, Axis xAxis, Axis yAxis) {
        paintXAxis(ink, style, xAxis);
        paintYAxis(ink, style, yAxis);
    }

    private void paintXAxis(Ink ink, FigureStyle style, Axis axis) {
        Font numbers = ink.font(FigureFonts.NUMBERS, Ink.CAPTION - 1);
        double bottom = bounds.getMaxY();
        for (Scale.Tick tick : xTicks(style)) {
            double x = x(tick.value());
            boolean named = !tick.label().isEmpty();
            ink.line(x, bounds.getY(), x, bottom, ink.palette().grid(), named ? 1 : 0.5);
            ink.line(x, bottom, x, bottom + (named ? 4 : 2), ink.palette().axis(), 1);
            if (named) {
                double half = Ink.width(tick.label(), numbers) / 2;
                double at = Math.min(x, bounds.getMaxX() + 8 - half);
                ink.textAt(tick.label(), numbers, ink.palette().muted(), at, bottom + 6 + lineOf(numbers) / 2, 0.5);
            }
        }
        ink.line(bounds.getX(), bottom, bounds.getMaxX(), bottom, ink.palette().axis(), 1);
        Font text = ink.font(FigureFonts.TEXT, Ink.CAPTION);
        String heading = Ink.shortened(axis.heading(), text, bounds.getWidth());
        double y = bottom + 6 + lineOf(numbers) + lineOf(text) / 2;
        ink.textAt(heading, text, ink.palette().text(), bounds.getCenterX(), y, 0.5);
    }

    private void paintYAxis(Ink ink, FigureStyle style, Axis axis) {
        Font numbers = ink.font(FigureFonts.NUMBERS, Ink.CAPTION - 1);
        double left = bounds.getX();
        for (Scale.Tick tick : yTicks(style)) {
            double y = y(tick.value());
            boolean named = !tick.label().isEmpty();
            ink.line(left, y, bounds.getMaxX(), y, ink.palette().grid(), named ? 1 : 0.5);
            ink.line(left - (named ? 4 : 2), y, left, y, ink.palette().axis(), 1);
            if (named) {
                ink.textAt(tick.label(), numbers, ink.palette().muted(), left - 6, y, 1);
            }
        }
        ink.line(left, bounds.getY(), left, bounds.getMaxY(), ink.palette().axis(), 1);
        // Level, above its axis: easier to read than turned text, for people and for programs that read a PDF.
        Font text = ink.font(FigureFonts.TEXT, Ink.CAPTION);
        String heading = Ink.shortened(axis.heading(), text, bounds.getMaxX() - HEADING_LEFT);
        double y = bounds.getY() - labels - lineOf(numbers) / 2 - lineOf(text) / 2;
        ink.textAt(heading, text, ink.palette().text(), HEADING_LEFT, y, 0);
    }

    private static double lineOf(Font font) {
        return Ink.lineHeight(font);
    }

    /**
     * Finds the room that the labels need around the data.
     *
     * @param top logical pixels taken above, by a legend
     * @param labels logical pixels between the heading of the axis and the data, for words on marks
     */
    static PlotArea layOut(
            double width, double height, double top, double labels, Scale xScale, Scale yScale, FigureStyle style) {
        Font numbers = Ink.font(FigureFonts.NUMBERS, Ink.CAPTION - 1, style);
        Font text = Ink.font(FigureFonts.TEXT, Ink.CAPTION, style);
        double below = 6 + lineOf(numbers) + lineOf(text) + 2;
        double above = top + lineOf(text) + lineOf(numbers) / 2 + labels;
        double plotHeight = Math.max(1, height - above - below);
        double widest = 0;
        for (Scale.Tick tick : yScale.ticks(wantedTicks(plotHeight, 32, style))) {
            widest = Math.max(widest, Ink.width(tick.label(), numbers));
        }
        double left = 10 + widest;
        double right = 10;
        double plotWidth = Math.max(1, width - left - right);
        return new PlotArea(new Rectangle2D.Double(left, above, plotWidth, plotHeight), labels, xScale, yScale);
    }
}
