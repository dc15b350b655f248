package io.github.deconvscope.lab.network;

import io.github.deconvscope.math.RankCorrelation;
import java.util.List;
import java.util.Optional;

/**
 * A channel made visible by sending its largest activation back through the net: the signal after each step, of which the last is the
 * picture.
 *
 * @param question that was asked
 * @param peak where the way starts: the largest activation of the channel in this picture; empty for a score
 * @param steps at least two; the last one's signal is the picture
 */
public record BackProjection(BackQuestion question, Optional<LayerActivation.Peak> peak, List<BackStep> steps) {
    public BackProjection {
        steps = List.copyOf(steps);
    }

    /** What reached the pixels, flat (channel, row, column), 3 channels; not a copy. */
    public float[] picture() {
        return steps.get(steps.size() - 1).signal();
    }

    /**
     * Spearman's rank correlation of the sizes of all values with those of another picture of this channel: 1 where the same pixels are strong,
     * about 0 where nothing but chance is left.
     *
     * @return NaN where one of the two is the same everywhere, as of a channel that is silent
     */
    public double rankCorrelation(BackProjection other) {
        return RankCorrelation.of(sizes(picture()), sizes(other.picture()));
    }

    private static double[] sizes(float[] values) {
        double[] sizes = new double[values.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.abs(values[i]);
        }
        return sizes;
    }
}
