package io.github.deconvscope.figure;

import java.awt.Font;
import java.awt.Graphics2D;
import java.util.List;
import java.util.Optional;

/**
 * A figure with its title above and its caption and source below, for slides and papers.
 *
 * @param inner the figure itself
 * @param titled whether its title is drawn
 * @param captioned whether its caption is drawn
 * @param source where it comes from (run, step, seed, version); empty draws nothing
 */
public record FramedFigure(Figure inner, boolean titled, boolean captioned, String source) implements WrappedFigure {
    private static final double MARGIN = 8;

    @Override
    public void paint(Graphics2D g, double width, double height, FigureStyle style) {
        Layout layout = new Layout(width, height, style);
        Ink ink = new Ink(g, style);
        try {
            double y = MARGIN;
            for (String line : layout.titleLines) {
                y += Ink.lineHeight(layout.titleFont);
                ink.text(line, layout.titleFont, ink.palette().text(), MARGIN, y - layout.titleFont.getSize2D() * 0.35);
            }
            y = height - MARGIN - layout.below + 4;
            for (String line : layout.captionLines) {
                y += Ink.lineHeight(layout.captionFont);
                ink.text(line, layout.captionFont, ink.palette().text(), MARGIN, y - layout.descent());
            }
            if (!source.isEmpty()) {
                y = height - MARGIN + 4;
                String shown = Ink.shortened(source, layout.captionFont, width - 2 * MARGIN);
                ink.text(shown, layout.captionFont, ink.palette().muted(), MARGIN, y - layout.descent());
            }
            Graphics2D inside = ink.graphics();
            inside.translate(MARGIN, layout.top);
            inner.paint(inside, layout.innerWidth, layout.innerHeight, innerStyle(style));
        } finally {
            ink.close();
        }
    }

    @Override
    public Optional<FigureHit> hit(double x, double y, double width, double height, FigureStyle style) {
        return hits(width, height, style).at(x, y);
    }

    /** What lies under the points of a figure of one size and style. */
    public interface Hits {
        /** As {@link Figure#hit}. */
        Optional<FigureHit> at(double x, double y);
    }

    /** As {@link #hit}, for many points: the words of the frame are broken into lines once. */
    public Hits hits(double width, double height, FigureStyle style) {
        Layout layout = new Layout(width, height, style);
        FigureStyle inside = innerStyle(style);
        return (x, y) -> inner.hit(x - MARGIN, y - layout.top, layout.innerWidth, layout.innerHeight, inside);
    }

    private boolean innerHeads() {
        return titled && inner.headsItself();
    }

    private FigureStyle innerStyle(FigureStyle style) {
        return innerHeads() ? style : style.bare();
    }

    /** The height at which the figure itself has its preferred height in a frame of this width. */
    public double preferredHeight(double width, FigureStyle style) {
        Layout room = new Layout(width, 0, style);
        return room.top + inner.preferredHeight(room.innerWidth) + room.below + MARGIN;
    }

    private final class Layout {
        final Font titleFont;
        final Font captionFont;
        final List<String> titleLines;
        final List<String> captionLines;
        final double top;
        final double below;
        final double innerWidth;
        final double innerHeight;

        Layout(double width, double height, FigureStyle style) {
            titleFont = Ink.font(FigureFonts.BOLD, Ink.BODY, style);
            captionFont = Ink.font(FigureFonts.TEXT, Ink.CAPTION - 1, style);
            innerWidth = Math.max(1, width - 2 * MARGIN);
            boolean heads = titled && !inner.headsItself();
            boolean explains = captioned && !innerHeads();
            titleLines = wrapped(heads, title(), titleFont, style);
            captionLines = wrapped(explains, caption(), captionFont, style);
            int above = 0;
            int words = 0;
            for (Figure each : inner.family()) {
                above = Math.max(
                        above, wrapped(heads, each.title(), titleFont, style).size());
                words = Math.max(
                        words,
                        wrapped(explains, each.caption(), captionFont, style).size());
            }
            top = MARGIN + above * Ink.lineHeight(titleFont) + (above == 0 ? 0 : 4);
            int lines = words + (source.isEmpty() ? 0 : 1);
            below = lines == 0 ? 0 : 4 + lines * Ink.lineHeight(captionFont);
            innerHeight = Math.max(1, height - top - below - MARGIN);
        }

        private List<String> wrapped(boolean shown, String text, Font font, FigureStyle style) {
            String words = style.look().word(text);
            return shown && !words.isEmpty() ? Ink.wrapped(words, font, innerWidth) : List.of();
        }

        double descent() {
            return captionFont.getSize2D() * 0.35;
        }
    }
}
