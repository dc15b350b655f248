package io.github.deconvscope.figure.convolution;

import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.Ink;
import java.awt.Font;
import java.util.List;
import java.util.stream.Stream;

/** The heading above a map of the convolution page: role and name, and below them a note on its size, in as many lines as a narrow pane needs. */
final class Heading {
    private static final double MARGIN = 6;
    private static final int MOST_LINES = 6;
    /** What a note usually takes beside other maps. */
    private static final int USUAL_LINES = 3;

    private Heading() {}

    /** Height with a note of one line, and the room below it; hardly any where the heading is left out. */
    static double height(FigureStyle style) {
        return height(style, 1);
    }

    /** Height with all lines of the note in a figure of this width. */
    static double height(FigureStyle style, String note, double width) {
        return height(style, lines(note, style, width).size());
    }

    /** Height with as many lines as a note usually takes. */
    static double tallest(FigureStyle style) {
        return height(style, USUAL_LINES);
    }

    private static double height(FigureStyle style, int noteLines) {
        if (!style.headed()) {
            return 3;
        }
        return Ink.lineHeight(Ink.font(FigureFonts.BOLD, Ink.BODY, style))
                + noteLines * Ink.lineHeight(Ink.font(FigureFonts.TEXT, Ink.CAPTION, style))
                + 6;
    }

    private static List<String> lines(String note, FigureStyle style, double width) {
        Font text = Ink.font(FigureFonts.TEXT, Ink.CAPTION, style);
        List<String> all = Ink.wrapped(note, text, width - MARGIN);
        return all.size() <= MOST_LINES
                ? all
                : Stream.concat(
                                all.stream().limit(MOST_LINES - 1),
                                Stream.of(String.join(" ", all.subList(MOST_LINES - 1, all.size()))))
                        .toList();
    }

    static void paint(Ink ink, FigureStyle style, String title, String note, double width) {
        if (!style.headed()) {
            return;
        }
        Font bold = ink.font(FigureFonts.BOLD, Ink.BODY);
        Font text = ink.font(FigureFonts.TEXT, Ink.CAPTION);
        double line = Ink.lineHeight(bold) / 2;
        ink.textAt(
                Ink.shortened(title, bold, width - MARGIN), bold, ink.palette().text(), 3, line, 0);
        double below = 2 * line + Ink.lineHeight(text) / 2;
        for (String part : lines(note, style, width)) {
            ink.textAt(
                    Ink.shortened(part, text, width - MARGIN),
                    text,
                    ink.palette().muted(),
                    3,
                    below,
                    0);
            below += Ink.lineHeight(text);
        }
    }
}
