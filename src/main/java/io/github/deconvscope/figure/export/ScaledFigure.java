package io.github.deconvscope.figure.export;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.WrappedFigure;
import java.awt.Graphics2D;

/**
 * A figure magnified as a whole: text, lines and gaps grow by the same factor.
 *
 * @param inner the figure itself
 * @param scale above 1 for a larger picture of less room
 */
record ScaledFigure(Figure inner, double scale) implements WrappedFigure {
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
