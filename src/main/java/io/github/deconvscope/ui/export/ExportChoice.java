package io.github.deconvscope.ui.export;

import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureLook;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.catalog.FigureState;
import io.github.deconvscope.figure.chart.PanelsFigure;
import io.github.deconvscope.figure.export.ExportSettings;
import io.github.deconvscope.figure.export.FigureExporter;
import io.github.deconvscope.figure.export.FigureFormat;
import io.github.deconvscope.figure.export.Length;
import io.github.deconvscope.figure.export.StyleSheet;
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
 * @param transparent leaves the background out, in PNG, SVG and PDF
 * @param titled draws the title
 * @param captioned draws the caption
 * @param sourced draws where the figure comes from
 * @param anonymous writes the picture alone, for a review without names
 * @param style a style file's text; empty for none
 * @param columns panels in a row, of several figures that become one; 0 writes a file for each
 */
public record ExportChoice(
        FigureFormat format,
        String width,
        double dpi,
        FigureTheme theme,
        boolean transparent,
        boolean titled,
        boolean captioned,
        boolean sourced,
        boolean anonymous,
        String style,
        int columns) {
    /** What the dialog shows first: a column of a paper. */
    public static final ExportChoice USUAL = new ExportChoice(
            FigureFormat.PNG, "140mm", 300, FigureTheme.PRINT, false, true, false, false, false, "", 0);

    public ExportChoice {
        // A window of an earlier version kept no style.
        style = style == null ? "" : style;
    }

    /** Whether nothing is missing, as it may be in a file from elsewhere. */
    public boolean isSound() {
        return format != null && width != null && theme != null;
    }

    /** Several figures as the one that is written; a single one, and those that are written each for itself, as they are. */
    List<NamedFigure> arranged(List<NamedFigure> figures) {
        if (columns == 0 || figures.size() < 2) {
            return figures;
        }
        int row = Math.min(columns, figures.size());
        List<Figure> styled = figures.stream()
                .map(named -> named.figure().styled(look(named.id())))
                .toList();
        FigureState state =
                FigureState.ofPanels(figures.stream().map(NamedFigure::state).toList(), row);
        return List.of(new NamedFigure(state, PanelsFigure.lettered(styled, row)));
    }

    private FigureLook look(String figure) {
        return style.isEmpty()
                ? FigureLook.USUAL
                : StyleSheet.parse("the style", style).look(figure);
    }

    /**
     * Settings for one figure; a {@link io.github.deconvscope.base.InvalidInputException} says what cannot be.
     *
     * @param source where it comes from, drawn if that was chosen
     */
    public ExportSettings settings(NamedFigure named, String source) {
        Figure figure = named.figure();
        double wide = Length.parse("width", width);
        return ExportSettings.fitting(figure, wide, theme, titled, captioned, sourced ? source : "")
                .withTransparent(transparent)
                .withAnonymous(anonymous)
                .withLook(look(named.id()), figure, false)
                .withDpi(dpi);
    }

    /**
     * Writes figures; not on the FX thread.
     *
     * @param place the file for a single figure, the folder for several
     * @param link of the page, kept in the files so that they open the view again
     * @param source where the figures come from
     * @return the written files
     * @throws io.github.deconvscope.base.InvalidInputException if a file that was not chosen by name is there already and another program's
     */
    public List<Path> write(List<NamedFigure> chosen, Path place, String link, String source) throws IOException {
        List<NamedFigure> figures = arranged(chosen);
        List<Path> written = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        for (NamedFigure named : figures) {
            Path file = Files.isDirectory(place)
                    ? place.resolve(unique(named.id(), files.size(), figures) + "." + format.extension())
                    : withExtension(place);
            if (!file.equals(place)) {
                // The dialog asked about the place alone.
                FigureExporter.requireOwn(named.figure(), file);
            }
            files.add(file);
        }
        for (NamedFigure named : figures) {
            Path file = files.get(written.size());
            FigureState state =
                    named.state().withLink(link).withStyle(Optional.of(style).filter(text -> !text.isEmpty()));
            FigureExporter.write(named.figure(), Optional.of(state), settings(named, source), file);
            written.add(file);
        }
        return written;
    }

    /** The id, numbered where several figures of the page have it. */
    private static String unique(String id, int index, List<NamedFigure> figures) {
        long before = figures.subList(0, index).stream()
                .filter(other -> other.id().equals(id))
                .count();
        return before == 0 ? id : id + "-" + (before + 1);
    }

    /** The file with the end of this format, which file choosers leave out on some systems. */
    private Path withExtension(Path file) {
        return format.isOf(file) ? file : file.resolveSibling(file.getFileName() + "." + format.extension());
    }
}
