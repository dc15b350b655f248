package io.github.deconvscope.lab.network;

import io.github.deconvscope.math.GroupNorm;
import java.util.Arrays;
import java.util.Optional;

/**
 * The weights of a layer: as learned, and as applied to its input once whitening or normalization is folded into them. Group and layer
 * normalization cannot be; they follow the convolution.
 *
 * @param layer whose
 * @param learned W, flat (channel, input, row, column)
 * @param folded W D where the layer whitens, flat alike
 * @param bias of the folded layer, one a channel
 * @param norm what is left between the convolution and its ReLU, if anything is
 */
public record LayerKernels(
        NetworkLayer layer, float[] learned, float[] folded, float[] bias, Optional<GroupNorm> norm) {
    /** Weights of a kernel for one input. */
    public int taps() {
        return layer.kernel() * layer.kernel();
    }

    /** The learned weights of one channel, flat (input, row, column); a copy. */
    public float[] learned(int channel) {
        return of(learned, channel);
    }

    /** The folded weights of one channel, flat (input, row, column); a copy. */
    public float[] folded(int channel) {
        return of(folded, channel);
    }

    private float[] of(float[] all, int channel) {
        layer.requireChannel(channel);
        int each = layer.inputs() * taps();
        return Arrays.copyOfRange(all, channel * each, (channel + 1) * each);
    }
}
