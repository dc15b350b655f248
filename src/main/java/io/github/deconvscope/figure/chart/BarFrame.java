package io.github.deconvscope.figure.chart;

import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.Ink;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * What stands around the bars of a chart: the names of the categories to their left, the axis below.
 *
 * @param plot where the bars lie, in logical pixels
 */
record BarFrame(Rectangle2D plot) {
    /** Share of the width. */
    private static final double MOST_FOR_NAMES = 0.4;

    /** Share of the usual size. */
    private static final double SMALLEST_NAME = 0.7;

    /** Letters of names in low rows, as a share of the row: with air between two of them. */
    private static final double SPACED = 0.85;

    /** Room for the names, the axis, and a legend above. */
    static BarFrame layOut(double width, double height, FigureStyle style, List<String> names, Legend legend) {
        Font text = Ink.font(FigureFonts.TEXT, Ink.CAPTION, style);
        double widest =
                names.stream().mapToDouble(name -> Ink.width(name, text)).max().orElse(0);
        double left = Math.min(widest, width * MOST_FOR_NAMES) + 12;
        double below = 8 + 2 * Ink.lineHeight(text);
        double above = legend.height() + 4;
        double right = 52 * style.fontScale();
        return new BarFrame(new Rectangle2D.Double(
                left, above, Math.max(1, width - left - right), Math.max(1, height - above - below)));
    }

    void paintAxis(Ink ink, FigureStyle style, Axis axis, Scale scale) {
        Font numbers = ink.font(FigureFonts.NUMBERS, Ink.CAPTION - 1);
        double line = Ink.lineHeight(numbers);
        for (Scale.Tick tick : scale.ticks(PlotArea.wantedTicks(plot.getWidth(), 56, style))) {
            double x = plot.getX() + scale.fraction(tick.value()) * plot.getWidth();
            ink.line(x, plot.getY(), x, plot.getMaxY(), ink.palette().grid(), 1);
            ink.textAt(tick.label(), numbers, ink.palette().muted(), x, plot.getMaxY() + 4 + line / 2, 0.5);
        }
        ink.line(
                plot.getX(),
                plot.getY(),
                plot.getX(),
                plot.getMaxY(),
                ink.palette().axis(),
                1);
        Font text = ink.font(FigureFonts.TEXT, Ink.CAPTION);
        double y = plot.getMaxY() + 4 + line + Ink.lineHeight(text) / 2;
        ink.textAt(axis.heading(), text, ink.palette().text(), plot.getCenterX(), y, 0.5);
    }

    /** Words where the axis would be, so that the bars' own zeros stay readable. */
    void paintInsteadOfAxis(Ink ink, String words) {
        Font text = ink.font(FigureFonts.TEXT, Ink.CAPTION);
        double y = plot.getMaxY() + 8 + Ink.lineHeight(text) / 2;
        for (String line : Ink.wrapped(words, text, plot.getWidth())) {
            ink.textAt(line, text, ink.palette().text(), plot.getCenterX(), y, 0.5);
            y += Ink.lineHeight(text);
        }
    }

    /** In as many lines as there is room for, and smaller in low rows; what does not fit is cut or left out, and read by hovering. */
    void paintNames(Ink ink, List<String> names) {
        double row = rowHeight(names.size());
        double usual = ink.font(FigureFonts.TEXT, Ink.CAPTION).getSize2D();
        Font text =
                ink.font(FigureFonts.TEXT, Ink.CAPTION * Math.max(SMALLEST_NAME, Math.min(1, SPACED * row / usual)));
        int every = (int) Math.ceil(text.getSize2D() / row - 1e-3);
        double line = Ink.lineHeight(text);
        double room = plot.getX() - 10;
        for (int c = 0; c < names.size(); c += every) {
            String name = names.get(c);
            List<String> lines = Ink.wrapped(name, text, room);
            if (lines.size() * line > row) {
                lines = List.of(name);
            }
            double middle = plot.getY() + (c + 0.5) * row;
            for (int i = 0; i < lines.size(); i++) {
                double y = middle + (i - (lines.size() - 1) / 2.0) * line;
                String shown = Ink.shortened(lines.get(i), text, room);
                ink.textAt(shown, text, ink.palette().text(), plot.getX() - 6, y, 1);
            }
        }
    }

    /** Of each category. */
    double rowHeight(int categories) {
        return plot.getHeight() / Math.max(1, categories);
    }
}
