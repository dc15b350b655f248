package io.github.deconvscope.figure.chart;

import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.Ink;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.List;
import java.util.Optional;

/**
 * Several figures as one, in a grid, each with its title above it.
 *
 * @param altText the whole in words
 * @param panels in reading order, at least one
 * @param columns panels in a row
 * @param panelHeight height in logical pixels at which each looks best, title included
 * @param table the numbers of all
 */
public record PanelsFigure(
        String title,
        String caption,
        String altText,
        List<Figure> panels,
        int columns,
        double panelHeight,
        DataTable table)
        implements Figure {
    private static final double GAP = 16;
    private static final double BEST_PANEL_WIDTH = 400;

    public PanelsFigure {
        panels = List.copyOf(panels);
    }

    private int rows() {
        return (panels.size() + columns - 1) / columns;
    }

    @Override
    public double preferredWidth() {
        return columns * BEST_PANEL_WIDTH + (columns - 1) * GAP;
    }

    @Override
    public double preferredHeight(double width) {
        return rows() * panelHeight + (rows() - 1) * GAP;
    }

    @Override
    public double preferredAspect() {
        return preferredWidth() / preferredHeight(preferredWidth());
    }

    private static Font font(FigureStyle style) {
        return Ink.font(FigureFonts.BOLD, Ink.CAPTION, style);
    }

    /** @param width of all panels */
    private double panelWidth(double width) {
        return Math.max(1, (width - (columns - 1) * GAP) / columns);
    }

    private double rowHeight(double height) {
        return Math.max(1, (height - (rows() - 1) * GAP) / rows());
    }

    private static double strip(FigureStyle style) {
        return Ink.lineHeight(font(style)) + 2;
    }

    @Override
    public void paint(Graphics2D g, double width, double height, FigureStyle style) {
        double across = panelWidth(width);
        double down = rowHeight(height);
        double strip = strip(style);
        for (int i = 0; i < panels.size(); i++) {
            Ink ink = new Ink(g, style);
            try {
                Graphics2D inside = ink.graphics();
                inside.translate(i % columns * (across + GAP), (double) (i / columns) * (down + GAP));
                ink.textAt(
                        Ink.shortened(panels.get(i).title(), font(style), across),
                        font(style),
                        ink.palette().text(),
                        0,
                        (strip - 2) / 2,
                        0);
                inside.translate(0, strip);
                panels.get(i).paint(inside, across, Math.max(1, down - strip), style.bare());
            } finally {
                ink.close();
            }
        }
    }

    @Override
    public Optional<FigureHit> hit(double x, double y, double width, double height, FigureStyle style) {
        double across = panelWidth(width);
        double down = rowHeight(height);
        int column = (int) Math.floor(x / (across + GAP));
        int index = (int) Math.floor(y / (down + GAP)) * columns + column;
        if (column < 0 || column >= columns || y < 0 || index >= panels.size()) {
            return Optional.empty();
        }
        double strip = strip(style);
        double left = column * (across + GAP);
        double top = (double) (index / columns) * (down + GAP) + strip;
        Figure panel = panels.get(index);
        return panel.hit(x - left, y - top, across, Math.max(1, down - strip), style.bare())
                .map(hit -> new FigureHit(
                        panel.title() + ": " + hit.part(), hit.row(), hit.column(), panel.title() + ". " + hit.text()));
    }
}
