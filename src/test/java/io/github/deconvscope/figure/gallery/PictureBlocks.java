package io.github.deconvscope.figure.gallery;

import java.awt.image.BufferedImage;

/** Compares two paintings of a figure, whose edges are smoothed in different ways, by the means of blocks of pixels. */
public final class PictureBlocks {
    private static final int BLOCK = 8;

    private PictureBlocks() {}

    /** How far blocks of pixels differ in the mean of a channel: in the mean of all blocks, and at most. */
    public static double[] apart(BufferedImage one, BufferedImage other) {
        double sum = 0;
        double most = 0;
        int blocks = 0;
        for (int y = 0; y + BLOCK <= one.getHeight(); y += BLOCK) {
            for (int x = 0; x + BLOCK <= one.getWidth(); x += BLOCK) {
                double block = 0;
                for (int shift = 0; shift <= 16; shift += 8) {
                    block = Math.max(block, Math.abs(mean(one, x, y, shift) - mean(other, x, y, shift)));
                }
                sum += block;
                most = Math.max(most, block);
                blocks++;
            }
        }
        return new double[] {sum / blocks, most};
    }

    private static double mean(BufferedImage image, int left, int top, int shift) {
        int sum = 0;
        for (int y = top; y < top + BLOCK; y++) {
            for (int x = left; x < left + BLOCK; x++) {
                sum += image.getRGB(x, y) >> shift & 255;
            }
        }
        return sum / (double) (BLOCK * BLOCK);
    }
}
