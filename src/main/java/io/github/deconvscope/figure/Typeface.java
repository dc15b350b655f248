package io.github.deconvscope.figure;

import io.github.deconvscope.base.Choice;

/** The families of type that figures are set in; both are shipped. */
public enum Typeface implements Choice {
    NOTO_SANS(new Words("Noto Sans", "Noto Sans, with numbers in JetBrains Mono")),
    /** The type of papers set by TeX, from the fonts of JLaTeXMath. */
    COMPUTER_MODERN(new Words("Computer Modern", "Computer Modern, the type of TeX"));

    private final Words words;

    Typeface(Words words) {
        this.words = words;
    }

    @Override
    public Words words() {
        return words;
    }

    /** The face of this family that stands for one of Noto Sans. */
    FigureFonts of(FigureFonts face) {
        if (this == NOTO_SANS) {
            return face;
        }
        return switch (face) {
            case BOLD, NUMBERS_BOLD -> FigureFonts.ROMAN_BOLD;
            case ITALIC -> FigureFonts.ROMAN_ITALIC;
            case TEXT, NUMBERS -> FigureFonts.ROMAN;
            default -> face;
        };
    }
}
