package io.github.deconvscope.figure.export;

import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.run.InvalidInputException;
import java.util.Objects;

/**
 * How a figure becomes a file.
 *
 * @param width in logical pixels (1/96 inch)
 * @param height in logical pixels
 * @param dpi pixels per inch of a PNG or GIF, written into a PNG; 96 gives one pixel a logical pixel
 * @param theme light, dark or print
 * @param transparent leaves the background out, in PNG and SVG
 * @param titled draws the title
 * @param captioned draws the caption
 * @param source where the figure comes from, drawn below it; empty draws nothing
 */
public record ExportSettings(
        double width,
        double height,
        double dpi,
        FigureTheme theme,
        boolean transparent,
        boolean titled,
        boolean captioned,
        String source) {
    /** No raster file has more pixels: 64 megapixels take 256 MB of memory. */
    public static final long MAX_PIXELS = 64_000_000;

    private static final double MIN_SIDE = 40;
    private static final double MAX_SIDE = 20_000;
    private static final double REFERENCE_WIDTH = 520;

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
        return new ExportSettings(width, height, 96, theme, false, true, false, "");
    }

    public ExportSettings withDpi(double value) {
        return new ExportSettings(width, height, value, theme, transparent, titled, captioned, source);
    }

    public ExportSettings withText(boolean title, boolean caption, String from) {
        return new ExportSettings(width, height, dpi, theme, transparent, title, caption, from);
    }

    /** Fonts and lines grow and shrink with the picture, within what can be read. */
    public FigureStyle style() {
        double scale = Math.max(0.72, Math.min(2.5, width / REFERENCE_WIDTH));
        return new FigureStyle(theme, scale, scale);
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
