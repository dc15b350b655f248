package io.github.deconvscope.figure;

/** Colour tokens of figures; the window uses the first two, paper the third. */
public enum FigureTheme {
    LIGHT,
    DARK,
    PRINT
}
