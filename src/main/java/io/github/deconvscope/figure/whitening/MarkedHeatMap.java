package io.github.deconvscope.figure.whitening;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureHit;
import io.github.deconvscope.figure.FigureLook;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.Ink;
import io.github.deconvscope.figure.WrappedFigure;
import io.github.deconvscope.figure.chart.HeatMapFigure;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;

/**
 * A square heat map in which one cell is marked by lines along its row and column, and diagonal blocks are outlined.
 *
 * @param inner the heat map
 * @param size rows and columns
 * @param block rows of a block on the diagonal, or 0 for none
 * @param row of the cell, or -1
 * @param column of the cell, or -1
 */
public record MarkedHeatMap(HeatMapFigure inner, int size, int block, int row, int column) implements WrappedFigure {
    /** The same heat map with another cell pointed out; -1 for none. */
    public MarkedHeatMap marked(int newRow, int newColumn) {
        return new MarkedHeatMap(inner, size, block, newRow, newColumn);
    }

    @Override
    public Figure alongside(List<? extends Figure> frames) {
        return new MarkedHeatMap(
                inner.alongside(frames.stream()
                        .map(frame -> ((MarkedHeatMap) frame).inner)
                        .toList()),
                size,
                block,
                row,
                column);
    }

    @Override
    public Figure styled(FigureLook look) {
        return new MarkedHeatMap(inner.styled(look), size, block, row, column);
    }

    @Override
    public void paint(Graphics2D g, double width, double height, FigureStyle style) {
        inner.paint(g, width, height, style);
        Ink ink = new Ink(g, style);
        if (block > 0 && block < size) {
            for (int start = 0; start < size; start += block) {
                Rectangle2D first = inner.cell(start, start, width, height, style);
                double side = first.getWidth() * block;
                ink.faint(
                        0.7,
                        () -> ink.stroke(
                                new Rectangle2D.Double(first.getX(), first.getY(), side, side),
                                ink.palette().axis(),
                                1));
            }
        }
        if (row >= 0 && column >= 0 && row < size && column < size) {
            Rectangle2D all = inner.cells(width, height, style);
            Rectangle2D cell = inner.cell(row, column, width, height, style);
            ink.faint(0.6, () -> {
                ink.stroke(
                        new Line2D.Double(all.getMinX(), cell.getCenterY(), all.getMaxX(), cell.getCenterY()),
                        ink.palette().accent(),
                        1);
                ink.stroke(
                        new Line2D.Double(cell.getCenterX(), all.getMinY(), cell.getCenterX(), all.getMaxY()),
                        ink.palette().accent(),
                        1);
            });
            double grow = Math.max(0, 5 - cell.getWidth()) / 2;
            ink.stroke(
                    new Rectangle2D.Double(
                            cell.getX() - grow,
                            cell.getY() - grow,
                            cell.getWidth() + 2 * grow,
                            cell.getHeight() + 2 * grow),
                    ink.palette().accent(),
                    2);
        }
        ink.close();
    }

    @Override
    public Optional<FigureHit> hit(double x, double y, double width, double height, FigureStyle style) {
        return inner.hit(x, y, width, height, style);
    }
}
