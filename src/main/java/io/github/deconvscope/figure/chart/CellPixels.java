package io.github.deconvscope.figure.chart;

import io.github.deconvscope.figure.Ink;
import io.github.deconvscope.figure.color.ColorMap;
import io.github.deconvscope.figure.color.ValueRange;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/**
 * Paints a matrix as an image with one pixel per cell, or with the mean of the cells that share a pixel where there are more cells than
 * pixels.
 */
final class CellPixels {
    private final float[] values;
    private final int rows;
    private final int columns;
    private final ValueRange range;
    private final ColorMap map;

    CellPixels(LabelledMatrix matrix, ValueRange range, ColorMap map) {
        values = matrix.values();
        rows = matrix.rows();
        columns = matrix.columns();
        this.range = range;
        this.map = map;
    }

    void paint(Ink ink, Rectangle2D at) {
        Graphics2D g = ink.graphics();
        BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
        int[] pixels = pixelsOf(image);
        color(pixels, ink.palette().missing().getRGB());
        boolean lossless = Boolean.TRUE.equals(g.getRenderingHint(Ink.LOSSLESS_IMAGES));
        int wide = (int) Math.ceil(at.getWidth() * Math.abs(g.getTransform().getScaleX()));
        int high = (int) Math.ceil(at.getHeight() * Math.abs(g.getTransform().getScaleY()));
        if (!lossless && (wide < columns || high < rows)) {
            image = reduced(pixels, Math.max(1, Math.min(wide, columns)), Math.max(1, Math.min(high, rows)));
        }
        ink.image(image, at);
    }

    private static int[] pixelsOf(BufferedImage image) {
        return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    }

    private void color(int[] pixels, int missing) {
        int[] table = map.table();
        float low = (float) range.min();
        float perEntry = (float) (ColorMap.SIZE / (range.max() - range.min()));
        for (int i = 0; i < pixels.length; i++) {
            float value = values[i];
            if (value != value) {
                pixels[i] = missing;
                continue;
            }
            int index = (int) ((value - low) * perEntry);
            pixels[i] = table[index < 0 ? 0 : index > ColorMap.SIZE - 1 ? ColorMap.SIZE - 1 : index];
        }
    }

    /** Fewer pixels, each the mean of the cells it covers, so that no cell is skipped. */
    private BufferedImage reduced(int[] pixels, int wide, int high) {
        int[] red = new int[wide * high];
        int[] green = new int[wide * high];
        int[] blue = new int[wide * high];
        int[] count = new int[wide * high];
        for (int row = 0; row < rows; row++) {
            int line = (int) ((long) row * high / rows) * wide;
            for (int column = 0; column < columns; column++) {
                int rgb = pixels[row * columns + column];
                int to = line + column * wide / columns;
                red[to] += rgb >> 16 & 255;
                green[to] += rgb >> 8 & 255;
                blue[to] += rgb & 255;
                count[to]++;
            }
        }
        BufferedImage image = new BufferedImage(wide, high, BufferedImage.TYPE_INT_RGB);
        int[] to = pixelsOf(image);
        for (int i = 0; i < to.length; i++) {
            int n = count[i];
            to[i] = red[i] / n << 16 | green[i] / n << 8 | blue[i] / n;
        }
        return image;
    }
}
