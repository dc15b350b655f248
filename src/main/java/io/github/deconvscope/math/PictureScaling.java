package io.github.deconvscope.math;

/**
 * Makes images of any size pictures of one shape: the middle square; smaller by the means of the areas that the new pixels cover, larger
 * between the pixels (bilinear); grey by {@link ColorImage#toGray} if one channel is asked for; in 256 steps, as stored pictures are.
 */
public final class PictureScaling {
    private PictureScaling() {}

    /**
     * The picture of an image.
     *
     * @param image 1 or 3 channels in [0, 1], of any size
     * @param shape what is asked for; a grey image stays one channel even if three are
     * @return in [0, 1], in steps of 1/255
     */
    public static ColorImage fit(ColorImage image, InputShape shape) {
        int side = shape.side();
        ColorImage square = square(shape.channels() == 1 ? image.toGray() : image);
        return stored(square.width() < side ? enlarged(square, side) : square.fitInto(side));
    }

    private static ColorImage square(ColorImage image) {
        int shortest = Math.min(image.width(), image.height());
        return image.crop((image.width() - shortest) / 2, (image.height() - shortest) / 2, shortest, shortest);
    }

    private static ColorImage stored(ColorImage image) {
        float[][] planes = new float[image.channels()][];
        for (int c = 0; c < planes.length; c++) {
            planes[c] = image.plane(c).clone();
            for (int i = 0; i < planes[c].length; i++) {
                planes[c][i] = Math.round(Math.max(0, Math.min(1, planes[c][i])) * 255) / 255f;
            }
        }
        return new ColorImage(image.width(), image.height(), planes);
    }

    /** Bilinear, pixels lying at their middles. */
    private static ColorImage enlarged(ColorImage square, int side) {
        int from = square.width();
        float[][] planes = new float[square.channels()][side * side];
        for (int c = 0; c < planes.length; c++) {
            for (int row = 0; row < side; row++) {
                double y = at(row, from, side);
                for (int column = 0; column < side; column++) {
                    double x = at(column, from, side);
                    int top = (int) y;
                    int left = (int) x;
                    int below = Math.min(from - 1, top + 1);
                    int right = Math.min(from - 1, left + 1);
                    double upper = mix(square.at(c, top, left), square.at(c, top, right), x - left);
                    double lower = mix(square.at(c, below, left), square.at(c, below, right), x - left);
                    planes[c][row * side + column] = (float) mix(upper, lower, y - top);
                }
            }
        }
        return new ColorImage(side, side, planes);
    }

    private static double at(int pixel, int from, int side) {
        return Math.max(0, Math.min(from - 1, (pixel + 0.5) * from / side - 0.5));
    }

    private static double mix(double a, double b, double share) {
        return a + (b - a) * share;
    }
}
