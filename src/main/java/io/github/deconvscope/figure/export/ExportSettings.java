package io.github.deconvscope.figure.export;

import io.github.deconvscope.base.InvalidInputException;
import io.github.deconvscope.figure.Figure;
import io.github.deconvscope.figure.FigureLook;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.FigureTheme;
import io.github.deconvscope.figure.FramedFigure;
import io.github.deconvscope.figure.Ink;
import java.util.Objects;
import java.util.function.Consumer;

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
 * @param look what a style file changes
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
        boolean outlined,
        FigureLook look) {
    /** No raster file has more pixels: 64 megapixels take 256 MB of memory. */
    public static final long MAX_PIXELS = 64_000_000;

    /** The coarsest and the finest resolution. */
    public static final double MIN_DPI = 36;

    public static final double MAX_DPI = 2400;

    private static final double MIN_SIDE = 40;
    private static final double MAX_SIDE = 20_000;
    private static final double SMALLEST_SCALE = 0.73;
    private static final double LARGEST_SCALE = 4;

    /** Width of a column of a book: at it no type is smaller than 6 pt or larger than 14 pt, and in wider files in proportion. */
    private static final double COLUMN = PictureSize.COLUMN120.width();

    private static final double SMALLEST_TYPE = 6 * 96 / 72.0;
    /** So that titles, the largest type, take 14 pt. */
    private static final double LARGEST_SCALE_IN_COLUMN = 14 * 96 / 72.0 / Ink.BODY;

    /** Checks the size before any memory is spent on it. */
    public ExportSettings {
        Objects.requireNonNull(theme, "theme");
        Objects.requireNonNull(source, "source");
        side("width", width);
        side("height", height);
        if (!(dpi >= MIN_DPI && dpi <= MAX_DPI)) {
            throw new InvalidInputException("dpi is " + dpi + "; give a number from " + Math.round(MIN_DPI) + " to "
                    + Math.round(MAX_DPI) + ", 300 is usual for print.");
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
        return new ExportSettings(width, height, 1, 96, theme, false, true, false, "", false, false, FigureLook.USUAL);
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
        return screen(width, MIN_SIDE, theme)
                .withText(titled, captioned, source)
                .fitted(figure);
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
        return fitting(figure, width, theme, titled, captioned, source).fitted(figure, height);
    }

    /** These settings in the scale and of the height that suit a figure. */
    private ExportSettings fitted(Figure figure) {
        double largest = Math.min(LARGEST_SCALE, LARGEST_SCALE_IN_COLUMN * Math.max(1, width / COLUMN));
        double suits = Math.max(SMALLEST_SCALE, Math.min(largest, width / figure.preferredWidth()));
        ExportSettings scaled = withScale(suits);
        return scaled.withHeight(Math.max(MIN_SIDE, scaled.heightOf(figure)));
    }

    /** These settings of a height, in a scale at which the figure fits. */
    private ExportSettings fitted(Figure figure, double high) {
        ExportSettings smaller = withHeight(high);
        while (smaller.scale > 1 && smaller.heightOf(figure) > high) {
            smaller = smaller.withScale(smaller.scale * 0.95);
        }
        return smaller;
    }

    private double heightOf(Figure figure) {
        return scale * framed(figure).preferredHeight(width / scale, style());
    }

    /** Of the same width in the look of a style file, as high as suits the figure then; the height stays if it was fixed. */
    public ExportSettings withLook(FigureLook changed, Figure figure, boolean fixedHeight) {
        ExportSettings looking = with(to -> to.look = changed);
        return fixedHeight ? looking.fitted(figure, height) : looking.fitted(figure);
    }

    private ExportSettings withScale(double value) {
        return with(to -> to.scale = value);
    }

    public ExportSettings withDpi(double value) {
        return with(to -> to.dpi = value);
    }

    public ExportSettings withHeight(double value) {
        return with(to -> to.height = value);
    }

    public ExportSettings withTransparent(boolean clear) {
        return with(to -> to.transparent = clear);
    }

    public ExportSettings withText(boolean title, boolean caption, String from) {
        return with(to -> {
            to.titled = title;
            to.captioned = caption;
            to.source = from;
        });
    }

    /** @param alone writes nothing but the picture */
    public ExportSettings withAnonymous(boolean alone) {
        return with(to -> to.anonymous = alone);
    }

    /** @param shapes draws letters as shapes */
    public ExportSettings withOutlined(boolean shapes) {
        return with(to -> to.outlined = shapes);
    }

    /** The style that the figure is painted with; the scale comes on top. */
    FigureStyle style() {
        return FigureStyle.of(theme)
                .with(look)
                .scaled(
                        look.typeSize().orElse(Ink.CAPTION * scale) / (Ink.CAPTION * scale),
                        look.lineWidth().orElse(Ink.CURVE * scale) / (Ink.CURVE * scale))
                .withSmallest(SMALLEST_TYPE * (look.typeSize().isPresent() ? 1 : Math.max(1, width / COLUMN)) / scale);
    }

    FramedFigure framed(Figure figure) {
        return new FramedFigure(figure.forFile().styled(look), titled, captioned, source);
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

    private ExportSettings with(Consumer<Changes> change) {
        Changes changes = new Changes(this);
        change.accept(changes);
        return changes.made();
    }

    /** What can be changed of settings. */
    private static final class Changes {
        private final ExportSettings from;
        private double height;
        private double scale;
        private double dpi;
        private boolean transparent;
        private boolean titled;
        private boolean captioned;
        private String source;
        private boolean anonymous;
        private boolean outlined;
        private FigureLook look;

        Changes(ExportSettings from) {
            this.from = from;
            height = from.height;
            scale = from.scale;
            dpi = from.dpi;
            transparent = from.transparent;
            titled = from.titled;
            captioned = from.captioned;
            source = from.source;
            anonymous = from.anonymous;
            outlined = from.outlined;
            look = from.look;
        }

        ExportSettings made() {
            return new ExportSettings(
                    from.width,
                    height,
                    scale,
                    dpi,
                    from.theme,
                    transparent,
                    titled,
                    captioned,
                    source,
                    anonymous,
                    outlined,
                    look);
        }
    }
}
