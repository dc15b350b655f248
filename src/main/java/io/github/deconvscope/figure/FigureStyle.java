package io.github.deconvscope.figure;

import java.util.Objects;

/**
 * How a figure is drawn: everything that is not data.
 *
 * @param theme light, dark or print
 * @param fontScale 1 on the screen; above 1 for a larger physical size
 * @param lineScale 1 on the screen
 */
public record FigureStyle(FigureTheme theme, double fontScale, double lineScale) {
    public FigureStyle {
        Objects.requireNonNull(theme, "theme");
        if (!(fontScale > 0) || !(lineScale > 0)) {
            throw new IllegalArgumentException(
                    "font scale " + fontScale + " and line scale " + lineScale + " have to be above 0");
        }
    }

    public static FigureStyle of(FigureTheme theme) {
        return new FigureStyle(theme, 1, 1);
    }
}
