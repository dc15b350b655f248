package io.github.deconvscope.ui.page.network;

import io.github.deconvscope.math.ColorImage;

/** A picture drawn by hand: {@value #SIDE} x {@value #SIDE} pixels, black to begin with. */
final class Drawing {
    /** Height and width in pixels. */
    static final int SIDE = 32;

    private static final int CHANNELS = 3;

    private float[][] planes = new float[CHANNELS][SIDE * SIDE];

    /** What a brush leaves. */
    enum Shade {
        WHITE("white", 1, 1, 1),
        GREY("grey", 0.5f, 0.5f, 0.5f),
        BLACK("black", 0, 0, 0),
        RED("red", 0.85f, 0.15f, 0.15f),
        YELLOW("yellow", 0.95f, 0.85f, 0.2f),
        GREEN("green", 0.2f, 0.65f, 0.25f),
        BLUE("blue", 0.2f, 0.4f, 0.9f);

        private final String label;
        private final float[] color;

        Shade(String label, float... color) {
            this.label = label;
            this.color = color;
        }

        /** For people. */
        String label() {
            return label;
        }
    }

    /**
     * Draws a straight line with round ends.
     *
     * @param x0 where it begins, in pixels from the left edge; it may lie outside
     * @param y0 likewise from the upper edge
     * @param x1 where it ends
     * @param y1 likewise
     * @param width of the brush in pixels; at least the pixel under each end is drawn
     */
    void line(double x0, double y0, double x1, double y1, double width, Shade shade) {
        double dx = x1 - x0;
        double dy = y1 - y0;
        double squared = dx * dx + dy * dy;
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                double x = column + 0.5 - x0;
                double y = row + 0.5 - y0;
                double along = squared == 0 ? 0 : Math.max(0, Math.min(1, (x * dx + y * dy) / squared));
                if (Math.hypot(x - along * dx, y - along * dy) <= width / 2) {
                    set(row, column, shade);
                }
            }
        }
        set((int) Math.floor(y0), (int) Math.floor(x0), shade);
        set((int) Math.floor(y1), (int) Math.floor(x1), shade);
    }

    private void set(int row, int column, Shade shade) {
        if (row >= 0 && row < SIDE && column >= 0 && column < SIDE) {
            for (int c = 0; c < CHANNELS; c++) {
                planes[c][row * SIDE + column] = shade.color[c];
            }
        }
    }

    /** Makes everything black. */
    void clear() {
        planes = new float[CHANNELS][SIDE * SIDE];
    }

    /** Goes on with a picture that was drawn before. @return whether it has this size; otherwise nothing changes */
    boolean take(ColorImage image) {
        if (image.width() != SIDE || image.height() != SIDE) {
            return false;
        }
        for (int c = 0; c < CHANNELS; c++) {
            planes[c] = image.plane(c % image.channels()).clone();
        }
        return true;
    }

    /** A copy, in [0, 1]. */
    ColorImage image() {
        float[][] copy = new float[CHANNELS][];
        for (int c = 0; c < CHANNELS; c++) {
            copy[c] = planes[c].clone();
        }
        return new ColorImage(SIDE, SIDE, copy);
    }
}
