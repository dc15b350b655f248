package io.github.deconvscope.lab.network;

import java.util.Arrays;

/**
 * The output of a layer for one picture, after its ReLU. Immutable as long as nobody writes into its array.
 *
 * @param layer whose
 * @param values flat (channel, row, column)
 */
public record LayerActivation(NetworkLayer layer, float[] values) {
    /**
     * The largest value of a channel or a layer; the first one of several that are equal.
     *
     * @param channel in which it is
     * @param row in the map
     * @param column in the map
     * @param value 0 if all are
     */
    public record Peak(int channel, int row, int column, float value) {}

    /** A copy of the map of one channel, flat (row, column). */
    public float[] map(int channel) {
        layer.requireChannel(channel);
        int cells = layer.size().cells();
        return Arrays.copyOfRange(values, channel * cells, (channel + 1) * cells);
    }

    /** The largest value of the layer. */
    public Peak peak() {
        return peak(0, values.length);
    }

    /** The largest value of a channel. */
    public Peak peak(int channel) {
        layer.requireChannel(channel);
        int cells = layer.size().cells();
        return peak(channel * cells, (channel + 1) * cells);
    }

    private Peak peak(int from, int to) {
        int best = from;
        for (int i = from + 1; i < to; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        int cells = layer.size().cells();
        int width = layer.size().width();
        return new Peak(best / cells, best % cells / width, best % width, values[best]);
    }

    /** Share of the values that are 0, from 0 to 1. */
    public double zeros() {
        return zeros(0, values.length);
    }

    /** Share of a channel's values that are 0, from 0 to 1. */
    public double zeros(int channel) {
        layer.requireChannel(channel);
        int cells = layer.size().cells();
        return zeros(channel * cells, (channel + 1) * cells);
    }

    private double zeros(int from, int to) {
        int zeros = 0;
        for (int i = from; i < to; i++) {
            if (values[i] == 0) {
                zeros++;
            }
        }
        return (double) zeros / (to - from);
    }
}
