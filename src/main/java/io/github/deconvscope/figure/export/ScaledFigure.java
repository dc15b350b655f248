package io.github.deconvscope.figure.export;

import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureStyle;
import java.awt.Graphics2D;

/**
 * A figure seen through a magnifying glass: type, lines and gaps grow alike.
 *
 * @param inner the figure itself
 * @param scale above 1 for a larger picture of less room
 */
record ScaledFigure(Figure inner, double scale) implements Figure {
    @Override
    public String title() {
        return inner.title();
    }

    @Override
    public String caption() {
        return inner.caption();
    }

    @Override
    public String altText() {
        return inner.altText();
    }

    @Override
    public DataTable table() {
        return inner.table();
    }

    @Override
    public void paint(Graphics2D g, double width, double height, FigureStyle style) {
        Graphics2D larger = (Graphics2D) g.create();
        try {
            larger.scale(scale, scale);
            inner.paint(larger, width / scale, height / scale, style);
        } finally {
            larger.dispose();
        }
    }
}
