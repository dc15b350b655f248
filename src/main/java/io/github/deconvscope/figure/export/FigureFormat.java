package io.github.deconvscope.figure.export;

import io.github.deconvscope.base.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The file formats of figures, by file name extension. */
public enum FigureFormat {
    PNG("PNG picture", Kind.PIXELS),
    SVG("SVG drawing", Kind.DRAWING),
    PDF("PDF document", Kind.DRAWING),
    CSV("CSV table", Kind.DATA),
    JSON("JSON state", Kind.DATA),
    GIF("GIF picture", Kind.PIXELS),
    TEX("LaTeX picture (PGF)", Kind.DRAWING, "pgf", "tikz"),
    EPS("Encapsulated PostScript", Kind.DRAWING),
    HTML("Web page", Kind.DRAWING);

    private enum Kind {
        PIXELS,
        DRAWING,
        DATA
    }

    private final String label;
    private final Kind kind;
    private final List<String> others;

    FigureFormat(String label, Kind kind, String... others) {
        this.label = label;
        this.kind = kind;
        this.others = List.of(others);
    }

    public String label() {
        return label;
    }

    /** The end of the file's name, without the dot. */
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it shows the figure, and is not its numbers or its state. */
    public boolean isPicture() {
        return kind != Kind.DATA;
    }

    /** Whether it is made of pixels. */
    public boolean isRaster() {
        return kind == Kind.PIXELS;
    }

    /** Whether a file's name has an end of this format. */
    public boolean isOf(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith("." + extension()) || others.stream().anyMatch(other -> name.endsWith("." + other));
    }

    /** By the file's name, or an {@link InvalidInputException} that lists the formats. */
    public static FigureFormat of(Path file) {
        for (FigureFormat format : values()) {
            if (format.isOf(file)) {
                return format;
            }
        }
        throw new InvalidInputException(
                "The format of \"" + file
                        + "\" is unknown; end it with .png, .svg, .pdf, .tex, .eps, .csv, .json, .gif or .html, or for what moves .mp4 or .webm.");
    }
}
