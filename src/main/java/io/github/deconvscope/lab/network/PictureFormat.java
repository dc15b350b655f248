package io.github.deconvscope.lab.network;

import io.github.deconvscope.math.ColorImage;
import io.github.deconvscope.math.InputShape;
import io.github.deconvscope.math.PictureScaling;
import java.util.OptionalInt;

/**
 * The input format of a net: size, channels and normalization, as in the data set that it was trained on.
 *
 * @param side height and width in pixels
 * @param channels as stored, 1 or 3
 * @param mean of each channel that the net gets, on the scale from 0 to 1: three, a grey picture three times, or one
 * @param deviation of each of these channels, on the same scale
 */
public record PictureFormat(int side, int channels, float[] mean, float[] deviation) {
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

    /** The shape of a picture as the net gets it. */
    public InputShape input() {
        return new InputShape(mean.length, side);
    }

    /**
     * Makes any image a picture for the net by {@link PictureScaling}, grey if the data set is.
     *
     * @param name of the image, for people
     * @param image 1 or 3 channels in [0, 1]
     */
    public NetworkPicture fit(String name, ColorImage image) {
        ColorImage fitted = PictureScaling.fit(image, new InputShape(channels, side));
        return picture(name, fitted, OptionalInt.empty(), OptionalInt.empty());
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
        float[] values = new float[mean.length * plane];
        for (int c = 0; c < mean.length; c++) {
            float[] from = image.plane(c % image.channels());
            for (int i = 0; i < plane; i++) {
                values[c * plane + i] = (from[i] - mean[c]) / deviation[c];
            }
        }
        return new NetworkPicture(name, image, values, index, truth);
    }
}
