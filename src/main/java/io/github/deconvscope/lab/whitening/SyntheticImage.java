package io.github.deconvscope.lab.whitening;

import io.github.deconvscope.math.ColorImage;
import java.util.Random;

/**
 * A Gaussian random field in which neighbours along x, along y and along the channels are correlated: value(i + 1) = c value(i) +
 * sqrt(1 - c^2) noise along each axis in turn, so that every value has variance 1 and values at distance d along one axis have
 * correlation c^d.
 */
public final class SyntheticImage {
    private SyntheticImage() {}

    /** The field, shifted and scaled to mean 0.5 and standard deviation 0.2, about the range of a photograph; not clipped. */
    public static ColorImage of(WhiteningState.SyntheticData data) {
        int side = data.side();
        Random random = new Random(data.seed());
        double[][] field = new double[data.channels()][side * side];
        for (double[] plane : field) {
            for (int i = 0; i < plane.length; i++) {
                plane[i] = random.nextGaussian();
            }
        }
        double correlation = data.correlation();
        double fresh = Math.sqrt(1 - correlation * correlation);
        float[][] planes = new float[data.channels()][side * side];
        for (int c = 0; c < field.length; c++) {
            double[] plane = field[c];
            for (int i = 0; i < plane.length; i++) {
                if (i % side != 0) {
                    plane[i] = correlation * plane[i - 1] + fresh * plane[i];
                }
            }
            for (int i = side; i < plane.length; i++) {
                plane[i] = correlation * plane[i - side] + fresh * plane[i];
            }
            for (int i = 0; i < plane.length; i++) {
                if (c > 0) {
                    plane[i] = correlation * field[c - 1][i] + fresh * plane[i];
                }
                planes[c][i] = (float) (0.5 + 0.2 * plane[i]);
            }
        }
        return new ColorImage(side, side, planes);
    }
}
