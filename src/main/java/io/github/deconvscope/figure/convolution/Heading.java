package io.github.deconvscope.figure.convolution;

import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.Ink;
import java.awt.Font;

/** The two lines above a figure of this page: role and name, and below them size and what became of it. */
final class Heading {
    private Heading() {}

    /** Height of both lines, with the room below them; hardly any where they are left out. */
    static double height(FigureStyle style) {
        if (!style.headed()) {
            return 3;
        }
        return Ink.lineHeight(Ink.font(FigureFonts.BOLD, Ink.BODY, style))
                + Ink.lineHeight(Ink.font(FigureFonts.TEXT, Ink.CAPTION, style))
                + 6;
    }

    static void paint(Ink ink, FigureStyle style, String title, String note, double width) {
        if (!style.headed()) {
            return;
        }
        Font bold = ink.font(FigureFonts.BOLD, Ink.BODY);
        Font text = ink.font(FigureFonts.TEXT, Ink.CAPTION);
        double line = Ink.lineHeight(bold) / 2;
        ink.textAt(Ink.shortened(title, bold, width - 6), bold, ink.palette().text(), 3, line, 0);
        double below = 2 * line + Ink.lineHeight(text) / 2;
        ink.textAt(Ink.shortened(note, text, width - 6), text, ink.palette().muted(), 3, below, 0);
    }
}
