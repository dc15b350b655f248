package io.github.deconvscope.figure.image;

import io.github.deconvscope.math.ColorImage;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/**
 * Takes the samples out of a {@link BufferedImage} as they are stored.
 *
 * <p>{@code BufferedImage.getRGB} is not used for grey and 16-bit images: Java takes grey values to be linear light and brightens
 * them (128 becomes 188), and it cuts 16 bits down to 8.
 */
final class Pixels {
    private Pixels() {}

    /**
     * One plane for grey, three for colour, in [0, 1]; where there is an alpha channel, laid over white.
     *
     * @throws IllegalArgumentException for a layout of samples that is neither integer nor in [0, 1]
     */
    static ColorImage of(BufferedImage image) {
        ColorModel model = image.getColorModel();
        if (model instanceof ComponentColorModel) {
            return ofSamples(image.getRaster(), model);
        }
        return ofPacked(image);
    }

    private static ColorImage ofSamples(Raster raster, ColorModel model) {
        int bands = raster.getNumBands();
        if (bands > 4) {
            throw new IllegalArgumentException(
                    bands + " samples a pixel: only grey and RGB, with or without alpha, are understood");
        }
        boolean alpha = bands == 2 || bands == 4;
        int channels = bands < 3 ? 1 : 3;
        float[] scale = scales(raster, bands);
        int width = raster.getWidth();
        int height = raster.getHeight();
        float[][] planes = new float[channels][width * height];
        float[] row = new float[width * bands];
        for (int y = 0; y < height; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                float opacity = alpha ? row[x * bands + bands - 1] * scale[bands - 1] : 1;
                float inks = alpha && !model.isAlphaPremultiplied() ? opacity : 1;
                for (int c = 0; c < channels; c++) {
                    float value = row[x * bands + c] * scale[c];
                    if (!(value >= 0 && value <= 1.001f)) {
                        throw new IllegalArgumentException("the sample " + value + " at column " + x + ", row " + y
                                + ": floating point samples have to lie in [0, 1]");
                    }
                    planes[c][y * width + x] = alpha ? value * inks + (1 - opacity) : value;
                }
            }
        }
        return new ColorImage(width, height, planes);
    }

    private static float[] scales(Raster raster, int bands) {
        int type = raster.getSampleModel().getDataType();
        float[] scale = new float[bands];
        for (int b = 0; b < bands; b++) {
            scale[b] = switch (type) {
                case DataBuffer.TYPE_BYTE, DataBuffer.TYPE_USHORT -> 1f
                        / ((1L << raster.getSampleModel().getSampleSize(b)) - 1);
                case DataBuffer.TYPE_FLOAT, DataBuffer.TYPE_DOUBLE -> 1f;
                default -> throw new IllegalArgumentException(
                        "samples of "
                                + raster.getSampleModel().getSampleSize(b)
                                + " bits with a sign: only 8 and 16 bits without sign, or floating point in [0, 1], are understood");
            };
        }
        return scale;
    }

    /** Palettes and packed pixels: at most 8 bits a sample and sRGB, which {@code getRGB} returns unchanged. */
    private static ColorImage ofPacked(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        float[][] planes = new float[3][width * height];
        int[] row = new int[width];
        boolean gray = true;
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                float opacity = (row[x] >>> 24) / 255f;
                for (int c = 0; c < 3; c++) {
                    float value = (row[x] >> (16 - 8 * c) & 0xff) / 255f;
                    planes[c][y * width + x] = value * opacity + (1 - opacity);
                }
                int rgb = row[x];
                gray &= (rgb >> 16 & 0xff) == (rgb & 0xff) && (rgb >> 8 & 0xff) == (rgb & 0xff);
            }
        }
        return gray ? new ColorImage(width, height, planes[0]) : new ColorImage(width, height, planes);
    }
}
