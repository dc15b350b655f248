package io.github.deconvscope.figure.convolution;

import io.github.deconvscope.figure.FigureStyle;
import java.awt.geom.Rectangle2D;

/** The positions of the matrix and the two vectors: {@code [ C ] [ x ] = [ y ]}. */
final class MatrixLayout {
    private static final double LARGEST_CELL = 52;
    private static final double GAP = 26;
    private static final double LONGEST = 5;
    private static final double NAMES = 14;

    final Rectangle2D cells;
    final Rectangle2D from;
    final Rectangle2D to;
    final double cellWidth;
    final double cellHeight;

    MatrixLayout(int rows, int columns, double width, double height, FigureStyle style) {
        double top = Heading.height(style) + NAMES * style.fontScale();
        double tall = Math.max(1, height - top - 4);
        double largest = LARGEST_CELL * style.fontScale();
        double fromHeight = Math.min(largest, tall / columns);
        double toHeight = Math.min(largest, tall / rows);
        double fromWidth = vectorWidth(fromHeight, style);
        double toWidth = vectorWidth(toHeight, style);
        double wide = Math.max(1, width - 8 - 2 * GAP - fromWidth - toWidth);
        // Cells may be oblong, so that a tall or a wide matrix fills the room there is.
        double high = Math.min(largest, tall / rows);
        double broad = Math.min(largest, wide / columns);
        cellWidth = Math.min(broad, LONGEST * high);
        cellHeight = Math.min(high, LONGEST * broad);
        cells = new Rectangle2D.Double(3, top, columns * cellWidth, rows * cellHeight);
        from = new Rectangle2D.Double(cells.getMaxX() + GAP, top, fromWidth, fromHeight * columns);
        to = new Rectangle2D.Double(from.getMaxX() + GAP, top, toWidth, toHeight * rows);
    }

    /** Wide enough for a number where one fits in height. */
    private static double vectorWidth(double cellHeight, FigureStyle style) {
        return cellHeight >= CellInk.SMALLEST_WITH_NUMBER ? Math.max(50 * style.fontScale(), cellHeight) : 16;
    }
}
