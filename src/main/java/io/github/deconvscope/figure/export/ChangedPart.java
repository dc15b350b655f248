package io.github.deconvscope.figure.export;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;

/** What changes between two frames of an animation: files that store this alone are a fraction as large. */
final class ChangedPart {
    private ChangedPart() {}

    /** The smallest rectangle outside of which both are alike; a single pixel if they are alike everywhere. */
    static Rectangle between(BufferedImage before, BufferedImage after) {
        int left = after.getWidth();
        int top = after.getHeight();
        int right = 0;
        int bottom = 0;
        int[] one = new int[after.getWidth()];
        int[] other = new int[after.getWidth()];
        for (int y = 0; y < after.getHeight(); y++) {
            before.getRGB(0, y, one.length, 1, one, 0, one.length);
            after.getRGB(0, y, other.length, 1, other, 0, other.length);
            for (int x = 0; x < one.length; x++) {
                if (one[x] != other[x]) {
                    left = Math.min(left, x);
                    right = Math.max(right, x + 1);
                    top = Math.min(top, y);
                    bottom = y + 1;
                }
            }
        }
        return right == 0 ? new Rectangle(0, 0, 1, 1) : new Rectangle(left, top, right - left, bottom - top);
    }
}
