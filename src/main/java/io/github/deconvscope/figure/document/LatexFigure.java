package io.github.deconvscope.figure.document;

import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.Ink;
import io.github.deconvscope.figure.Palette;
import java.awt.Graphics2D;
import java.util.List;
import org.scilab.forge.jlatexmath.TeXIcon;

/**
 * A formula, set by JLaTeXMath, centred and shrunk if it is wider than its place.
 *
 * @param latex without dollar signs
 * @param words the same for a reader who does not see it
 */
public record LatexFigure(String latex, String words) implements Figure {
    private static final float SIZE = 18;

    /** @throws io.github.deconvscope.base.InvalidInputException that names the formula, if it cannot be set, or not within 2 s */
    public LatexFigure {
        icon(latex, SIZE);
    }

    private static TeXIcon icon(String latex, float size) {
        return FormulaSetter.standard().set(latex, size);
    }

    @Override
    public String title() {
        return "Formula";
    }

    @Override
    public String caption() {
        return words;
    }

    @Override
    public String altText() {
        return words;
    }

    @Override
    public double preferredAspect() {
        TeXIcon icon = icon(latex, SIZE);
        return (double) icon.getIconWidth() / (icon.getIconHeight() + 8);
    }

    /** Height in logical pixels of the formula in a place of this width. */
    public double height(double width) {
        TeXIcon icon = icon(latex, SIZE);
        return Math.min(1, width / icon.getIconWidth()) * icon.getIconHeight() + 8;
    }

    @Override
    public void paint(Graphics2D graphics, double width, double height, FigureStyle style) {
        TeXIcon icon = icon(latex, (float) (SIZE * style.fontScale()));
        Graphics2D g = (Graphics2D) graphics.create();
        try {
            double scale = Math.min(1, Math.min(width / icon.getIconWidth(), height / icon.getIconHeight()));
            g.translate((width - scale * icon.getIconWidth()) / 2, (height - scale * icon.getIconHeight()) / 2);
            g.scale(scale, scale);
            icon.setForeground(Palette.of(style).text());
            Ink.spoken(g, words, shapes -> icon.paintIcon(null, shapes, 0, 0));
        } finally {
            g.dispose();
        }
    }

    @Override
    public DataTable table() {
        return DataTable.of(List.of("formula", "in words"), List.of(List.of(latex, words)));
    }
}
