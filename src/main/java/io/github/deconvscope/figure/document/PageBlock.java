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

/** Something that is set below what came before it. */
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

    /** @param level of the heading, 0 for text */
    record Words(String text, int level, double indent) implements PageBlock {
        @Override
        public List<Piece> pieces(double width) {
            Font font = level == 0
                    ? Ink.font(FigureFonts.TEXT, Ink.BODY, STYLE)
                    : Ink.font(FigureFonts.BOLD, level == 1 ? 26 : Ink.SECTION, STYLE);
            double line = Ink.lineHeight(font);
            List<Piece> pieces = new ArrayList<>();
            if (level > 0) {
                pieces.add(new Piece(level == 1 ? 0 : 12, true, (g, w) -> {}));
            }
            List<String> lines = Ink.wrapped(text, font, width - indent);
            for (String words : lines) {
                pieces.add(new Piece(line, level > 0, (g, w) -> {
                    Ink ink = new Ink(g, STYLE);
                    ink.text(words, font, ink.palette().text(), indent, line * 0.75);
                    ink.close();
                }));
            }
            pieces.add(new Piece(indent > 0 ? 2 : 8, level > 0, (g, w) -> {}));
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
