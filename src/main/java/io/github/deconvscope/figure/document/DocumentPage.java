package io.github.deconvscope.figure.document;

import io.github.deconvscope.figure.DataTable;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.Ink;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;

/**
 * One page of a document.
 *
 * @param title at its foot
 * @param number from 1
 * @param pieces from top to bottom
 */
record DocumentPage(String title, int number, List<PageBlock.Piece> pieces) implements Figure {
    /** White around the text, in logical pixels. */
    static final double MARGIN = 72;

    /** Distributes blocks over pages. */
    static List<DocumentPage> fill(List<PageBlock> blocks, String title, double width, double height) {
        List<PageBlock.Piece> all = new ArrayList<>();
        blocks.forEach(block -> all.addAll(block.pieces(width - 2 * MARGIN)));
        List<DocumentPage> pages = new ArrayList<>();
        List<PageBlock.Piece> page = new ArrayList<>();
        double used = 0;
        for (int i = 0; i < all.size(); i++) {
            double needed = 0;
            int last = i;
            while (last < all.size() - 1 && all.get(last).keep()) {
                needed += all.get(last++).height();
            }
            needed += all.get(last).height();
            if (used + needed > height - 2 * MARGIN && !page.isEmpty()) {
                pages.add(new DocumentPage(title, pages.size() + 1, List.copyOf(page)));
                page.clear();
                used = 0;
            }
            page.add(all.get(i));
            used += all.get(i).height();
        }
        pages.add(new DocumentPage(title, pages.size() + 1, List.copyOf(page)));
        return pages;
    }

    @Override
    public String caption() {
        return "";
    }

    @Override
    public String altText() {
        return title + ", page " + number;
    }

    @Override
    public void paint(Graphics2D graphics, double width, double height, FigureStyle style) {
        double y = MARGIN;
        for (PageBlock.Piece piece : pieces) {
            Graphics2D g = (Graphics2D) graphics.create();
            g.translate(MARGIN, y);
            piece.painter().paint(g, width - 2 * MARGIN);
            g.dispose();
            y += piece.height();
        }
        Ink ink = new Ink(graphics, PageBlock.STYLE);
        ink.textAt(
                title + " \u00b7 " + number,
                Ink.font(FigureFonts.TEXT, Ink.CAPTION, PageBlock.STYLE),
                ink.palette().muted(),
                width - MARGIN,
                height - MARGIN / 2,
                1);
        ink.close();
    }

    @Override
    public DataTable table() {
        return DataTable.of(List.of(), List.of());
    }
}
