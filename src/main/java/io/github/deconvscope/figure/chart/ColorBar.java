package io.github.deconvscope.figure.chart;

import io.github.deconvscope.base.Numbers;
import io.github.deconvscope.figure.FigureFonts;
import io.github.deconvscope.figure.FigureStyle;
import io.github.deconvscope.figure.Ink;
import io.github.deconvscope.figure.color.ColorMap;
import io.github.deconvscope.figure.color.ValueRange;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.stream.DoubleStream;

/**
 * The colour bar beside a heat map, labelled at its ends and in the middle.
 *
 * @param heading above the bar; may be empty
 * @param counts whether only whole numbers have a meaning
 */
record ColorBar(ValueRange range, ColorMap map, String heading, boolean counts) {
    private static final double WIDTH = 12;
    private static final double GAP = 12;
    /** Lower than this, the middle has no room between the ends. */
    private static final double LOWEST_WITH_MIDDLE = 48;

    /** Logical pixels that it takes to the right of the cells. */
    double room(FigureStyle style) {
        Font font = Ink.font(FigureFonts.NUMBERS, Ink.CAPTION - 1, style);
        double widest = 0;
        for (double value : ticks()) {
            widest = Math.max(widest, Ink.width(Numbers.shown(value), font));
        }
        Font text = Ink.font(FigureFonts.TEXT, Ink.CAPTION, style);
        double name = heading.isEmpty() ? 0 : Math.min(Ink.width(heading, text), 90 * style.fontScale());
        return GAP + Math.max(WIDTH + 8 + widest, name) + 4;
    }

    private double[] ticks() {
        double middle = (range.min() + range.max()) / 2;
        return DoubleStream.of(range.min(), counts ? Math.floor(middle) : middle, range.max())
                .distinct()
                .toArray();
    }

    void paint(Ink ink, FigureStyle style, Rectangle2D cells) {
        double x = cells.getMaxX() + GAP;
        double h = cells.getHeight();
        double y = cells.getY();
        BufferedImage image = new BufferedImage(1, ColorMap.SIZE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < ColorMap.SIZE; i++) {
            image.setRGB(0, ColorMap.SIZE - 1 - i, map.argb(i));
        }
        Rectangle2D at = new Rectangle2D.Double(x, y, WIDTH, h);
        ink.image(image, at);
        ink.stroke(at, ink.palette().axis(), 1);
        Font font = ink.font(FigureFonts.NUMBERS, Ink.CAPTION - 1);
        double half = Ink.capHeight(font) / 2;
        for (double tick : ticks()) {
            double level = y + h * (1 - (tick - range.min()) / (range.max() - range.min()));
            boolean low = tick == range.min();
            boolean high = tick == range.max();
            if (low || high || h > LOWEST_WITH_MIDDLE * style.fontScale()) {
                ink.line(x + WIDTH, level, x + WIDTH + 3, level, ink.palette().axis(), 1);
                double inside = low ? level - half : high ? level + half : level;
                ink.textAt(Numbers.shown(tick), font, ink.palette().muted(), x + WIDTH + 6, inside, 0);
            }
        }
        Font text = ink.font(FigureFonts.TEXT, Ink.CAPTION);
        String name = Ink.shortened(heading, text, room(style) - 14);
        ink.textAt(name, text, ink.palette().text(), x, y - 2 - Ink.lineHeight(text) / 2, 0);
    }
}
