package io.github.deconvscope.figure.image;

import io.github.deconvscope.math.ColorImage;

/** The turn that puts a photograph upright, by its EXIF orientation (tag 274, values 1 to 8). */
final class Orientation {
    private static final int UPRIGHT = 1;

    private Orientation() {}

    /** Turns and mirrors the stored pixels as the tag asks: 2 mirrors, 3 turns by 180 degrees, 6 by 90 to the right, 8 to the left. */
    static ColorImage upright(ColorImage stored, int orientation) {
        if (orientation == UPRIGHT) {
            return stored;
        }
        boolean swapped = orientation >= 5;
        int width = swapped ? stored.height() : stored.width();
        int height = swapped ? stored.width() : stored.height();
        float[][] planes = new float[stored.channels()][width * height];
        int lastX = stored.width() - 1;
        int lastY = stored.height() - 1;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int u = swapped ? y : x;
                int v = swapped ? x : y;
                int sourceX =
                        orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8 ? lastX - u : u;
                int sourceY =
                        orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7 ? lastY - v : v;
                for (int c = 0; c < planes.length; c++) {
                    planes[c][y * width + x] = stored.at(c, sourceY, sourceX);
                }
            }
        }
        return new ColorImage(width, height, planes);
    }
}
