package io.github.deconvscope.figure;

import java.awt.Color;

/**
 * Colour tokens of a theme. Data colours are not here: see {@link io.github.deconvscope.figure.chart.SeriesKey} and
 * {@link io.github.deconvscope.figure.color.ColorMap}.
 *
 * @param surface what figures lie on; painters never fill it, exporters do unless asked for a transparent picture
 * @param raised a panel, a legend or a tooltip on the surface
 * @param text words and numbers that matter
 * @param muted captions, tick labels
 * @param axis axis lines, cell borders
 * @param grid grid lines
 * @param accent what is selected or pinned; never data
 * @param missing cells that hold no number
 */
public record Palette(
        Color surface, Color raised, Color text, Color muted, Color axis, Color grid, Color accent, Color missing) {
    private static final Palette LIGHT = new Palette(
            new Color(0xFFFFFF),
            new Color(0xF6F7F9),
            new Color(0x1B1F24),
            new Color(0x57606A),
            new Color(0x8C959F),
            new Color(0xE3E7EB),
            new Color(0xB4235A),
            new Color(0x6E7781));
    private static final Palette DARK = new Palette(
            new Color(0x16191D),
            new Color(0x20242A),
            new Color(0xE8EAED),
            new Color(0xA3ABB5),
            new Color(0x6B7480),
            new Color(0x2C323A),
            new Color(0xFF7AA8),
            new Color(0x8B949E));
    private static final Palette PRINT = new Palette(
            Color.WHITE,
            Color.WHITE,
            Color.BLACK,
            new Color(0x333333),
            new Color(0x333333),
            new Color(0xD9D9D9),
            Color.BLACK,
            new Color(0x777777));

    public static Palette of(FigureTheme theme) {
        return switch (theme) {
            case LIGHT -> LIGHT;
            case DARK -> DARK;
            case PRINT -> PRINT;
        };
    }

    /** The palette of the style's theme. */
    public static Palette of(FigureStyle style) {
        return of(style.theme());
    }
}
