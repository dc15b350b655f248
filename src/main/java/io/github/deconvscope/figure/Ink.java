package io.github.deconvscope.figure;

import io.github.deconvscope.figure.color.ColorMap;
import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Helper for painting on a Graphics2D with the fonts, colours and line widths of a style. Text is measured without the device, so that a
 * layout is the same on every screen, at every scale and in every file format. One object serves one call of {@link Figure#paint}.
 */
public final class Ink {
    /** Font sizes in logical pixels, before the style's scale: captions and ticks, body, section. */
    public static final double CAPTION = 12;

    public static final double BODY = 14;
    public static final double SECTION = 18;

    /** Width of a curve in logical pixels, before the style's scale. */
    public static final double CURVE = 1.75;

    /** Set to true by exporters whose images have to keep every cell of a heat map. */
    public static final RenderingHints.Key LOSSLESS_IMAGES = new FlagKey(7001, Boolean.class);

    /** Set to a {@link Speaker} by exporters that keep the words of what is drawn as shapes. */
    public static final RenderingHints.Key SPEAKER = new FlagKey(7002, Speaker.class);

    /** Set to 0 by exporters that anchor text where it is aligned; while text is drawn, how much of its width lies left of that place. */
    public static final RenderingHints.Key ANCHOR = new FlagKey(7003, Double.class);

    /** Set to true by exporters that draw each pixel of an image as an area, for which none need be enlarged. */
    public static final RenderingHints.Key CELLS = new FlagKey(7004, Boolean.class);

    /** In a file, whose readers may smooth images: pixels of an image in the width of one logical pixel, and the most in an image. */
    private static final double FINENESS = 2;

    private static final double SMALLEST_ENLARGED = 1.5;
    private static final int MOST_PIXELS = 3_000_000;

    /** Draws shapes together with the words that they stand for. */
    @FunctionalInterface
    public interface Speaker {
        void draw(Graphics2D g, String words, Consumer<Graphics2D> drawing);
    }

    private static final FontRenderContext METRICS = new FontRenderContext(
            null, RenderingHints.VALUE_TEXT_ANTIALIAS_ON, RenderingHints.VALUE_FRACTIONALMETRICS_ON);

    private final Graphics2D g;
    private final FigureStyle style;
    private final Palette palette;

    /** Works on its own copy of {@code g}; see {@link #close}. */
    public Ink(Graphics2D g, FigureStyle style) {
        this.g = (Graphics2D) g.create();
        this.style = style;
        palette = Palette.of(style);
        this.g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        this.g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        this.g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        this.g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    /** The underlying graphics, for drawing that has no helper here. */
    public Graphics2D graphics() {
        return g;
    }

    /** The colour map that the style has in place of one. */
    public ColorMap map(ColorMap usual) {
        return style.look().map(usual);
    }

    public Palette palette() {
        return palette;
    }

    /** Width in logical pixels of a line that is {@code width} wide on the screen. */
    public double line(double width) {
        return width * style.lineScale();
    }

    public void close() {
        g.dispose();
    }

    /** The font at one of the sizes above, scaled by the style. */
    public static Font font(FigureFonts face, double size, FigureStyle style) {
        return style.look().typeface().of(face).at(Math.max(size * style.fontScale(), style.smallest()));
    }

    /** Size of type below which nothing is written. */
    public double smallest() {
        return style.smallest();
    }

    public Font font(FigureFonts face, double size) {
        return font(face, size, style);
    }

    public static double width(String text, Font font) {
        if (FigureFonts.has(font, text)) {
            return font.getStringBounds(text, METRICS).getWidth();
        }
        double width = 0;
        for (Run run : runs(text, font)) {
            width += run.font().getStringBounds(run.text(), METRICS).getWidth();
        }
        return width;
    }

    private record Run(String text, Font font) {}

    /**
     * Noto Sans has no mathematical signs, JetBrains Mono no raised minus, and Computer Modern few signs: those are drawn from another font, and
     * a text with letters that Computer Modern lacks as a whole.
     */
    private static List<Run> runs(String text, Font given) {
        boolean lettersLack = text.codePoints()
                .anyMatch(c -> Character.isLetter(c) && !FigureFonts.has(given, Character.toString(c)));
        Font font = lettersLack ? FigureFonts.instead(given) : given;
        Font math = FigureFonts.MATH.at(font.getSize2D());
        Font words = FigureFonts.TEXT.at(font.getSize2D());
        List<Run> runs = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        Font current = font;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            Font wanted = Stream.of(font, math, words)
                    .filter(face -> FigureFonts.has(face, Character.toString(character)))
                    .findFirst()
                    .orElse(font);
            if (!wanted.equals(current) && piece.length() > 0) {
                runs.add(new Run(piece.toString(), current));
                piece.setLength(0);
            }
            current = wanted;
            piece.appendCodePoint(character);
            i += Character.charCount(character);
        }
        runs.add(new Run(piece.toString(), current));
        return runs;
    }

    /** Height of a capital letter, for centring text on a line. */
    public static double capHeight(Font font) {
        return font.createGlyphVector(METRICS, "H").getVisualBounds().getHeight();
    }

    /** Distance between the base lines of two lines of text. */
    public static double lineHeight(Font font) {
        return font.getSize2D() * 1.35;
    }

    /** Draws with the base line's left end at (x, y). */
    public void text(String text, Font font, Color color, double x, double y) {
        if (text.isEmpty()) {
            return;
        }
        g.setColor(color);
        if (FigureFonts.has(font, text)) {
            g.setFont(font);
            g.drawString(text, (float) x, (float) y);
            return;
        }
        double at = x;
        for (Run run : runs(text, font)) {
            g.setFont(run.font());
            g.drawString(run.text(), (float) at, (float) y);
            at += run.font().getStringBounds(run.text(), METRICS).getWidth();
        }
    }

    /**
     * Draws text at a fraction of its own width left of x, its capitals centred on y.
     *
     * @param align 0 starts at x, 0.5 is centred on x, 1 ends at x
     */
    public void textAt(String given, Font font, Color color, double x, double y, double align) {
        String text = style.look().word(given);
        textFrom(x - align * width(text, font), text, font, color, y + capHeight(font) / 2, align);
    }

    /**
     * Draws text that is aligned, but was measured already.
     *
     * @param left where it begins
     * @param y of the base line
     * @param align as in {@link #textAt}: a reader of the file with another font aligns it so
     */
    public void textFrom(double left, String text, Font font, Color color, double y, double align) {
        boolean anchored = align != 0 && g.getRenderingHint(ANCHOR) != null && FigureFonts.has(font, text);
        if (anchored) {
            g.setRenderingHint(ANCHOR, align);
        }
        text(text, font, color, left, y);
        if (anchored) {
            g.setRenderingHint(ANCHOR, 0.0);
        }
    }

    public void stroke(Shape shape, Color color, Stroke stroke) {
        g.setColor(color);
        g.setStroke(stroke);
        g.draw(shape);
    }

    /** Strokes with a solid line that is {@code width} wide on the screen. */
    public void stroke(Shape shape, Color color, double width) {
        stroke(shape, color, new BasicStroke((float) line(width), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    }

    /** Strokes a rectangle with sharp corners; a tenth of the time of {@link #stroke}, which sees just any shape. */
    public void frame(Rectangle2D at, Color color, double width) {
        stroke(at, color, new BasicStroke((float) line(width), BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    }

    public void line(double x1, double y1, double x2, double y2, Color color, double width) {
        stroke(new Line2D.Double(x1, y1, x2, y2), color, width);
    }

    public void fill(Shape shape, Color color) {
        g.setColor(color);
        g.fill(shape);
    }

    public void fill(double x, double y, double width, double height, Color color) {
        fill(new Rectangle2D.Double(x, y, width, height), color);
    }

    /** Draws an image into a rectangle, each pixel a block of one colour. */
    public void image(BufferedImage image, Rectangle2D at) {
        // On a copy: the SVG writer would keep the image's transform and its rounded inverse for all that follows.
        Graphics2D copy = (Graphics2D) g.create();
        copy.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        boolean smoothed = Boolean.TRUE.equals(g.getRenderingHint(LOSSLESS_IMAGES))
                && !Boolean.TRUE.equals(g.getRenderingHint(CELLS));
        BufferedImage drawn = smoothed ? enlarged(image, at) : image;
        AffineTransform place = new AffineTransform(
                at.getWidth() / drawn.getWidth(), 0, 0, at.getHeight() / drawn.getHeight(), at.getX(), at.getY());
        copy.drawImage(drawn, place, null);
        copy.dispose();
    }

    /** The image with each pixel as a block of pixels, so fine that smoothing leaves its edges sharp. */
    private static BufferedImage enlarged(BufferedImage image, Rectangle2D at) {
        int across = blocks(at.getWidth() / image.getWidth());
        int down = blocks(at.getHeight() / image.getHeight());
        while ((long) across * image.getWidth() * down * image.getHeight() > MOST_PIXELS && across * down > 1) {
            across = Math.max(1, across - 1);
            down = Math.max(1, down - 1);
        }
        if (across * down == 1) {
            return image;
        }
        int type = image.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        BufferedImage large = new BufferedImage(across * image.getWidth(), down * image.getHeight(), type);
        for (int y = 0; y < large.getHeight(); y++) {
            for (int x = 0; x < large.getWidth(); x++) {
                large.setRGB(x, y, image.getRGB(x / across, y / down));
            }
        }
        return large;
    }

    private static int blocks(double pixel) {
        return pixel < SMALLEST_ENLARGED ? 1 : (int) Math.ceil(FINENESS * pixel);
    }

    /** Everything drawn by {@code drawing} at an opacity from 0 to 1. */
    public void faint(double opacity, Runnable drawing) {
        java.awt.Composite before = g.getComposite();
        g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) opacity));
        drawing.run();
        g.setComposite(before);
    }

    /** A colour part of the way from one to another. */
    public static Color mix(Color from, Color to, double part) {
        return new Color(
                (int) Math.round(from.getRed() + (to.getRed() - from.getRed()) * part),
                (int) Math.round(from.getGreen() + (to.getGreen() - from.getGreen()) * part),
                (int) Math.round(from.getBlue() + (to.getBlue() - from.getBlue()) * part));
    }

    /** {@code text}, or its start and an ellipsis where it is wider than {@code width}. */
    public static String shortened(String text, Font font, double width) {
        if (width(text, font) <= width) {
            return text;
        }
        int low = 0;
        int high = text.length();
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (width(text.substring(0, middle) + "\u2026", font) <= width) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low == 0 ? "" : text.substring(0, low).stripTrailing() + "\u2026";
    }

    /** The lines of {@code text}, broken at spaces so that none is wider than {@code width} unless one word is. */
    public static List<String> wrapped(String text, Font font, double width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() > 0 && width(line + " " + word, font) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        if (line.length() > 0) {
            lines.add(line.toString());
        }
        return lines;
    }

    /** Draws shapes, under their words where the file has a place for those. */
    public static void spoken(Graphics2D g, String words, Consumer<Graphics2D> drawing) {
        if (g.getRenderingHint(SPEAKER) instanceof Speaker speaker) {
            speaker.draw(g, words, drawing);
        } else {
            drawing.accept(g);
        }
    }

    private static final class FlagKey extends RenderingHints.Key {
        private final Class<?> type;

        FlagKey(int number, Class<?> type) {
            super(number);
            this.type = type;
        }

        @Override
        public boolean isCompatibleValue(Object value) {
            return type.isInstance(value);
        }
    }
}
