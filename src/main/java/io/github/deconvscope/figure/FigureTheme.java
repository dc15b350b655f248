package io.github.deconvscope.figure;

/** The colour themes of figures; the window uses the first two, paper the third. */
public enum FigureTheme {
    LIGHT,
    DARK,
    PRINT
}
