package io.github.deconvscope.lab.network;

import io.github.deconvscope.math.ColorImage;
import java.util.OptionalInt;

/**
 * The input format of a net: size, channels and normalization, as in the data set that it was trained on.
 *
 * @param side height and width in pixels
 * @param channels as stored, 1 or 3; the net always gets 3, a grey picture three times
 * @param mean of each of the three channels, on the scale from 0 to 1
 * @param deviation of each of the three channels, on the same scale
 */
public record PictureFormat(int side, int channels, float[] mean, float[] deviation) {
    /** Channels that a net gets. */
    public static final int INPUTS = 3;

    public PictureFormat {
        mean = mean.clone();
        deviation = deviation.clone();
    }

    @Override
    public float[] mean() {
        return mean.clone();
    }

    @Override
    public float[] deviation() {
        return deviation.clone();
    }

    /**
     * Makes any image a picture for the net: its middle square, scaled to the side by means of areas (a smaller one is enlarged between its
     * pixels), grey if the data set is, in 256 steps as stored images are.
     *
     * @param name of the image, for people
     * @param image 1 or 3 channels in [0, 1]
     */
    public NetworkPicture fit(String name, ColorImage image) {
        ColorImage square = square(channels == 1 ? image.toGray() : image);
        ColorImage scaled = square.width() < side ? enlarged(square) : square.fitInto(side);
        return picture(name, stored(scaled), OptionalInt.empty(), OptionalInt.empty());
    }

    /**
     * A stored picture as the net gets it.
     *
     * @param image of this side, 1 or 3 channels in [0, 1]
     * @param index in the test set, if it is one of it
     * @param truth its class, if that is known
     */
    public NetworkPicture picture(String name, ColorImage image, OptionalInt index, OptionalInt truth) {
        int plane = side * side;
        float[] values = new float[INPUTS * plane];
        for (int c = 0; c < INPUTS; c++) {
            float[] from = image.plane(c % image.channels());
            for (int i = 0; i < plane; i++) {
                values[c * plane + i] = (from[i] - mean[c]) / deviation[c];
            }
        }
        return new NetworkPicture(name, image, values, index, truth);
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
    private ColorImage enlarged(ColorImage square) {
        int from = square.width();
        float[][] planes = new float[square.channels()][side * side];
        for (int c = 0; c < planes.length; c++) {
            for (int row = 0; row < side; row++) {
                double y = at(row, from);
                for (int column = 0; column < side; column++) {
                    double x = at(column, from);
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

    private double at(int pixel, int from) {
        return Math.max(0, Math.min(from - 1, (pixel + 0.5) * from / side - 0.5));
    }

    private static double mix(double a, double b, double share) {
        return a + (b - a) * share;
    }
}
