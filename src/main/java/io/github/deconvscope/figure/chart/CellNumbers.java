package io.github.deconvscope.figure.chart;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.Ink;
import io.github.deconvscope.figure.color.ColorMap;
import io.github.deconvscope.figure.color.ValueRange;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;

/** The values of a heat map as numbers in its cells, where there is room for them. */
record CellNumbers(LabelledMatrix matrix, ValueRange range, ColorMap map) {
    private static final double SMALLEST_CELL = 26;

    void paint(Ink ink, Rectangle2D cells) {
        double cell = cells.getWidth() / matrix.columns();
        if (cell < SMALLEST_CELL) {
            return;
        }
        Font font = ink.font(FigureFonts.NUMBERS, Math.min(Ink.CAPTION, cell / 3.6));
        float[] values = matrix.values();
        for (int i = 0; ink.smallest() > 0 && i < values.length; i++) {
            if (Ink.width(Numbers.shown(values[i]), font) > cell - 2) {
                return;
            }
        }
        for (int row = 0; row < matrix.rows(); row++) {
            for (int column = 0; column < matrix.columns(); column++) {
                float value = matrix.at(row, column);
                String text = Ink.shortened(Numbers.shown(value), font, cell - 2);
                ink.textAt(
                        text,
                        font,
                        readableOn(value),
                        cells.getX() + (column + 0.5) * cell,
                        cells.getY() + (row + 0.5) * cell,
                        0.5);
            }
        }
    }

    private Color readableOn(float value) {
        if (Float.isNaN(value)) {
            return Color.WHITE;
        }
        Color under = new Color(map.argb(range.index(value)));
        double light = 0.299 * under.getRed() + 0.587 * under.getGreen() + 0.114 * under.getBlue();
        return light > 140 ? Color.BLACK : Color.WHITE;
    }
}
