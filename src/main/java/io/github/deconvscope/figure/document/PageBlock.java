package io.github.deconvscope.figure.document;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.FramedFigure;
import io.github.deconvscope.figure.Ink;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;

/** A block of a document, such as a paragraph or a figure, that is set below the previous one. */
sealed interface PageBlock {
    FigureStyle STYLE = FigureStyle.of(FigureTheme.PRINT);

    /** The block as pieces that are not cut by the end of a page. */
    List<Piece> pieces(double width);

    /** A painter of one piece, at its upper left corner. */
    @FunctionalInterface
    interface Painter {
        void paint(Graphics2D g, double width);
    }

    /**
     * @param height it takes, space below included
     * @param keep whether it may not be the last of a page
     */
    record Piece(double height, boolean keep, Painter painter) {}

    /**
     * A heading, a paragraph or an item of a list.
     *
     * @param level of the heading, 0 for text
     * @param indent of its lines
     * @param mark before the first line, such as a bullet; empty for none
     */
    record Words(RichText text, int level, double indent, String mark) implements PageBlock {
        /** Room for a mark. */
        private static final double MARK = 24;

        @Override
        public List<Piece> pieces(double width) {
            double size = level == 1 ? 26 : level == 2 ? Ink.SECTION : Ink.BODY;
            double height = Ink.lineHeight(Ink.font(FigureFonts.TEXT, size, STYLE));
            double left = indent + (mark.isEmpty() ? 0 : MARK);
            double below = mark.isEmpty() ? 8 : 2;
            List<Piece> pieces = new ArrayList<>();
            if (level > 0) {
                pieces.add(new Piece(level == 1 ? 0 : 12, true, (g, w) -> {}));
            }
            List<List<RichText.Span>> lines = text.lines(size, STYLE, width - left);
            int last = lines.size() - 1;
            for (int i = 0; i <= last; i++) {
                List<RichText.Span> line = lines.get(i);
                String sign = i == 0 ? mark : "";
                // No line of a paragraph is left alone on a page, and no heading stands at its end.
                boolean keep = level > 0 || i == 0 && last > 0 || i == last - 1;
                pieces.add(new Piece(height + (i == last ? below : 0), keep, (g, w) -> {
                    Ink ink = new Ink(g, STYLE);
                    double y = height * 0.75;
                    ink.text(
                            sign,
                            Ink.font(FigureFonts.TEXT, size, STYLE),
                            ink.palette().text(),
                            indent,
                            y);
                    double x = left;
                    for (RichText.Span span : line) {
                        ink.text(
                                span.text(),
                                span.font(size, STYLE),
                                ink.palette().text(),
                                x,
                                y);
                        x += span.width(size, STYLE);
                    }
                    ink.close();
                }));
            }
            return pieces;
        }
    }

    record CodeLine(String text) implements PageBlock {
        @Override
        public List<Piece> pieces(double width) {
            Font font = Ink.font(FigureFonts.NUMBERS, 10, STYLE);
            double line = Ink.lineHeight(font);
            return List.of(new Piece(line, false, (g, w) -> {
                Ink ink = new Ink(g, STYLE);
                ink.text(Ink.shortened(text, font, w - 16), font, ink.palette().text(), 16, line * 0.75);
                ink.close();
            }));
        }
    }

    record Space(double height) implements PageBlock {
        @Override
        public List<Piece> pieces(double width) {
            return List.of(new Piece(height, false, (g, w) -> {}));
        }
    }

    record Picture(Figure figure, double height) implements PageBlock {
        /** A figure with title and caption, as wide as the text, at most as high as a third of a page. */
        static Picture framed(Figure figure, double width) {
            return new Picture(
                    new FramedFigure(figure, true, true, ""), Math.min(360, width / figure.preferredAspect()) + 60);
        }

        @Override
        public List<Piece> pieces(double width) {
            return List.of(new Piece(height + 12, false, (g, w) -> figure.paint(g, w, height, STYLE)));
        }
    }
}
