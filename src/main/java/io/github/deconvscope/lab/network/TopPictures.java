package io.github.deconvscope.lab.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The test pictures that excite each channel of a layer most. */
public final class TopPictures {
    /** Pictures kept for each channel. */
    public static final int COUNT = 12;

    private final NetworkLayer layer;
    private final int pictures;
    private final List<List<Top>> channels;

    /**
     * A picture, and where in it the channel is excited.
     *
     * @param picture its place in the test set
     * @param peak of the channel
     */
    public record Top(int picture, LayerActivation.Peak peak) {}

    /**
     * @param layer whose
     * @param values largest value of each channel in each picture, flat (picture, channel)
     * @param places where it is in its map, flat alike
     */
    public TopPictures(NetworkLayer layer, float[] values, int[] places) {
        this.layer = layer;
        int count = layer.channels();
        pictures = values.length / count;
        List<List<Top>> all = new ArrayList<>();
        for (int channel = 0; channel < count; channel++) {
            int c = channel;
            all.add(IntStream.range(0, pictures)
                    .boxed()
                    // Stable: of equal values the first picture comes first.
                    .sorted((a, b) -> Float.compare(values[b * count + c], values[a * count + c]))
                    .limit(COUNT)
                    .filter(p -> values[p * count + c] > 0)
                    .map(p -> new Top(p, peak(c, places[p * count + c], values[p * count + c])))
                    .toList());
        }
        channels = List.copyOf(all);
    }

    private LayerActivation.Peak peak(int channel, int place, float value) {
        int width = layer.size().width();
        return new LayerActivation.Peak(channel, place / width, place % width, value);
    }

    public NetworkLayer layer() {
        return layer;
    }

    /** How many pictures were looked at. */
    public int pictures() {
        return pictures;
    }

    /** Those of a channel, the most exciting first: {@value #COUNT} at most, none of which leaves it silent. */
    public List<Top> of(int channel) {
        layer.requireChannel(channel);
        return channels.get(channel);
    }
}
