package io.github.deconvscope.figure.convolution;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.Ink;
import io.github.deconvscope.figure.Palette;
import io.github.deconvscope.figure.color.ColorMap;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/**
 * Draws cells of one size: background, pattern and number. Tuned for thousands of cells: the font is measured once, backgrounds are filled
 * without antialiasing, and all hatching is one path.
 */
final class CellInk {
    /** Below this height a cell shows no number. */
    static final double SMALLEST_WITH_NUMBER = 15;
    /** Below this size a cell shows no pattern and no border. */
    static final double SMALLEST_WITH_PATTERN = 5;

    private static final double SMALLEST_FONT = 6;
    private static final double SMALLEST_FULL = 7.5;
    private static final int LONGEST_NUMBER = 6;
    private static final double LARGEST_TYPE = 14;
    private static final Color NEGATIVE = new Color(ColorMap.BLUE_WHITE_ORANGE.argb(20));
    private static final Color POSITIVE = new Color(ColorMap.BLUE_WHITE_ORANGE.argb(ColorMap.SIZE - 21));

    private final Ink ink;
    private final double width;
    private final double height;
    private final Font font;
    private final double advance;
    private final double capHeight;
    private final double limit;
    private boolean brief;

    /**
     * @param width of a cell in logical pixels
     * @param height of a cell in logical pixels
     * @param values all numbers that will be shown: the longest sets the size of the type, the largest the strength of the colours
     */
    CellInk(Ink ink, double width, double height, double[] values) {
        this(ink, width, height, values, false);
    }

    /** @param page whether type stays that of a page, however large the cells are */
    CellInk(Ink ink, double width, double height, double[] values, boolean page) {
        this.ink = ink;
        this.width = width;
        this.height = height;
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        limit = largest == 0 ? 1 : largest;
        // Type grows with cells, but slowly: numbers of neighbouring cells stay apart.
        double type = Math.min(height * 0.5, Math.max(LARGEST_TYPE, page ? 0 : height * 0.28));
        Font full = ink.font(FigureFonts.NUMBERS, Math.max(1, type));
        Font fitting = fitting(full, values);
        brief = fitting.getSize2D() < SMALLEST_FULL;
        font = brief ? fitting(full, values) : fitting;
        advance = Ink.width("0", font);
        capHeight = Ink.capHeight(font);
    }

    /** A font in which the longest number fits. */
    private Font fitting(Font full, double[] values) {
        int longest = 1;
        for (double value : values) {
            if (longest < LONGEST_NUMBER && value != 0 && height >= SMALLEST_WITH_NUMBER) {
                longest = Math.max(longest, shown(value).length());
            }
        }
        double wide = Ink.width("0", full) * longest;
        return FigureFonts.of(full).at(full.getSize2D() * Math.min(1, (width - 4) / wide));
    }

    /** Whether cells have room for numbers. */
    boolean hasNumbers() {
        return height >= SMALLEST_WITH_NUMBER && font.getSize2D() >= Math.max(SMALLEST_FONT, ink.smallest());
    }

    /** Whether cells have room for hatching and dots. */
    boolean hasPattern() {
        return Math.min(width, height) >= SMALLEST_WITH_PATTERN;
    }

    /** Between two calls of this all fills have hard edges; neighbours then leave no seam, and it is ten times as fast. */
    void hardEdges(boolean on) {
        ink.graphics()
                .setRenderingHint(
                        RenderingHints.KEY_ANTIALIASING,
                        on ? RenderingHints.VALUE_ANTIALIAS_OFF : RenderingHints.VALUE_ANTIALIAS_ON);
    }

    void ground(double x, double y, Color color) {
        Graphics2D g = ink.graphics();
        g.setColor(color);
        g.fill(new Rectangle2D.Double(x, y, width, height));
    }

    /** Grounds of many small cells at once, as an image: a row-major block whose upper left corner is at (x, y). */
    void grounds(double x, double y, int rows, int columns, int[] argb) {
        BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, columns, rows, argb, 0, columns);
        ink.image(image, new Rectangle2D.Double(x, y, columns * width, rows * height));
    }

    /** Lines between the cells of a block whose upper left corner is at (x, y). One by one: as one path they would take 17 times as long. */
    void grid(double x, double y, int rows, int columns, Color color) {
        for (int row = 1; row < rows; row++) {
            ink.line(x, y + row * height, x + columns * width, y + row * height, color, 0.75);
        }
        for (int column = 1; column < columns; column++) {
            ink.line(x + column * width, y, x + column * width, y + rows * height, color, 0.75);
        }
    }

    /** Adds diagonal lines to a path: the sign of a zero that padding added. */
    void addHatch(Path2D path, double x, double y) {
        double step = height < 12 ? height : Math.max(4, height / 5);
        for (double offset = step / 2; offset < width + height; offset += step) {
            double down = Math.max(0, offset - width);
            double across = Math.max(0, offset - height);
            path.moveTo(x + Math.min(offset, width), y + down);
            path.lineTo(x + across, y + Math.min(offset, height));
        }
    }

    /** Adds four dots to a path: the sign of a zero that the stride inserted. */
    void addDots(Path2D path, double x, double y) {
        double r = Math.max(0.7, Math.min(1.6, width / 18));
        for (int corner = 0; corner < 4; corner++) {
            double cx = x + width * (corner % 2 == 0 ? 0.2 : 0.8);
            double cy = y + height * (corner < 2 ? 0.2 : 0.8);
            path.append(new Ellipse2D.Double(cx - r, cy - r, 2 * r, 2 * r), false);
        }
    }

    /** The value in the middle of a cell; nothing where no number fits. */
    void number(double value, double x, double y, Color color) {
        if (!hasNumbers()) {
            return;
        }
        String text = shown(value);
        // Measured once: each number of many thousand would take longer to measure than to draw.
        double left = x + (width - advance * text.length()) / 2;
        ink.textFrom(left, text, font, color, y + (height + capHeight) / 2, 0.5);
    }

    /** At most six characters; three digits where they fit in readable type, else two. */
    private String shown(double value) {
        String text = brief ? brief(value) : Numbers.shown(value);
        return text.length() <= LONGEST_NUMBER ? text : text.substring(0, LONGEST_NUMBER);
    }

    /** Two digits and no leading zero: -.94 for -0.943, 1.5 for 1.53. */
    private static String brief(double value) {
        double size = Math.abs(value);
        if (size >= 9.95 || size < 0.0095) {
            return Numbers.shown(size < 1e6 ? Math.rint(value) : value);
        }
        String text = Numbers.shown(Math.rint(value * (size < 0.995 ? 100 : 10)) / (size < 0.995 ? 100 : 10));
        return size < 0.995 ? text.replace("0.", ".") : text;
    }

    /** Blue below zero, orange above: a hint beside a number, strong where there is no room for one. */
    Color valueColor(double value, Palette palette) {
        double strength = Math.abs(value) / limit * (hasNumbers() ? 0.35 : 0.9);
        return Ink.mix(palette.surface(), value < 0 ? NEGATIVE : POSITIVE, strength);
    }

    /** Black or white, whichever is read better on a colour. */
    static Color readableOn(Color ground) {
        double light = 0.299 * ground.getRed() + 0.587 * ground.getGreen() + 0.114 * ground.getBlue();
        return light > 135 ? new Color(0x16191D) : Color.WHITE;
    }
}
