package io.github.deconvscope.cli;

import io.github.deconvscope.base.Choice;
import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.catalog.FigureState;
import io.github.deconvscope.figure.export.ExportSettings;
import io.github.deconvscope.figure.export.Length;
import io.github.deconvscope.figure.export.PictureSize;
import io.github.deconvscope.figure.export.StyleSheet;
import io.github.deconvscope.figure.gallery.FigureCatalog;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import picocli.CommandLine.Option;

/** How exported figures look; shared by the commands that write some. */
final class PictureOptions {
    private static final double PRINT_DPI = 300;
    private static final double SCREEN_DPI = 96;
    private static final double LEAST_SCALE = ExportSettings.MIN_DPI / SCREEN_DPI;
    private static final double LARGEST_SCALE = ExportSettings.MAX_DPI / SCREEN_DPI;
    private static final int WIDEST_MOVING = 1000;

    @Option(
            names = "--theme",
            paramLabel = "T",
            description = "light, dark or print: black on white, reads well in grey (default: print).")
    private FigureTheme theme = FigureTheme.PRINT;

    @Option(
            names = "--width",
            paramLabel = "LENGTH",
            description = "Width, as 120mm, 12cm, 5in or 1200px; fonts and lines grow with it (default: 140mm).")
    private String width;

    @Option(
            names = "--size",
            paramLabel = "NAME",
            description =
                    "A size by name: column85 or column120, columns of that many mm, or slide, 16:9 for a projector. In place of"
                            + " --width.")
    private String size;

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

    @Option(
            names = "--style",
            paramLabel = "FILE",
            description =
                    "A style file: font, sizes, colours, axes and words of all figures of a paper; docs/figures.md describes it.")
    private Path style;

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

    /** The style file that was asked for; the figures that it names are in the catalogue. */
    Optional<StyleSheet> style(FigureCatalog catalog) {
        Optional<StyleSheet> sheet = Optional.ofNullable(style).map(StyleSheet::read);
        for (String id : sheet.map(StyleSheet::figures).orElse(Set.of())) {
            try {
                catalog.find(id);
            } catch (InvalidInputException e) {
                throw new InvalidInputException(style + ", \"figures\": " + e.getMessage(), e);
            }
        }
        return sheet;
    }

    /**
     * The settings for a figure.
     *
     * @param source what {@code --source} writes
     * @param state its style is the look of the figure
     */
    ExportSettings settings(Figure figure, String source, FigureState state) {
        String words = sourced ? source : "";
        Optional<PictureSize> named = named();
        double wide = named.map(PictureSize::width).orElseGet(() -> Length.parse("--width", width()));
        OptionalDouble high = named.map(PictureSize::height).orElse(OptionalDouble.empty());
        ExportSettings settings = (high.isPresent()
                        ? ExportSettings.fitting(figure, wide, high.getAsDouble(), theme, !untitled, captioned, words)
                        : ExportSettings.fitting(figure, wide, theme, !untitled, captioned, words))
                .withTransparent(transparent)
                .withAnonymous(anonymous)
                .withOutlined(outlined)
                .withLook(StyleSheet.look(state), figure, high.isPresent());
        return (height == null ? settings : settings.withHeight(Length.parse("--height", height)))
                .withDpi(resolution());
    }

    private String width() {
        return width == null ? "140mm" : width;
    }

    private Optional<PictureSize> named() {
        if (size != null && width != null) {
            throw new InvalidInputException("--size and --width both set the width; give one of them.");
        }
        return Optional.ofNullable(size).map(name -> Choice.parse(PictureSize.class, "--size", name));
    }

    /** The settings for a figure that moves: at most 1,000 pixels wide unless a size or a resolution was asked for. */
    ExportSettings movingSettings(Figure figure, String source, FigureState state) {
        ExportSettings settings = settings(figure, source, state);
        boolean asked = width != null || size != null || dpi != null || scale != null;
        return asked ? settings : settings.withDpi(Math.min(SCREEN_DPI * WIDEST_MOVING / settings.width(), PRINT_DPI));
    }

    private double resolution() {
        if (dpi != null && scale != null) {
            throw new InvalidInputException("--dpi and --scale both set the resolution; give one of them.");
        }
        if (scale != null) {
            if (!(scale >= LEAST_SCALE && scale <= LARGEST_SCALE)) {
                throw new InvalidInputException("--scale is " + scale + "; give a number from " + LEAST_SCALE + " to "
                        + Math.round(LARGEST_SCALE) + ", 2 is usual.");
            }
            return SCREEN_DPI * scale;
        }
        if (dpi != null) {
            return dpi;
        }
        return named().map(PictureSize::dpi).orElse(Length.onPaper(width()) ? PRINT_DPI : SCREEN_DPI);
    }
}
