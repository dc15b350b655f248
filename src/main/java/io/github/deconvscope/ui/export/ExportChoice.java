package io.github.deconvscope.ui.export;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.catalog.FigureState;
import io.github.deconvscope.figure.export.ExportSettings;
import io.github.deconvscope.figure.export.FigureExporter;
import io.github.deconvscope.figure.export.FigureFormat;
import io.github.deconvscope.figure.export.Length;
import io.github.deconvscope.ui.page.NamedFigure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a person chose in the export dialog.
 *
 * @param format kind of file
 * @param width as text with its unit, such as {@code 140mm}
 * @param dpi pixels an inch of a PNG
 * @param theme colours
 * @param transparent leaves the background out, in PNG and SVG
 * @param titled draws the title
 * @param captioned draws the caption
 */
public record ExportChoice(
        FigureFormat format,
        String width,
        double dpi,
        FigureTheme theme,
        boolean transparent,
        boolean titled,
        boolean captioned) {
    private static final double ROOM_FOR_CAPTION = 40;

    /** What the dialog shows first: a column of a paper. */
    public static final ExportChoice USUAL =
            new ExportChoice(FigureFormat.PNG, "140mm", 300, FigureTheme.PRINT, false, true, false);

    /** Settings for one figure; a {@link io.github.deconvscope.run.InvalidInputException} says what cannot be. */
    public ExportSettings settings(Figure figure) {
        double wide = Length.parse("width", width);
        double high = wide / figure.preferredAspect() + (captioned ? ROOM_FOR_CAPTION : 0);
        return new ExportSettings(wide, high, dpi, theme, transparent, titled, captioned, "");
    }

    /**
     * Writes figures; not on the FX thread.
     *
     * @param place the file for a single figure, the folder for several
     * @param link of the page, kept in the files so that they open the view again
     * @return the written files
     */
    public List<Path> write(List<NamedFigure> figures, Path place, String link) throws IOException {
        List<Path> written = new ArrayList<>();
        for (NamedFigure named : figures) {
            Path file = Files.isDirectory(place)
                    ? place.resolve(named.id() + "." + format.extension())
                    : withExtension(place);
            FigureState state = FigureState.shown(named.id(), link);
            FigureExporter.write(named.figure(), Optional.of(state), settings(named.figure()), file);
            written.add(file);
        }
        return written;
    }

    /** The file with the end of this format, which file choosers leave out on some systems. */
    private Path withExtension(Path file) {
        String name = file.getFileName().toString();
        return name.toLowerCase(java.util.Locale.ROOT).endsWith("." + format.extension())
                ? file
                : file.resolveSibling(name + "." + format.extension());
    }
}
