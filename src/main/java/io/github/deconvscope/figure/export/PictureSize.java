package io.github.deconvscope.figure.export;

import io.github.deconvscope.base.Choice;
import java.util.OptionalDouble;

/** Sizes of pictures that are asked for by name. */
public enum PictureSize implements Choice {
    COLUMN85(
            new Words("column85", "one of two columns of a journal, 85 mm"),
            85 * 96 / 25.4,
            OptionalDouble.empty(),
            300),
    COLUMN120(new Words("column120", "a column of a book, 120 mm"), 120 * 96 / 25.4, OptionalDouble.empty(), 300),
    SLIDE(new Words("slide", "a slide of 16:9, 1920 x 1080 pixels"), 1280, OptionalDouble.of(720), 144);

    private final Words words;
    private final double width;
    private final OptionalDouble height;
    private final double dpi;

    PictureSize(Words words, double width, OptionalDouble height, double dpi) {
        this.words = words;
        this.width = width;
        this.height = height;
        this.dpi = dpi;
    }

    @Override
    public Words words() {
        return words;
    }

    /** In logical pixels. */
    public double width() {
        return width;
    }

    /** In logical pixels; empty for what suits the figure. */
    public OptionalDouble height() {
        return height;
    }

    /** Pixels per inch of a PNG. */
    public double dpi() {
        return dpi;
    }
}
