package io.github.deconvscope.figure.network;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.FigureLook;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.Ink;
import io.github.deconvscope.figure.WrappedFigure;
import io.github.deconvscope.figure.chart.HeatMapFigure;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;

/**
 * A square heat map with the names of its rows and columns written beside and below the cells.
 *
 * @param inner the heat map, as many rows as columns
 * @param names of the rows, and of the columns
 */
public record NamedHeatMap(HeatMapFigure inner, List<String> names) implements WrappedFigure {
    private static final double MOST = 90;
    private static final double GAP = 5;
    /** Of more no window has room. */
    private static final int MOST_NAMES = 24;

    public NamedHeatMap {
        names = List.copyOf(names);
    }

    @Override
    public Figure alongside(List<? extends Figure> frames) {
        return new NamedHeatMap(
                inner.alongside(frames.stream()
                        .map(frame -> ((NamedHeatMap) frame).inner)
                        .toList()),
                names);
    }

    @Override
    public Figure styled(FigureLook look) {
        return new NamedHeatMap(
                inner.styled(look), names.stream().map(look::word).toList());
    }

    private static Font font(FigureStyle style) {
        return Ink.font(FigureFonts.TEXT, Ink.CAPTION, style);
    }

    /** Room for the longest name, on the left and below. */
    private double margin(double width, FigureStyle style) {
        Font font = font(style);
        double longest =
                names.stream().mapToDouble(name -> Ink.width(name, font)).max().orElse(0);
        return Math.min(Math.min(MOST * style.fontScale(), width / 4), longest) + GAP;
    }

    /** Of the cells and the title of the columns; below them their names need the margin and the gaps around that title. */
    private static double high(double height, double margin) {
        return height - margin - 2 * GAP;
    }

    @Override
    public double leastHeight(double width) {
        FigureStyle style = FigureStyle.of(FigureTheme.LIGHT);
        double line = Ink.lineHeight(font(style));
        double cells = names.size() > MOST_NAMES ? 0 : names.size() * line + 2 * line;
        return Math.max(HeatMapFigure.SMALLEST_WITH_NAMES, cells) + margin(width, style) + 2 * GAP;
    }

    @Override
    public void paint(Graphics2D g, double width, double height, FigureStyle style) {
        double margin = margin(width, style);
        double wide = width - margin;
        double high = high(height, margin);
        Graphics2D moved = (Graphics2D) g.create();
        moved.translate(margin, 0);
        inner.paint(moved, wide, high, style);
        Ink ink = new Ink(moved, style);
        moved.dispose();
        Font font = font(style);
        Rectangle2D cells = inner.cells(wide, high, style);
        // The title of the columns stands between the cells and their names.
        double below = cells.getMaxY() + Ink.lineHeight(font) + 2 * GAP;
        for (int i = 0; i < names.size(); i++) {
            Rectangle2D cell = inner.cell(i, i, wide, high, style);
            if (cell.getHeight() < font.getSize2D()) {
                break;
            }
            String row = Ink.shortened(names.get(i), font, margin + cells.getX() - GAP);
            ink.textAt(row, font, ink.palette().text(), cells.getX() - GAP, cell.getCenterY(), 1);
            AffineTransform upright = ink.graphics().getTransform();
            ink.graphics().translate(cell.getCenterX(), below);
            ink.graphics().rotate(-Math.PI / 2);
            String column = Ink.shortened(names.get(i), font, height - below);
            ink.textAt(column, font, ink.palette().text(), 0, 0, 1);
            ink.graphics().setTransform(upright);
        }
        ink.close();
    }

    @Override
    public Optional<FigureHit> hit(double x, double y, double width, double height, FigureStyle style) {
        double margin = margin(width, style);
        return inner.hit(x - margin, y, width - margin, high(height, margin), style);
    }
}
