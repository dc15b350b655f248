package io.github.deconvscope.figure.export;

import io.github.deconvscope.base.InvalidInputException;
import java.nio.file.Path;
import java.util.Locale;

/** The file formats of figures, by file name extension. */
public enum FigureFormat {
    PNG("PNG picture"),
    SVG("SVG drawing"),
    PDF("PDF document"),
    CSV("CSV table"),
    JSON("JSON state"),
    GIF("GIF picture");

    private final String label;

    FigureFormat(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** The end of the file's name, without the dot. */
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** By the file's name, or an {@link InvalidInputException} that lists the formats. */
    public static FigureFormat of(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        for (FigureFormat format : values()) {
            if (name.endsWith("." + format.extension())) {
                return format;
            }
        }
        throw new InvalidInputException(
                "The format of \"" + file
                        + "\" is unknown; end it with .png, .svg, .pdf, .csv, .json, .gif or .html, or for what moves .mp4 or .webm.");
    }
}
