package io.github.deconvscope.figure.convolution;

import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.math.Size;
import java.awt.geom.Rectangle2D;

/** The positions of the cells of several equally large maps, in rows and columns below a heading. */
final class MapLayout {
    /** On a large screen the cells of small maps grow, so that this many rows fill the height ... */
    private static final double FEWEST_ROWS = 4;
    /** ... up to here. */
    private static final double LARGEST_CELL = 80;
    /** The side of a cell on a sheet whose size follows from the maps. */
    private static final double USUAL_CELL = 44;

    private static final double SIDES = 8;
    private static final double GAP = 10;

    private final Size size;
    private final int mapColumns;
    final boolean filling;
    final double cell;
    private final double left;
    private final double top;
    private final double gap;

    /**
     * @param maps number of maps
     * @param size size of one
     * @param fixedColumns maps side by side, or 0 to choose what gives the largest cells
     * @param head height of the heading
     * @param filling whether cells are as large as they can
     */
    MapLayout(
            int maps,
            Size size,
            int fixedColumns,
            double width,
            double height,
            double head,
            FigureStyle style,
            boolean filling) {
        this.filling = filling;
        this.size = size;
        gap = maps > 1 ? GAP : 0;
        int best = Math.max(1, fixedColumns);
        double bestCell = cellSize(maps, best, width, height - head);
        for (int columns = 1; fixedColumns == 0 && columns <= maps; columns++) {
            double candidate = cellSize(maps, columns, width, height - head);
            if (candidate > bestCell) {
                bestCell = candidate;
                best = columns;
            }
        }
        mapColumns = best;
        cell = filling ? Math.max(0.5, bestCell) : Math.min(largestCell(height - head, style), Math.max(0.5, bestCell));
        left = 3;
        top = head;
    }

    /** One size for all panes of a row, however many cells each has: the window is then as large as the kernel. */
    private static double largestCell(double height, FigureStyle style) {
        double growing = Math.max(USUAL_CELL * style.fontScale(), (height - 6) / FEWEST_ROWS);
        return Math.min(LARGEST_CELL * style.fontScale(), growing);
    }

    /** Width of maps in a figure of this height, with their cells as large as they get; side by side, if nothing else is fixed. */
    static double naturalWidth(int maps, Size size, int fixedColumns, double height, double head, FigureStyle style) {
        int columns = fixedColumns > 0 ? fixedColumns : maps;
        int rows = (maps + columns - 1) / columns;
        double high = (height - head - 6 - (rows - 1) * GAP) / (rows * size.height());
        double cell = Math.min(largestCell(height - head, style), high);
        return columns * size.width() * cell + (columns - 1) * GAP + SIDES;
    }

    /** Height of rows of maps with their cells as large as they get, below the heading. */
    static double largestHeight(int rows, Size size, double head, FigureStyle style) {
        return head + rows * size.height() * LARGEST_CELL * style.fontScale() + (rows - 1) * GAP + 6;
    }

    /** Width of one map with cells of the usual size. */
    static double usualWidth(Size size) {
        return USUAL_CELL * size.width() + SIDES;
    }

    /** Height that maps take if their cells fill a sheet of this width, and no more than that width. */
    static double fillingHeight(int maps, Size size, int fixedColumns, double width) {
        int columns = fixedColumns > 0 ? fixedColumns : (int) Math.ceil(Math.sqrt(maps));
        int rows = (maps + columns - 1) / columns;
        double wide = (width - SIDES - (columns - 1) * GAP) / (columns * size.width());
        double high = (width - (rows - 1) * GAP) / (rows * size.height());
        double heading = Heading.height(FigureStyle.of(FigureTheme.LIGHT));
        return heading + rows * size.height() * Math.max(1, Math.min(wide, high)) + (rows - 1) * GAP + 6;
    }

    /** Height that maps take on a sheet of this width; several of them in a square, if nothing else is fixed. */
    static double preferredHeight(int maps, Size size, int fixedColumns, double width) {
        int columns = fixedColumns > 0 ? fixedColumns : (int) Math.ceil(Math.sqrt(maps));
        int rows = (maps + columns - 1) / columns;
        double cell = Math.min(USUAL_CELL, (width - SIDES - (columns - 1) * GAP) / (columns * size.width()));
        double heading = Heading.height(FigureStyle.of(FigureTheme.LIGHT));
        return heading + rows * size.height() * Math.max(1, cell) + (rows - 1) * GAP + 6;
    }

    private double cellSize(int maps, int columns, double width, double height) {
        int rows = (maps + columns - 1) / columns;
        double wide = (width - SIDES - (columns - 1) * gap) / (columns * size.width());
        double high = (height - 6 - (rows - 1) * gap) / (rows * size.height());
        return Math.min(wide, high);
    }

    double x(int map, double column) {
        return left + map % mapColumns * (size.width() * cell + gap) + column * cell;
    }

    double y(int map, double row) {
        return top + map / mapColumns * (size.height() * cell + gap) + row * cell;
    }

    Rectangle2D map(int map) {
        return new Rectangle2D.Double(x(map, 0), y(map, 0), size.width() * cell, size.height() * cell);
    }

    /** Flat index of the element under a point, or -1. */
    int at(int maps, double x, double y) {
        for (int m = 0; m < maps; m++) {
            if (map(m).contains(x, y)) {
                int row = Math.min(size.height() - 1, (int) ((y - y(m, 0)) / cell));
                int column = Math.min(size.width() - 1, (int) ((x - x(m, 0)) / cell));
                return (m * size.height() + row) * size.width() + column;
            }
        }
        return -1;
    }

    Rectangle2D cell(int index) {
        int map = index / size.cells();
        int row = index % size.cells() / size.width();
        int column = index % size.width();
        return new Rectangle2D.Double(x(map, column), y(map, row), cell, cell);
    }
}
