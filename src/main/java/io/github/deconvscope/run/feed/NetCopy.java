package io.github.deconvscope.run.feed;

import io.github.deconvscope.base.array.NpyArray;
import io.github.deconvscope.math.GroupNorm;
import java.util.Map;

/**
 * A copy of the net of a run as it was after one of its steps. Arrays are shared by all readers: read them, never write.
 *
 * @param step after which it was made
 * @param learned parameters and running values under the names of the published PyTorch nets
 * @param folded what the net is outside of training: weight and bias of its convolutions under the names they have in a net of convolution, ReLU
 *     and pooling, with whitening and normalization folded in as far as they can be; then the dense layer, {@code classifier}. Empty if
 *     {@code learned} holds a value that is not finite, or the net has residual blocks
 * @param norms the group normalizations that are left between convolutions and their ReLU, by the number of the convolution, from 1
 */
public record NetCopy(
        long step, Map<String, NpyArray> learned, Map<String, NpyArray> folded, Map<Integer, GroupNorm> norms) {}
