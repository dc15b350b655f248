package io.github.deconvscope.figure.convolution;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.Ink;
import io.github.deconvscope.lab.convolution.ElementName;
import io.github.deconvscope.lab.convolution.Formula;
import io.github.deconvscope.math.ConvolutionGeometry;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** The products and sum of a selected element, written out: symbols above numbers, each term in the colour of its weight. */
public final class FormulaFigure implements Figure {
    /** Largest height in logical pixels; a longer formula is cut, with the number of products left out. */
    private static final double MOST_HEIGHT = 600;

    private final Formula formula;
    private final ConvolutionGeometry geometry;

    FormulaFigure(Formula formula, ConvolutionGeometry geometry) {
        this.formula = formula;
        this.geometry = geometry;
    }

    @Override
    public String title() {
        return "Formula of " + (formula.lead().isEmpty() ? "the selection" : formula.lead());
    }

    @Override
    public String caption() {
        return formula.lead().isEmpty()
                ? ""
                : "Each product has the colour of its weight. " + ElementName.meaning(geometry);
    }

    /** As high as its lines. */
    @Override
    public double preferredHeight(double width) {
        return heightFor(width, FigureStyle.of(FigureTheme.LIGHT));
    }

    /** The height that the formula takes in a style, found by painting without a target. */
    double heightFor(double width, FigureStyle style) {
        Graphics2D nothing = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        try {
            return new Line(new Ink(nothing, style), width, MOST_HEIGHT, style).paint();
        } finally {
            nothing.dispose();
        }
    }

    @Override
    public String altText() {
        return formula.lead().isEmpty() ? "Nothing is selected. Point at a cell to see its formula." : formula.text();
    }

    @Override
    public void paint(Graphics2D g, double width, double height, FigureStyle style) {
        Ink ink = new Ink(g, style);
        try {
            if (formula.lead().isEmpty()) {
                ink.textAt(
                        "Point at a cell, a weight, or a row or column of the matrix: its arithmetic appears here. A click pins it.",
                        ink.font(FigureFonts.TEXT, Ink.CAPTION),
                        ink.palette().muted(),
                        3,
                        height / 2,
                        0);
            } else {
                boolean fits = heightFor(width, style) <= height + 0.5;
                new Line(ink, width, fits ? MOST_HEIGHT : height, style).paint();
            }
        } finally {
            ink.close();
        }
    }

    @Override
    public DataTable table() {
        List<List<Object>> rows = new ArrayList<>();
        for (Formula.Term term : formula.terms()) {
            rows.add(List.of(term.symbols(), term.first(), term.second(), term.product()));
        }
        return DataTable.of(List.of("term", "first factor", "second factor", "product"), rows);
    }

    /** One call of paint: a cursor that runs on and wraps. */
    private final class Line {
        private final Ink ink;
        private final double width;
        private final double height;
        private final Font symbols;
        private final Font numbers;
        private final Font words;
        private final WeightColors colors;
        private final double lineHeight;
        /** Whether the remark has no room beside anything else, and so a line of its own. */
        private final boolean below;

        private double x = 3;
        private double y = 2;

        Line(Ink ink, double width, double height, FigureStyle style) {
            this.ink = ink;
            this.width = width;
            symbols = ink.font(FigureFonts.TEXT, 10);
            numbers = ink.font(FigureFonts.NUMBERS, Ink.CAPTION);
            words = ink.font(FigureFonts.TEXT, Ink.CAPTION);
            colors = WeightColors.of(geometry, style.theme());
            lineHeight = Ink.lineHeight(symbols) + Ink.lineHeight(numbers) + 5;
            below = !formula.remark().isEmpty() && Ink.width(formula.remark(), words) > width - 170;
            this.height = height - (below ? Ink.lineHeight(words) : 0);
        }

        /** Returns how far down it came. */
        double paint() {
            Font bold = ink.font(FigureFonts.NUMBERS_BOLD, Ink.BODY);
            word(
                    formula.lead() + (formula.sum() ? " =" : ""),
                    bold,
                    ink.palette().text());
            int shown = 0;
            for (Formula.Term term : formula.terms()) {
                if (!chip(term, formula.terms().size() - shown)) {
                    word(
                            "\u2026 " + (formula.terms().size() - shown) + " more",
                            words,
                            ink.palette().muted());
                    break;
                }
                shown++;
                if (formula.sum() && shown < formula.terms().size()) {
                    word("+", numbers, ink.palette().muted());
                }
            }
            if (formula.sum()) {
                word(
                        (formula.terms().isEmpty() ? "" : "= ") + Numbers.shown(formula.result()),
                        bold,
                        ink.palette().text());
            }
            if (!below) {
                word(formula.remark(), words, ink.palette().muted());
                return y + lineHeight;
            }
            double line = Ink.lineHeight(words);
            String remark = Ink.shortened(formula.remark(), words, width - 5);
            ink.textAt(remark, words, ink.palette().muted(), 3, y + lineHeight + line / 2, 0);
            return y + lineHeight + line;
        }

        /** Room for the remark beside the last products. */
        private double remark() {
            return below || formula.remark().isEmpty() ? 0 : Ink.width(formula.remark(), words) + 6;
        }

        private void word(String text, Font font, Color color) {
            double wide = Ink.width(text, font);
            if (x > 3 && x + wide > width - 4 && !isLast()) {
                x = 3;
                y += lineHeight;
            }
            ink.textAt(Ink.shortened(text, font, width - x - 2), font, color, x, y + lineHeight / 2, 0);
            x += wide + 6;
        }

        private boolean isLast() {
            return y + 2 * lineHeight > height;
        }

        /** Where products end: on the last line there follow the number of those left out, the result and the remark. */
        private double end(int left) {
            return width - 4 - (isLast() ? (left > 1 ? 150 : 70) + remark() : 0);
        }

        /** Returns false where the last line is full. */
        private boolean chip(Formula.Term term, int left) {
            String values = term.values(Numbers::shown);
            double wide = Math.max(Ink.width(term.symbols(), symbols), Ink.width(values, numbers)) + 10;
            if (x + wide > end(left)) {
                if (isLast()) {
                    return false;
                }
                x = 3;
                y += lineHeight;
                if (x + wide > end(left)) {
                    return false;
                }
            }
            Color ground =
                    term.weight() == Formula.Term.NO_WEIGHT ? ink.palette().grid() : colors.get(term.weight());
            ink.fill(new RoundRectangle2D.Double(x, y, wide, lineHeight - 4, 8, 8), ground);
            Color on = CellInk.readableOn(ground);
            double middle = x + wide / 2;
            double first = Ink.lineHeight(symbols) / 2 + 1;
            ink.textAt(term.symbols(), symbols, Ink.mix(on, ground, 0.25), middle, y + first, 0.5);
            ink.textAt(values, numbers, on, middle, y + 2 * first + Ink.lineHeight(numbers) / 2 - 1, 0.5);
            x += wide + 5;
            return true;
        }
    }
}
