package io.github.deconvscope.cli;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.export.ExportSettings;
import io.github.deconvscope.figure.export.Length;
import picocli.CommandLine.Option;

/** How exported figures look; shared by the commands that write some. */
final class PictureOptions {
    private static final double PRINT_DPI = 300;
    private static final double SCREEN_DPI = 96;

    @Option(
            names = "--theme",
            paramLabel = "T",
            description = "light, dark or print: black on white, reads well in grey (default: print).")
    private FigureTheme theme = FigureTheme.PRINT;

    @Option(
            names = "--width",
            paramLabel = "LENGTH",
            description = "Width, as 120mm, 12cm, 5in or 1200px; fonts and lines grow with it (default: 140mm).")
    private String width = "140mm";

    @Option(names = "--height", paramLabel = "LENGTH", description = "Height (default: what suits the figure).")
    private String height;

    @Option(
            names = "--dpi",
            paramLabel = "N",
            description = "Pixels an inch of a PNG, written into it (default: 300; 96 where the width is in px).")
    private Double dpi;

    @Option(
            names = "--scale",
            paramLabel = "F",
            description = "Pixels of a PNG for each px of the width, as on a screen of high resolution.")
    private Double scale;

    @Option(names = "--transparent", description = "Leave the background out (PNG, SVG and PDF).")
    private boolean transparent;

    @Option(
            names = "--outlines",
            description = "Draw letters as shapes (SVG and PDF): the same in every program, and no longer text.")
    private boolean outlined;

    @Option(names = "--no-title", description = "Leave the title out.")
    private boolean untitled;

    @Option(names = "--caption", description = "Write the caption below the figure.")
    private boolean captioned;

    @Option(names = "--source", description = "Write run, seed and version below the figure.")
    private boolean sourced;

    @Option(
            names = "--no-metadata",
            description =
                    "Write nothing but the picture: no title, description, state or program in the file, for a review without"
                            + " names. It cannot be opened again.")
    private boolean anonymous;

    /** Whether the files hold the picture alone. */
    boolean anonymous() {
        return anonymous;
    }

    /** The settings for a figure. @param source what {@code --source} writes */
    ExportSettings settings(Figure figure, String source) {
        double wide = Length.parse("--width", width);
        ExportSettings settings = ExportSettings.fitting(
                        figure, wide, theme, !untitled, captioned, sourced ? source : "")
                .withTransparent(transparent)
                .withAnonymous(anonymous)
                .withOutlined(outlined);
        return (height == null ? settings : settings.withHeight(Length.parse("--height", height)))
                .withDpi(resolution());
    }

    private double resolution() {
        if (dpi != null && scale != null) {
            throw new InvalidInputException("--dpi and --scale both set the resolution; give one of them.");
        }
        if (scale != null) {
            return SCREEN_DPI * scale;
        }
        return dpi != null ? dpi : Length.onPaper(width) ? PRINT_DPI : SCREEN_DPI;
    }
}
