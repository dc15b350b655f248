package io.github.deconvscope.lab.network;

import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Layers whose weights are replaced by random ones, to see how much a picture of a channel has to do with what was learned (Adebayo et al.,
 * Sanity checks for saliency maps, 2018): each folded weight is drawn anew from a normal distribution with mean 0 and the mean square of
 * the layer's own, and its biases are 0.
 *
 * @param layers from 1
 * @param seed decides the draw; a layer's does not depend on which others are drawn
 */
public record Redraw(Set<Integer> layers, long seed) {
    /** The default seed. */
    public static final long USUAL_SEED = 1;

    public Redraw {
        layers = java.util.Collections.unmodifiableSet(new TreeSet<>(layers));
    }

    /**
     * Weights in place of those of a layer.
     *
     * @param layer from 1
     * @param folded its weights
     */
    public float[] weights(int layer, float[] folded) {
        double squares = 0;
        for (float weight : folded) {
            squares += (double) weight * weight;
        }
        double spread = Math.sqrt(squares / folded.length);
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + layer);
        float[] drawn = new float[folded.length];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = (float) (spread * random.nextGaussian());
        }
        return drawn;
    }
}
