package io.github.deconvscope.figure.image;

import io.github.deconvscope.math.ColorImage;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/**
 * Reads the samples of a {@link BufferedImage} as they are stored.
 *
 * <p>{@code BufferedImage.getRGB} is not used for grey and 16-bit images: Java takes grey values to be linear light and brightens
 * them (128 becomes 188), and it cuts 16 bits down to 8.
 */
final class Pixels {
    private Pixels() {}

    /**
     * One plane for grey, three for colour, in [0, 1]; what the colour model says is transparent is laid over white, and inks become light.
     *
     * @throws IllegalArgumentException for a layout of samples that is neither integer nor in [0, 1]
     */
    static ColorImage of(BufferedImage image) {
        return of(image, false);
    }

    /** @param opaque whether a band beyond the colours is not opacity, whatever the colour model says */
    static ColorImage of(BufferedImage image, boolean opaque) {
        ColorModel model = image.getColorModel();
        if (!(model instanceof ComponentColorModel)) {
            return ofPacked(image);
        }
        return switch (model.getColorSpace().getType()) {
            case ColorSpace.TYPE_GRAY -> ofSamples(image.getRaster(), model, 1, opaque);
            case ColorSpace.TYPE_RGB -> ofSamples(image.getRaster(), model, 3, opaque);
            case ColorSpace.TYPE_CMYK -> ofInks(image);
            default ->
                throw new IllegalArgumentException(
                        "its colours are neither grey nor RGB nor CMYK, and no others are understood");
        };
    }

    /** By the profile that comes with the picture; without one each ink takes its part of the light, as JPEG readers do it. */
    private static ColorImage ofInks(BufferedImage image) {
        Raster inks = image.getRaster();
        ColorSpace space = image.getColorModel().getColorSpace();
        if (inks.getNumBands() != 4) {
            throw new IllegalArgumentException(inks.getNumBands() + " samples per pixel: CMYK has four");
        }
        if (space instanceof ICC_ColorSpace) {
            BufferedImage rgb = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
            new ColorConvertOp(space, rgb.getColorModel().getColorSpace(), null).filter(inks, rgb.getRaster());
            return of(rgb);
        }
        float[] scale = scales(inks, 4);
        int width = inks.getWidth();
        int height = inks.getHeight();
        float[][] planes = new float[3][width * height];
        float[] row = new float[width * 4];
        for (int y = 0; y < height; y++) {
            inks.getPixels(inks.getMinX(), inks.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                float black = row[x * 4 + 3] * scale[3];
                for (int c = 0; c < 3; c++) {
                    planes[c][y * width + x] = (1 - row[x * 4 + c] * scale[c]) * (1 - black);
                }
            }
        }
        return new ColorImage(width, height, planes);
    }

    private static ColorImage ofSamples(Raster raster, ColorModel model, int channels, boolean opaque) {
        int bands = raster.getNumBands();
        if (bands < channels) {
            throw new IllegalArgumentException(bands + " samples per pixel, but its colours need " + channels);
        }
        boolean alpha = bands > channels && model.hasAlpha() && !opaque;
        float[] scale = scales(raster, bands);
        int width = raster.getWidth();
        int height = raster.getHeight();
        float[][] planes = new float[channels][width * height];
        float[] row = new float[width * bands];
        for (int y = 0; y < height; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                float opacity = alpha ? row[x * bands + channels] * scale[channels] : 1;
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
                case DataBuffer.TYPE_BYTE, DataBuffer.TYPE_USHORT ->
                    1f / ((1L << raster.getSampleModel().getSampleSize(b)) - 1);
                case DataBuffer.TYPE_FLOAT, DataBuffer.TYPE_DOUBLE -> 1f;
                default ->
                    throw new IllegalArgumentException(
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
