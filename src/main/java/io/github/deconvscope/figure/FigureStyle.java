package io.github.deconvscope.figure;

import java.util.Objects;

/**
 * The look of a figure: theme, scale of fonts and lines, and whether it draws title and caption.
 *
 * @param theme light, dark or print
 * @param fontScale 1 on the screen
 * @param lineScale 1 on the screen
 * @param headed whether figures that write their own title and caption do so
 * @param smallest size of type in logical pixels below which nothing is written; 0 for none
 * @param look what a style file changes
 */
public record FigureStyle(
        FigureTheme theme, double fontScale, double lineScale, boolean headed, double smallest, FigureLook look) {
    public FigureStyle {
        Objects.requireNonNull(theme, "theme");
        Objects.requireNonNull(look, "look");
        if (!(fontScale > 0) || !(lineScale > 0)) {
            throw new IllegalArgumentException(
                    "font scale " + fontScale + " and line scale " + lineScale + " have to be above 0");
        }
    }

    public static FigureStyle of(FigureTheme theme) {
        return new FigureStyle(theme, 1, 1, true, 0, FigureLook.USUAL);
    }

    /** Smaller type and lines, for figures that share a place, or larger ones, for a projector. */
    public FigureStyle scaled(double fonts, double lines) {
        return new FigureStyle(theme, fontScale * fonts, lineScale * lines, headed, smallest, look);
    }

    /** Without title and caption, which a frame around the figure writes. */
    public FigureStyle bare() {
        return new FigureStyle(theme, fontScale, lineScale, false, smallest, look);
    }

    /** With no type smaller than this. */
    public FigureStyle withSmallest(double size) {
        return new FigureStyle(theme, fontScale, lineScale, headed, size, look);
    }

    /** With what a style file changes, but for its sizes, which are those of a file: see {@link #scaled}. */
    public FigureStyle with(FigureLook changed) {
        return new FigureStyle(theme, fontScale, lineScale, headed, smallest, changed);
    }
}
