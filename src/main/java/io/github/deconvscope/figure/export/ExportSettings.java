package io.github.deconvscope.figure.export;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.FramedFigure;
import io.github.deconvscope.figure.Ink;
import java.util.Objects;

/**
 * The settings of an export: size, resolution, theme, and which texts are drawn.
 *
 * @param width in logical pixels (1/96 inch)
 * @param height in logical pixels
 * @param scale how much larger than on the screen everything is drawn
 * @param dpi pixels per inch of a PNG or GIF, written into a PNG; 96 gives one pixel a logical pixel
 * @param theme light, dark or print
 * @param transparent leaves the background out, in PNG, SVG and PDF
 * @param titled draws the title
 * @param captioned draws the caption
 * @param source where the figure comes from, drawn below it; empty draws nothing
 * @param anonymous writes the picture alone: no title, description, state or name of the program beside it
 * @param outlined draws letters as shapes, in SVG and PDF, which look the same without any font and cannot be searched
 */
public record ExportSettings(
        double width,
        double height,
        double scale,
        double dpi,
        FigureTheme theme,
        boolean transparent,
        boolean titled,
        boolean captioned,
        String source,
        boolean anonymous,
        boolean outlined) {
    /** No raster file has more pixels: 64 megapixels take 256 MB of memory. */
    public static final long MAX_PIXELS = 64_000_000;

    private static final double MIN_SIDE = 40;
    private static final double MAX_SIDE = 20_000;
    private static final double SMALLEST_SCALE = 0.73;
    private static final double LARGEST_SCALE = 4;

    /** Width of a column of a book: at it no type is smaller than 6 pt or larger than 14 pt, and in wider files in proportion. */
    private static final double COLUMN = 120 * 96 / 25.4;

    private static final double SMALLEST_TYPE = 6 * 96 / 72.0;
    /** So that titles, the largest type, take 14 pt. */
    private static final double LARGEST_SCALE_IN_COLUMN = 14 * 96 / 72.0 / Ink.BODY;

    /** Checks the size before any memory is spent on it. */
    public ExportSettings {
        Objects.requireNonNull(theme, "theme");
        Objects.requireNonNull(source, "source");
        side("width", width);
        side("height", height);
        if (!(dpi >= 36 && dpi <= 2400)) {
            throw new InvalidInputException(
                    "dpi is " + dpi + "; give a number from 36 to 2400, 300 is usual for print.");
        }
        double pixels = (width * dpi / 96) * (height * dpi / 96);
        if (pixels > MAX_PIXELS) {
            throw new InvalidInputException(String.format(
                    java.util.Locale.ROOT,
                    "the picture would have %.0f megapixels; the most is %d. Make it smaller or lower the dpi (%.0f).",
                    pixels / 1e6,
                    MAX_PIXELS / 1_000_000,
                    dpi));
        }
    }

    private static void side(String name, double size) {
        if (!(size >= MIN_SIDE && size <= MAX_SIDE)) {
            throw new InvalidInputException(String.format(
                    java.util.Locale.ROOT,
                    "%s is %.0f px (%.0f mm); give one from %.0f px to %.0f px, 120mm is a column of a paper.",
                    name,
                    size,
                    Length.millimetres(size),
                    MIN_SIDE,
                    MAX_SIDE));
        }
    }

    /** A picture of this size on the screen, with its title. */
    public static ExportSettings screen(double width, double height, FigureTheme theme) {
        return new ExportSettings(width, height, 1, 96, theme, false, true, false, "", false, false);
    }

    /**
     * A file of a width, as high as suits the figure. Type, lines and gaps grow and shrink with the width, within what can be read.
     *
     * @param titled draws the title
     * @param captioned draws the caption
     * @param source where the figure comes from; empty draws nothing
     */
    public static ExportSettings fitting(
            Figure figure, double width, FigureTheme theme, boolean titled, boolean captioned, String source) {
        side("width", width);
        double largest = Math.min(LARGEST_SCALE, LARGEST_SCALE_IN_COLUMN * Math.max(1, width / COLUMN));
        double scale = Math.max(SMALLEST_SCALE, Math.min(largest, width / figure.preferredWidth()));
        FramedFigure framed = new FramedFigure(figure.forFile(), titled, captioned, source);
        double height = scale * framed.preferredHeight(width / scale, style(theme, width, scale));
        return new ExportSettings(
                width, Math.max(MIN_SIDE, height), scale, 96, theme, false, titled, captioned, source, false, false);
    }

    /**
     * As {@link #fitting}, of a fixed height: what does not fit is drawn smaller.
     *
     * @param height in logical pixels
     */
    public static ExportSettings fitting(
            Figure figure,
            double width,
            double height,
            FigureTheme theme,
            boolean titled,
            boolean captioned,
            String source) {
        ExportSettings settings = fitting(figure, width, theme, titled, captioned, source);
        double scale = settings.scale;
        FramedFigure framed = new FramedFigure(figure.forFile(), titled, captioned, source);
        while (scale > 1 && scale * framed.preferredHeight(width / scale, style(theme, width, scale)) > height) {
            scale *= 0.95;
        }
        return new ExportSettings(width, height, scale, 96, theme, false, titled, captioned, source, false, false);
    }

    public ExportSettings withDpi(double value) {
        return new ExportSettings(
                width, height, scale, value, theme, transparent, titled, captioned, source, anonymous, outlined);
    }

    public ExportSettings withHeight(double value) {
        return new ExportSettings(
                width, value, scale, dpi, theme, transparent, titled, captioned, source, anonymous, outlined);
    }

    public ExportSettings withTransparent(boolean clear) {
        return new ExportSettings(
                width, height, scale, dpi, theme, clear, titled, captioned, source, anonymous, outlined);
    }

    public ExportSettings withText(boolean title, boolean caption, String from) {
        return new ExportSettings(
                width, height, scale, dpi, theme, transparent, title, caption, from, anonymous, outlined);
    }

    /** @param alone writes nothing but the picture */
    public ExportSettings withAnonymous(boolean alone) {
        return new ExportSettings(
                width, height, scale, dpi, theme, transparent, titled, captioned, source, alone, outlined);
    }

    /** @param shapes draws letters as shapes */
    public ExportSettings withOutlined(boolean shapes) {
        return new ExportSettings(
                width, height, scale, dpi, theme, transparent, titled, captioned, source, anonymous, shapes);
    }

    /** The style that the figure is painted with; the scale comes on top. */
    FigureStyle style() {
        return style(theme, width, scale);
    }

    private static FigureStyle style(FigureTheme theme, double width, double scale) {
        return FigureStyle.of(theme).withSmallest(SMALLEST_TYPE * Math.max(1, width / COLUMN) / scale);
    }

    FramedFigure framed(Figure figure) {
        return new FramedFigure(figure.forFile(), titled, captioned, source);
    }

    /** The size of a PNG, as in {@code 1654 x 1034 pixels}. */
    public String pixelSize() {
        return pixelWidth() + " x " + pixelHeight() + " pixels";
    }

    /** The size on paper, as in {@code 140 x 88 mm}. */
    public String paperSize() {
        return Math.round(Length.millimetres(width)) + " x " + Math.round(Length.millimetres(height)) + " mm";
    }

    int pixelWidth() {
        return (int) Math.max(1, Math.round(width * dpi / 96));
    }

    int pixelHeight() {
        return (int) Math.max(1, Math.round(height * dpi / 96));
    }
}
